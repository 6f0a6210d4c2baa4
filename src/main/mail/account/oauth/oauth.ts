import { calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomState } from "oauth4webapi";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { createTranslate, type Language } from "#shared/i18n/index.ts";
import type { OAuthFlow } from "#shared/model/mail-channel.ts";
import type { OAuthProvider } from "#shared/model/setup/mailbox.ts";
import type { Clock } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { connectFailed } from "../connect-failure.ts";
import type { OAuthTokens, TokenSource } from "../credentials.ts";
import { FLOW_LIFE_MS, MAX_FLOWS, TOKEN_TIMEOUT_MS } from "../limits.ts";
import type { OAuthClient, OAuthClients } from "./clients.ts";
import { OAUTH_ENDPOINTS, type OAuthEndpoints } from "./endpoints.ts";
import { openLoopback, type CallbackOutcome, type Loopback } from "./loopback.ts";
import { exchangeCode, readCallback, refusalOf, renewToken, type TokenRequest } from "./token-requests.ts";

export type { OAuthClients } from "./clients.ts";

/** Sign-ins with Google and Microsoft in the person's browser: RFC 8252 (loopback redirect) with PKCE (RFC 7636). */
export type OAuth = TokenSource & {
  /**
   * Begins a sign-in; its `url` is to be opened in the browser. It ends after ten minutes; the oldest ends where there are too many.
   * @throws PD_OAUTH_UNAVAILABLE where this desk has no client id for the provider
   */
  begin(provider: OAuthProvider, address?: string): Promise<OAuthFlow>;
  /** @throws PD_DESK_NOT_FOUND */
  state(flowId: string): OAuthFlow;
  /** Ends what is open. */
  close(): Promise<void>;
};

export type OAuthDeps = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly clients: OAuthClients;
  /** Default: the providers' own. */
  readonly endpoints?: Readonly<Record<OAuthProvider, OAuthEndpoints>>;
};

type Flow = {
  readonly id: string;
  readonly provider: OAuthProvider;
  readonly url: string;
  readonly secretState: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  status: OAuthFlow["state"];
  /** A code was brought and is being exchanged: it can be used once. */
  busy: boolean;
  tokens: OAuthTokens | null;
  address: string;
  error: string;
  /** Takes no more answers of the browser. */
  readonly stopListening: () => void;
  /** Takes back the end of the flow's life. */
  readonly cancelEnd: () => void;
};

