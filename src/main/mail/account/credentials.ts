import type { MailSecret } from "#shared/contract/channels.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { OAuthProvider } from "#shared/model/setup/mailbox.ts";
import type { Clock } from "#main/desk/context.ts";
import type { Secrets } from "#main/desk/secrets.ts";
import { connectFailed, toConnectFailed } from "./connect-failure.ts";
import { MIN_RENEWAL_GAP_MS, TOKEN_MARGIN_MS } from "./limits.ts";
import { parseStoredSecret, secretName, type StoredSecret } from "./stored-secret.ts";

/** What is said to a server at log-in. */
export type Credentials =
  | { readonly kind: "password"; readonly password: string }
  | { readonly kind: "oauth2"; readonly accessToken: string };

/** An access token and what it was had with. */
export type OAuthTokens = {
  readonly provider: OAuthProvider;
  readonly accessToken: string;
  readonly endsAtEpochMs: number;
  /** The one that was used, or the one that takes its place. */
  readonly refreshToken: string;
};

/** The part of the sign-ins that credentials need. */
export type TokenSource = {
  /** The tokens of a finished sign-in, which stays. @throws PD_DESK_NOT_FOUND */
  peek(flowId: string): OAuthTokens;
  /** The same, and the sign-in is forgotten. @throws PD_DESK_NOT_FOUND */
  take(flowId: string): OAuthTokens;
  /** @throws ConnectFailed: auth where the token was revoked; offline, dns, … where the provider can't be reached */
  renew(provider: OAuthProvider, refreshToken: string): Promise<OAuthTokens>;
};

export type CredentialSource = {
  /**
   * What the channel logs in with now. `renew`: the last ones were refused, so a new access token is needed; a password stays what it is.
   * @throws ConnectFailed: secret-missing, auth, or why the provider of tokens can't be reached
   */
  credentialsOf(channel: Channel, options?: { readonly renew?: boolean }): Promise<Credentials>;
  /** @throws PD_SECRETS_FAILED, PD_DESK_NOT_FOUND for an unknown sign-in */
  keep(id: ChannelId, secret: MailSecret): Promise<void>;
  /** @throws PD_SECRETS_FAILED */
  forget(id: ChannelId): Promise<void>;
};

export type CredentialDeps = { readonly secrets: Secrets; readonly oauth: TokenSource; readonly clock: Clock };

/** What is known of a channel's tokens while the program runs. */
type Tokens = {
  current: OAuthTokens | null;
  hadAtEpochMs: number;
  renewal: Promise<OAuthTokens> | null;
  /** A rotated refresh token that could not be kept: the one that is kept is worth nothing any more. */
  unkept: string | null;
};

/** Keeps passwords and refresh tokens with the host's secrets, access tokens in memory only. */
export function createCredentialSource({ secrets, oauth, clock }: CredentialDeps): CredentialSource {
  // A secret that is kept or forgotten begins a new entry, so that a renewal of the old one that is still under way changes nothing.
  const known = new Map<ChannelId, Tokens>();

  const tokensOf = (id: ChannelId): Tokens => {
    const tokens = known.get(id) ?? { current: null, hadAtEpochMs: 0, renewal: null, unkept: null };
    known.set(id, tokens);
    return tokens;
  };

  async function stored(id: ChannelId): Promise<StoredSecret> {
    let text: string | null;
    try {
      text = await secrets.get(secretName(id));
    } catch (cause) {
      throw connectFailed("secret-missing", cause instanceof Error ? cause.message : "", { cause });
    }
    const secret = text === null ? null : parseStoredSecret(text);
    if (secret === null) throw connectFailed("secret-missing");
    return secret;
  }

  async function renewed(id: ChannelId, tokens: Tokens, provider: OAuthProvider): Promise<OAuthTokens> {
    const secret = await stored(id);
    if (secret.kind !== "oauth2" || secret.provider !== provider) throw connectFailed("secret-missing");
    const fresh = await oauth.renew(provider, tokens.unkept ?? secret.refreshToken);
    if (known.get(id) !== tokens) return fresh;
    // Before the new one is used: a provider that rotates has ended the old one already.
    if (fresh.refreshToken !== secret.refreshToken) {
      tokens.unkept = fresh.refreshToken;
      await write(id, fresh);
      tokens.unkept = null;
    }
    if (known.get(id) === tokens) {
      tokens.current = fresh;
      tokens.hadAtEpochMs = clock.nowEpochMs();
    }
    return fresh;
  }

  function write(id: ChannelId, { provider, refreshToken }: OAuthTokens): Promise<void> {
    return secrets.set(
      secretName(id),
      JSON.stringify({ kind: "oauth2", provider, refreshToken } satisfies StoredSecret),
    );
  }

  async function accessToken(id: ChannelId, provider: OAuthProvider, renew: boolean): Promise<string> {
    const tokens = tokensOf(id);
    const now = clock.nowEpochMs();
    const { current } = tokens;
    const young = now - tokens.hadAtEpochMs < MIN_RENEWAL_GAP_MS;
    const good = current?.provider === provider && current.endsAtEpochMs - TOKEN_MARGIN_MS > now;
    if (good && (!renew || young)) return current.accessToken;
    tokens.renewal ??= renewed(id, tokens, provider).finally(() => (tokens.renewal = null));
    const fresh = await tokens.renewal;
    if (fresh.provider !== provider) throw connectFailed("secret-missing");
    return fresh.accessToken;
  }

  return {
    async credentialsOf({ id, mailbox }, { renew = false } = {}) {
      if (mailbox === null) throw connectFailed("secret-missing");
      if (mailbox.auth.kind === "oauth2") {
        try {
          return { kind: "oauth2", accessToken: await accessToken(id, mailbox.auth.provider, renew) };
        } catch (error) {
          throw toConnectFailed(error);
        }
      }
      const secret = await stored(id);
      if (secret.kind !== "password") throw connectFailed("secret-missing");
      return { kind: "password", password: secret.password };
    },

    async keep(id, secret) {
      if (secret.kind === "password") {
        known.delete(id);
        await secrets.set(secretName(id), JSON.stringify(secret satisfies StoredSecret));
        return;
      }
      // Kept before it is taken: a keychain that refuses leaves the sign-in to be tried again.
      const tokens = oauth.peek(secret.flowId);
      known.delete(id);
      await write(id, tokens);
      oauth.take(secret.flowId);
      known.set(id, { current: tokens, hadAtEpochMs: clock.nowEpochMs(), renewal: null, unkept: null });
    },

    async forget(id) {
      known.delete(id);
      await secrets.delete(secretName(id));
    },
  };
}
