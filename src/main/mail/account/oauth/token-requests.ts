import * as oauth from "oauth4webapi";
import { connectFailed, toConnectFailed, type ConnectFailed } from "../connect-failure.ts";
import type { OAuthClient } from "./clients.ts";
import type { OAuthEndpoints } from "./endpoints.ts";
import { DEFAULT_TOKEN_LIFE_MS } from "../limits.ts";

/** What a token endpoint gave. */
export type TokenAnswer = {
  readonly accessToken: string;
  readonly lifeMs: number;
  /** '' where none came: a renewal goes on with the old one. */
  readonly refreshToken: string;
  /** Who signed in, '' where it isn't told. Shown, never relied upon. */
  readonly address: string;
};

export type TokenRequest = {
  readonly endpoints: OAuthEndpoints;
  readonly client: OAuthClient;
  readonly signal: AbortSignal;
};

/** Reads the answer of the authorisation page. @throws where the state is not ours, or the person or the provider said no */
export function readCallback(
  { endpoints, client }: Omit<TokenRequest, "signal">,
  url: URL,
  state: string,
): URLSearchParams {
  return oauth.validateAuthResponse(serverOf(endpoints), clientOf(client), url, state);
}

/** RFC 6749 §4.1.3 with PKCE (RFC 7636). @throws whatever oauth4webapi and fetch throw; see `refusalOf` */
export async function exchangeCode(
  request: TokenRequest,
  callback: URLSearchParams,
  redirectUri: string,
  codeVerifier: string,
): Promise<TokenAnswer> {
  const [server, client] = [serverOf(request.endpoints), clientOf(request.client)];
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    proofOf(request.client),
    callback,
    redirectUri,
    codeVerifier,
    optionsOf(request),
  );
  const { plain, address } = await withoutIdToken(response);
  return answerOf(await oauth.processAuthorizationCodeResponse(server, client, plain), address);
}

/**
 * RFC 6749 §6.
 * @throws ConnectFailed: auth where the provider takes the token no more; offline, timeout, … where nothing can be said of it
 */
export async function renewToken(request: TokenRequest, refreshToken: string): Promise<TokenAnswer> {
  const [server, client] = [serverOf(request.endpoints), clientOf(request.client)];
  try {
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      proofOf(request.client),
      refreshToken,
      optionsOf(request),
    );
    const { plain, address } = await withoutIdToken(response);
    return answerOf(await oauth.processRefreshTokenResponse(server, client, plain), address);
  } catch (error) {
    throw failureOfToken(error, refreshToken);
  }
}

/** What the provider said no with: RFC 6749's error and its words; null where it was not the provider that said no. */
export function refusalOf(error: unknown): { readonly code: string; readonly words: string } | null {
  if (!(error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError)) return null;
  return { code: error.error, words: error.error_description ?? error.error };
}

function failureOfToken(error: unknown, refreshToken: string): ConnectFailed {
  const status = error instanceof oauth.ResponseBodyError ? error.status : statusOf(error);
  const refusal = refusalOf(error);
  const detail = refusal === null ? "" : `${refusal.code}: ${refusal.words}`;
  if (status === 429) return connectFailed("too-many-connections", detail, { cause: error });
  if (status >= 500 || refusal?.code === "temporarily_unavailable" || refusal?.code === "server_error") {
    return connectFailed("other", detail === "" ? `HTTP ${status}` : detail, { cause: error });
  }
  if (refusal) return connectFailed("auth", detail, { cause: error });
  // An answer that is none: a hotel's login page, a proxy.
  if (error instanceof oauth.OperationProcessingError)
    return connectFailed("protocol", error.message, { cause: error });
  return toConnectFailed(error, [refreshToken]);
}

function statusOf(error: unknown): number {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Response ? cause.status : 0;
}

const serverOf = ({ issuer, authorizationUrl, tokenUrl }: OAuthEndpoints): oauth.AuthorizationServer => ({
  issuer,
  authorization_endpoint: authorizationUrl,
  token_endpoint: tokenUrl,
});

const clientOf = ({ clientId }: OAuthClient): oauth.Client => ({ client_id: clientId });

const proofOf = ({ clientSecret }: OAuthClient) =>
  clientSecret === undefined ? oauth.None() : oauth.ClientSecretPost(clientSecret);

function optionsOf({ endpoints, signal }: TokenRequest): oauth.TokenEndpointRequestOptions {
  // Unencrypted only to this machine: the stand-in of the tests.
  const { protocol, hostname } = new URL(endpoints.tokenUrl);
  const local = protocol === "http:" && hostname === "127.0.0.1";
  return { signal, ...(local ? { [oauth.allowInsecureRequests]: true } : {}) };
}

/**
 * Takes the ID token out of an answer. It came from the token endpoint itself, over TLS, and is only shown; checked, Microsoft's would be
 * refused, since it bears the tenant's issuer and not the one that was asked.
 */
async function withoutIdToken(response: Response): Promise<{ plain: Response; address: string }> {
  if (!response.ok) return { plain: response, address: "" };
  const text = await response.text();
  const again = (body: string) => new Response(body, { status: response.status, headers: response.headers });
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    return { plain: again(text), address: "" };
  }
  if (typeof fields !== "object" || fields === null) return { plain: again(text), address: "" };
  const { id_token: idToken, ...rest } = fields as Record<string, unknown>;
  return { plain: again(JSON.stringify(rest)), address: addressOf(idToken) };
}

function addressOf(idToken: unknown): string {
  if (typeof idToken !== "string") return "";
  try {
    const claims: unknown = JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8"));
    if (typeof claims !== "object" || claims === null) return "";
    const { email, preferred_username: name } = claims as Record<string, unknown>;
    const address = [email, name].find((value) => typeof value === "string" && value.includes("@"));
    return typeof address === "string" ? address.slice(0, 320).toLowerCase() : "";
  } catch {
    return "";
  }
}

function answerOf(answer: oauth.TokenEndpointResponse, address: string): TokenAnswer {
  const seconds = answer.expires_in ?? 0;
  return {
    accessToken: answer.access_token,
    lifeMs: seconds > 0 ? seconds * 1000 : DEFAULT_TOKEN_LIFE_MS,
    refreshToken: answer.refresh_token ?? "",
    address,
  };
}