export function createOAuth({ clock, timers, clients, endpoints = OAUTH_ENDPOINTS }: OAuthDeps): OAuth {
  const flows = new Map<string, Flow>();
  const servers = new Set<Promise<void>>();
  const requests = new Set<AbortController>();
  let closed = false;

  function requestTo(provider: OAuthProvider, client: OAuthClient): { request: TokenRequest; finish: () => void } {
    const controller = new AbortController();
    requests.add(controller);
    const cancel = timers.after(TOKEN_TIMEOUT_MS, () => controller.abort(new DOMException("", "TimeoutError")));
    const finish = () => {
      cancel();
      requests.delete(controller);
    };
    return { request: { endpoints: endpoints[provider], client, signal: controller.signal }, finish };
  }

  function tokensOf(
    provider: OAuthProvider,
    answer: { accessToken: string; lifeMs: number },
    refreshToken: string,
  ): OAuthTokens {
    return {
      provider,
      accessToken: answer.accessToken,
      endsAtEpochMs: clock.nowEpochMs() + answer.lifeMs,
      refreshToken,
    };
  }

  function fail(flow: Flow, error: string): CallbackOutcome {
    flow.status = "failed";
    flow.error = error;
    flow.tokens = null;
    flow.stopListening();
    return "failed";
  }

  async function finishFlow(
    flow: Flow,
    client: OAuthClient,
    query: string,
    language: Language,
  ): Promise<CallbackOutcome> {
    if (flow.status !== "waiting" || flow.busy) return "ended";
    const url = new URL(`${flow.redirectUri}?${query}`);
    // Not ours: somebody else's page sent the browser here. The sign-in itself goes on.
    if (url.searchParams.get("state") !== flow.secretState) return "ended";
    flow.busy = true;
    const t = createTranslate(language);
    const { request, finish } = requestTo(flow.provider, client);
    try {
      const callback = readCallback(request, url, flow.secretState);
      const answer = await exchangeCode(request, callback, flow.redirectUri, flow.codeVerifier);
      // Ended while it was exchanged.
      if (flow.status !== "waiting") return "ended";
      if (answer.refreshToken === "") return fail(flow, t("mailbox.oauth.noRefresh"));
      flow.tokens = tokensOf(flow.provider, answer, answer.refreshToken);
      flow.address = answer.address;
      flow.status = "done";
      flow.stopListening();
      return "done";
    } catch (error) {
      if (flow.status !== "waiting") return "ended";
      const refusal = refusalOf(error);
      if (refusal?.code === "access_denied") return fail(flow, t("mailbox.oauth.denied"));
      if (refusal) return fail(flow, t("mailbox.oauth.refused", { reason: refusal.words }));
      return fail(flow, t("mailbox.oauth.unreachable"));
    } finally {
      finish();
    }
  }

  function drop(flow: Flow): void {
    flows.delete(flow.id);
    flow.cancelEnd();
    fail(flow, "");
  }

  function closerOf(loopback: Loopback): () => void {
    let stopped = false;
    return () => {
      if (stopped) return;
      stopped = true;
      const closing = loopback.close().finally(() => servers.delete(closing));
      servers.add(closing);
    };
  }

  function find(id: string): Flow {
    const flow = flows.get(id);
    if (!flow) throw notFound("sign-in", id);
    return flow;
  }

  function finished(id: string): OAuthTokens {
    const { tokens } = find(id);
    if (!tokens) throw notFound("sign-in", id);
    return tokens;
  }

  return {
    async begin(provider, address) {
      const client = clients[provider];
      if (!client || closed) {
        throw new PipedeskError("PD_OAUTH_UNAVAILABLE", `This desk has no client id for ${provider}.`, {
          details: { what: provider },
        });
      }
      const codeVerifier = generateRandomCodeVerifier();
      const challenge = await calculatePKCECodeChallenge(codeVerifier);
      const id = generateRandomState();
      const loopback = await openLoopback(async (query, language) => {
        const known = flows.get(id);
        return known ? finishFlow(known, client, query, language) : "ended";
      });
      const secretState = generateRandomState();
      const redirectUri = `http://${endpoints[provider].redirectHost}:${loopback.port}/`;
      const cancelEnd = timers.after(FLOW_LIFE_MS, () => {
        const known = flows.get(id);
        if (known) fail(known, "");
      });
      const url = authorizationUrl(endpoints[provider], client, { redirectUri, secretState, challenge, address });
      const flow: Flow = {
        id,
        provider,
        url,
        secretState,
        codeVerifier,
        redirectUri,
        status: "waiting",
        busy: false,
        tokens: null,
        address: "",
        error: "",
        stopListening: closerOf(loopback),
        cancelEnd,
      };
      flows.set(id, flow);
      const oldest = flows.values().next().value;
      if (flows.size > MAX_FLOWS && oldest) drop(oldest);
      if (closed) drop(flow);
      return shown(flow);
    },

    state: (id) => shown(find(id)),
    peek: finished,

    take(id) {
      const tokens = finished(id);
      drop(find(id));
      return tokens;
    },

    async renew(provider, refreshToken) {
      const client = clients[provider];
      if (!client || closed) throw connectFailed("secret-missing", `No client id for ${provider}`);
      const { request, finish } = requestTo(provider, client);
      try {
        const answer = await renewToken(request, refreshToken);
        return tokensOf(provider, answer, answer.refreshToken === "" ? refreshToken : answer.refreshToken);
      } finally {
        finish();
      }
    },

    async close() {
      closed = true;
      for (const controller of requests) controller.abort(new DOMException("", "AbortError"));
      for (const flow of flows.values()) drop(flow);
      await Promise.all(servers);
    },
  };
}

const shown = ({ id, url, status, address, error }: Flow): OAuthFlow => ({ id, url, state: status, address, error });

function authorizationUrl(
  { authorizationUrl: base, scopes, parameters }: OAuthEndpoints,
  { clientId }: OAuthClient,
  flow: { redirectUri: string; secretState: string; challenge: string; address: string | undefined },
): string {
  const url = new URL(base);
  url.search = new URLSearchParams({
    ...parameters,
    client_id: clientId,
    redirect_uri: flow.redirectUri,
    response_type: "code",
    scope: scopes.join(" "),
    state: flow.secretState,
    code_challenge: flow.challenge,
    code_challenge_method: "S256",
    ...(flow.address === undefined || flow.address === "" ? {} : { login_hint: flow.address }),
  }).toString();
  return url.href;
}
