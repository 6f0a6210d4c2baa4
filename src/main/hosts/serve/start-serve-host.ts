/**
 * The host for browsers and programs on this machine: the renderer's files, the contract over WebSocket at `/rpc` and as REST below `/api/v1`.
 *
 * It listens on 127.0.0.1 only. It owns its sockets and timers, not the core: whoever started both closes this first, so that nothing asks a
 * core that is closing.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "#main/desk/context.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { contractError } from "../rpc/contract-error.ts";
import type { DeskCore } from "../rpc/desk-core.ts";
import { toContractError } from "../rpc/error-mapping.ts";
import { createAccessGuard, type AccessGuard } from "./access.ts";
import { UNSUBSCRIBE_PREFIX } from "#main/desk/outgoing/unsubscribe.ts";
import { refuseUpgrade, sendError, unreadableRequest } from "./error-response.ts";
import { DRAIN_TIMEOUT_MS, HEADERS_TIMEOUT_MS, HEARTBEAT_INTERVAL_MS, REQUEST_TIMEOUT_MS } from "./limits.ts";
import { createPage, type Page } from "./page.ts";
import { createHookHandler, HOOKS_PREFIX, type HookHandler } from "./rest/hook-handler.ts";
import { createRestHandler, type RestHandler } from "./rest/rest-handler.ts";
import { REST_PREFIX } from "./rest/routes.ts";
import { setSecurityHeaders } from "./security-headers.ts";
import { requestUrl } from "./request-url.ts";
import { createUnsubscribeHandler, type UnsubscribeHandler } from "./unsubscribe-handler.ts";
import { createSockets, wantsWebSocket } from "./sockets.ts";

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
  const port = await listen(server, options.port);
  // The guard needs the port, so it comes after listening: until then no request has a listener, and none is lost, since this goes on at once.
  const access = createAccessGuard({ token, port, callers: core });
  const rest = createRestHandler({ core, log, version: options.version });
  const hooks = createHookHandler({ core, log });
  const unsubscribing = createUnsubscribeHandler({ core, log });
  const page = createPage({ directory: options.rendererDir, access });
  const sockets = createSockets({
    core,
    log,
    access,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? HEARTBEAT_INTERVAL_MS,
  });
  const responses = new Set<ServerResponse>();
  let closing = false;

  server.on("request", (request, response) => {
    responses.add(response);
    response.once("close", () => {
      responses.delete(response);
      // Its connection would be kept for the client's next request, and close() would wait for that.
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
    answer({ access, rest, hooks, unsubscribing, page, log }, request, response).catch((error: unknown) => {
      // Even the answer that something failed could not be given. Thrown on, it would end the desk.
      log.error("A request could not be answered.", { error });
      response.destroy();
    });
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const answering = Array.from(responses).find((response) => response.socket === socket);
    const isLost = !socket.writable || error.code === "ECONNRESET";
    if (isLost || answering?.headersSent === true) socket.destroy();
    // What follows a whole request can't be read: the request itself still has its answer.
    else if (answering?.req.complete === true) answering.once("finish", () => socket.end());
    else refuseUpgrade(socket, unreadableRequest(error.code));
  });
  server.on("upgrade", (request, socket, head) => sockets.upgrade(request, socket, head));
  // A connection that can't be taken (too many open files): the next one may.
  server.on("error", (error) => log.error("A connection could not be taken.", { error }));

  async function shutDown(): Promise<void> {
    const drainMs = options.drainTimeoutMs ?? DRAIN_TIMEOUT_MS;
    closing = true;
    const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
    // Live feeds never end by themselves.
    for (const response of responses) if (isEventStream(response)) response.destroy();
    server.closeIdleConnections();
    const force = setTimeout(() => server.closeAllConnections(), drainMs);
    await Promise.all([sockets.close(drainMs), stopped]);
    clearTimeout(force);
  }

  const origin = `http://${LOOPBACK}:${port}`;
  let closed: Promise<void> | undefined;
  return {
    origin,
    url: `${origin}/?token=${encodeURIComponent(token)}`,
    port,
    close: () => (closed ??= shutDown()),
  };
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
    if (url.pathname !== REST_PREFIX && !url.pathname.startsWith(`${REST_PREFIX}/`))
      return await page.handle(request, response, url);
    const caller = access.checkToken(request);
    if (!("userId" in caller)) return sendError(response, caller);
    await rest.handle(request, response, url.pathname, caller);
  } catch (error) {
    // The client went away in the middle of a file: nobody is left to tell.
    if (response.destroyed || request.destroyed) return;
    sendError(response, toContractError(error, log, `${request.method} ${request.url?.split("?")[0]}`));
  }
}

function isEventStream(response: ServerResponse): boolean {
  return String(response.getHeader("content-type")).startsWith("text/event-stream");
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, port)));
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      const address = server.address() as AddressInfo;
      resolve(address.port);
    });
  });
}

function listenError(error: NodeJS.ErrnoException, port: number): PipedeskError {
  switch (error.code) {
    case "EADDRINUSE":
      return new PipedeskError(
        "PD_HOST_PORT_IN_USE",
        `Port ${port} is used by another program. Close it, or choose another port with --port.`,
        { cause: error },
      );
    case "EACCES":
    case "EPERM": {
      const message = `This user may not listen on port ${port}. Choose one above 1023 with --port.`;
      return new PipedeskError("PD_INPUT_INVALID", message, {
        cause: error,
        details: { issues: [{ path: "port", message }] },
      });
    }
    default:
      return new PipedeskError("PD_INTERNAL", `The desk can't listen on port ${port}: ${error.message}`, {
        cause: error,
      });
  }
}
