import type { OAuthProvider } from "#shared/model/setup/mailbox.ts";

export type OAuthEndpoints = {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
  /** What else the provider wants to be asked. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The name of this machine in the redirect address; the port is added. */
  readonly redirectHost: "127.0.0.1" | "localhost";
};

/** `openid email` only to show who signed in: with the wrong one of one's accounts, both servers say no more than "invalid credentials". */
export const OAUTH_ENDPOINTS: Readonly<Record<OAuthProvider, OAuthEndpoints>> = {
  /** https://developers.google.com/identity/protocols/oauth2/native-app and https://developers.google.com/gmail/imap/xoauth2-protocol */
  google: {
    issuer: "https://accounts.google.com",
    authorizationUrl: "https://accounts.google.com/o/oauth2/v2/auth",
    tokenUrl: "https://oauth2.googleapis.com/token",
    scopes: ["https://mail.google.com/", "openid", "email"],
    // Without `consent` a second sign-in brings no refresh token.
    parameters: { access_type: "offline", prompt: "consent" },
    redirectHost: "127.0.0.1",
  },
  /** https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth */
  microsoft: {
    issuer: "https://login.microsoftonline.com/common/v2.0",
    authorizationUrl: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    tokenUrl: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    scopes: [
      "https://outlook.office.com/IMAP.AccessAsUser.All",
      "https://outlook.office.com/SMTP.Send",
      "offline_access",
      "openid",
      "email",
    ],
    parameters: { prompt: "select_account" },
    // The one name of this machine that Microsoft's registration page takes; it leaves the port open.
    redirectHost: "localhost",
  },
};
