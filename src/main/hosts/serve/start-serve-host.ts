/**
 * The host for browsers and programs on this machine: the renderer's files, the contract over WebSocket at `/rpc` and as REST below `/api/v1`.
 *
 * It listens on 127.0.0.1 only. It owns its sockets and timers, not the core: whoever started both closes this first, so that nothing asks a
 * core that is closing.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Log } from "#main/desk/context.ts";
import { SIGN_IN_PREFIX } from "#shared/contract/sign-in.ts";
import { contractError } from "../rpc/contract-error.ts";
import type { DeskCore } from "../rpc/desk-core.ts";
import { toContractError } from "../rpc/error-mapping.ts";
import { createAccessGuard, type AccessGuard } from "./access.ts";
import { UNSUBSCRIBE_PREFIX } from "#main/desk/outgoing/unsubscribe.ts";
import { sendError } from "../http/error-response.ts";
import { createHttpListener, listen } from "../http/http-listener.ts";
import { DRAIN_TIMEOUT_MS, HEADERS_TIMEOUT_MS, HEARTBEAT_INTERVAL_MS, REQUEST_TIMEOUT_MS } from "../http/limits.ts";
import { createPage, type Page } from "../http/page.ts";
import { createPageGate } from "./page-gate.ts";
import { createHookHandler, HOOKS_PREFIX, type HookHandler } from "../http/rest/hook-handler.ts";
import { createRestHandler, type RestHandler } from "../http/rest/rest-handler.ts";
import { REST_PREFIX } from "../http/rest/routes.ts";
import { setSecurityHeaders } from "../http/security-headers.ts";
import { requestUrl } from "../http/request-url.ts";
import { createUnsubscribeHandler, type UnsubscribeHandler } from "../http/unsubscribe-handler.ts";
import { createSockets, wantsWebSocket } from "../http/sockets.ts";

const LOOPBACK = "127.0.0.1";

export type ServeHostOptions = {
  readonly core: DeskCore;
  /** 0 takes a free one. */
  readonly port: number;
  /** The secret that opens the desk. */
  readonly token: string;
  /** The built renderer; it may be missing, then only its pages are. */
  readonly rendererDir: string;
  readonly log: Log;
  /** The product's version, for the OpenAPI document. */
  readonly version: string;
  readonly heartbeatIntervalMs?: number;
  readonly drainTimeoutMs?: number;
};

export type ServeHost = {
  /** `http://127.0.0.1:4810`; with `/?token=…` after it, what a browser opens. */
  readonly origin: string;
  /** The address for the browser, with the token. */
  readonly url: string;
  readonly port: number;
  /** Stops listening, lets running requests end, closes every connection. The core stays open. */
  close(): Promise<void>;
};

/** @throws PD_HOST_PORT_IN_USE where another program listens there, PD_INPUT_INVALID where this user may not listen there. */
export async function startServeHost(options: ServeHostOptions): Promise<ServeHost> {
  const { core, token, log } = options;
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    shouldUpgradeCallback: wantsWebSocket,
  });
  const port = await listen(server, LOOPBACK, options.port);
  // The guard needs the port, so it comes after listening: until then no request has a listener, and none is lost, since this goes on at once.
  const access = createAccessGuard({ token, port, callers: core });
  const rest = createRestHandler({ core, log, version: options.version });
  const hooks = createHookHandler({ core, log });
  const unsubscribing = createUnsubscribeHandler({ core, log });
  const page = createPage({ directory: options.rendererDir, origins: access.origins, gate: createPageGate(access) });
  const sockets = createSockets({
    core,
    log,
    access,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? HEARTBEAT_INTERVAL_MS,
  });
  const listener = createHttpListener({
    server,
    log,
    answer: (request, response) => answer({ access, rest, hooks, unsubscribing, page, log }, request, response),
    upgrade: (request, socket, head) => sockets.upgrade(request, socket, head),
    closeSockets: (drainMs) => sockets.close(drainMs),
  });

  const origin = `http://${LOOPBACK}:${port}`;
  let closed: Promise<void> | undefined;
  return {
    origin,
    url: `${origin}/?token=${encodeURIComponent(token)}`,
    port,
    close: () => (closed ??= listener.close(options.drainTimeoutMs ?? DRAIN_TIMEOUT_MS)),
  };
}

/** The page asks it when it lost its connection: here nobody signs in. */
function sendNoSignIn(response: ServerResponse): void {
  response.setHeader("content-type", "application/json");
  response.end('{"state":"none"}');
}

type Parts = {
  access: AccessGuard;
  rest: RestHandler;
  hooks: HookHandler;
  unsubscribing: UnsubscribeHandler;
  page: Page;
  log: Log;
};

async function answer(
  { access, rest, hooks, unsubscribing, page, log }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    setSecurityHeaders(response);
    // Comes through a tunnel, under whatever name that has: the secret in the address is all that it must know.
    if (request.url?.startsWith(HOOKS_PREFIX)) return await hooks.handle(request, response);
    if (request.url?.startsWith(UNSUBSCRIBE_PREFIX)) return await unsubscribing.handle(request, response);
    const refusal = access.checkSource(request);
    if (refusal) return sendError(response, refusal);
    const url = requestUrl(request);
    if (url === undefined) return sendError(response, contractError("PD_INPUT_INVALID", "The address can't be read."));
    if (url.pathname === `${SIGN_IN_PREFIX}/state`) return sendNoSignIn(response);
    if (url.pathname !== REST_PREFIX && !url.pathname.startsWith(`${REST_PREFIX}/`))
      return await page.handle(request, response, url);
    const caller = await access.checkToken(request);
    if (!("userId" in caller)) return sendError(response, caller);
    await rest.handle(request, response, url.pathname, caller);
  } catch (error) {
    // The client went away in the middle of a file: nobody is left to tell.
    if (response.destroyed || request.destroyed) return;
    sendError(response, toContractError(error, log, `${request.method} ${request.url?.split("?")[0]}`));
  }
}
