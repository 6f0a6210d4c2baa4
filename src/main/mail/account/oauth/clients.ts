import type { OAuthProvider } from "#shared/model/setup/mailbox.ts";

/** How this program is known to a provider. A desktop program's secret is no secret (RFC 8252 §8.5); Google wants it all the same. */
export type OAuthClient = { readonly clientId: string; readonly clientSecret?: string };

/** Which providers this desk may offer a sign-in with. */
export type OAuthClients = Readonly<Partial<Record<OAuthProvider, OAuthClient>>>;

/** `PIPEDESK_GOOGLE_CLIENT_ID`, `PIPEDESK_GOOGLE_CLIENT_SECRET`, `PIPEDESK_MICROSOFT_CLIENT_ID`; empty ones don't count. */
export function oauthClientsFrom(env: Readonly<Record<string, string | undefined>>): OAuthClients {
  const value = (name: string) => env[name]?.trim() || undefined;
  const googleId = value("PIPEDESK_GOOGLE_CLIENT_ID");
  const googleSecret = value("PIPEDESK_GOOGLE_CLIENT_SECRET");
  const microsoftId = value("PIPEDESK_MICROSOFT_CLIENT_ID");
  return {
    ...(googleId === undefined
      ? {}
      : { google: { clientId: googleId, ...(googleSecret === undefined ? {} : { clientSecret: googleSecret }) } }),
    ...(microsoftId === undefined ? {} : { microsoft: { clientId: microsoftId } }),
  };
}
