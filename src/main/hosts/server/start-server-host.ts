/**
 * The host of a team: the same page, contract and hooks as `serve`, on an address that others reach, with accounts in front.
 *
 * It owns its sockets and timers, not the core: whoever started both closes this first. Which parts need no sign-in is one list below (`openRoutes`); what is not in it asks who is there.
 */
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Duplex } from "node:stream";
import type { Accounts } from "#main/accounts/create-accounts.ts";
import { SESSION_LIFE_MS } from "#main/accounts/limits.ts";
import type { Log } from "#main/desk/context.ts";
import { UNSUBSCRIBE_PREFIX } from "#main/desk/outgoing/unsubscribe.ts";
import { SIGN_IN_PREFIX } from "#shared/contract/sign-in.ts";
import { refuseUpgrade, sendError } from "../http/error-response.ts";
import { createHttpListener, listen } from "../http/http-listener.ts";
import { HEADERS_TIMEOUT_MS, HEARTBEAT_INTERVAL_MS, REQUEST_TIMEOUT_MS } from "../http/limits.ts";
import { createPage } from "../http/page.ts";
import { requestUrl } from "../http/request-url.ts";
import { createHookHandler, HOOKS_PREFIX } from "../http/rest/hook-handler.ts";
import { createRestHandler } from "../http/rest/rest-handler.ts";
import { REST_PREFIX } from "../http/rest/routes.ts";
import { setSecurityHeaders } from "../http/security-headers.ts";
import { createSockets, wantsWebSocket } from "../http/sockets.ts";
import { createUnsubscribeHandler } from "../http/unsubscribe-handler.ts";
import { contractError } from "../rpc/contract-error.ts";
import type { DeskCore } from "../rpc/desk-core.ts";
import { toContractError } from "../rpc/error-mapping.ts";
import { createClientAddress } from "./client-address.ts";
import { SERVER_DRAIN_TIMEOUT_MS, STRICT_TRANSPORT_SECONDS } from "./limits.ts";
import { createMetrics, type Area } from "./metrics.ts";
import { mountOf, type Mount } from "./mount.ts";
import { createOperationsHandler } from "./operations-handler.ts";
import { createServerAccess } from "./server-access.ts";
import { createSignInHandler } from "./sign-in-handler.ts";
import { readTls, type TlsFiles } from "./tls.ts";

export type ServerHostOptions = {
  readonly core: DeskCore;
  readonly accounts: Accounts;
  readonly deskName: () => string;
  /** Resolves where the database answers. */
  readonly isReady: () => Promise<boolean>;
  /** The address to listen on: `127.0.0.1` behind a proxy on the same machine, `0.0.0.0` for all. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Where people reach it. Undefined: where it listens. */
  readonly publicUrl: URL | undefined;
  /** Undefined: plain HTTP, for a proxy that has the certificate. */
  readonly tls: TlsFiles | undefined;
  readonly trustedProxies: readonly string[];
  readonly metricsToken: string | null;
  readonly rendererDir: string;
  readonly log: Log;
  readonly version: string;
  /** Parts with their own paths. */
  readonly mounts?: readonly Mount[];
  readonly heartbeatIntervalMs?: number;
  readonly drainTimeoutMs?: number;
};

export type ServerHost = {
  /** Where people reach it, without a slash at the end. */
  readonly publicUrl: string;
  readonly port: number;
  /** Reads the certificate anew; connections that are open keep theirs. The old one stays where the new can't be used. @throws PD_INPUT_INVALID */
  reloadTls(): Promise<void>;
  /** Stops listening, lets running requests end, closes every connection. The core stays open. */
  close(): Promise<void>;
};

/** @throws PD_HOST_PORT_IN_USE, PD_INPUT_INVALID */
export async function startServerHost(options: ServerHostOptions): Promise<ServerHost> {
  const { core, accounts, log, mounts = [], version, tls } = options;
  const clients = createClientAddress(options.trustedProxies);
  const limits = {
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    shouldUpgradeCallback: wantsWebSocket,
  };
  const secure = tls === undefined ? null : createHttpsServer({ ...limits, ...(await readTls(tls)) });
  const server: Server = secure ?? createHttpServer(limits);
  const port = await listen(server, options.host, options.port);
  // What follows needs the port. Until it is done no request has a listener, and none is lost, since this goes on at once.
  const publicUrl =
    options.publicUrl ?? new URL(`${secure === null ? "http" : "https"}://${inUrl(options.host)}:${port}`);
  const isSecure = publicUrl.protocol === "https:";
  const sessionSeconds = SESSION_LIFE_MS / 1000;
  const access = createServerAccess({ accounts, clients, publicUrl, port, sessionSeconds });
  const rest = createRestHandler({ core, log, version });
  const hooks = createHookHandler({ core, log });
  const unsubscribing = createUnsubscribeHandler({ core, log });
  const signIn = createSignInHandler({ accounts, access, clients, log, version, deskName: options.deskName });
  const page = createPage({ directory: options.rendererDir, origins: access.origins });
  const heartbeatIntervalMs = options.heartbeatIntervalMs ?? HEARTBEAT_INTERVAL_MS;
  const sockets = createSockets({ core, log, access, heartbeatIntervalMs });
  const watching = accounts.shutOuts.subscribe(() => sockets.lookAgain());
  const countSockets = () => mounts.reduce((sum, mount) => sum + (mount.sockets?.() ?? 0), sockets.count());
  const metrics = createMetrics({ version, sockets: countSockets, counts: () => accounts.counts() });
  const { isReady, metricsToken } = options;
  const operations = createOperationsHandler({ isReady, metrics, metricsToken });

  type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** They need no sign-in and no name of this server: the secret, or the signature, is in the address. Public pages of channels belong here. */
  const openRoutes: readonly { readonly prefix: string; readonly area: Area; readonly handle: Route }[] = [
    { prefix: HOOKS_PREFIX, area: "hooks", handle: (request, response) => hooks.handle(request, response) },
    {
      prefix: UNSUBSCRIBE_PREFIX,
      area: "unsubscribe",
      handle: (request, response) => unsubscribing.handle(request, response),
    },
  ];

  /** @returns which part answered */
  async function route(request: IncomingMessage, response: ServerResponse): Promise<Area> {
    setSecurityHeaders(response);
    if (isSecure) response.setHeader("Strict-Transport-Security", `max-age=${STRICT_TRANSPORT_SECONDS}`);
    const url = requestUrl(request);
    if (url !== undefined && (await operations(request, response, url.pathname))) return "health";
    const open = openRoutes.find(({ prefix }) => request.url?.startsWith(prefix) === true);
    if (open) {
      await open.handle(request, response);
      return open.area;
    }
    const refusal = access.checkSource(request);
    if (refusal) {
      sendError(response, refusal);
      return "other";
    }
    if (url === undefined) throw contractError("PD_INPUT_INVALID", "The address can't be read.");
    if (isSecure && !clients.cameSecurely(request)) {
      sendToTls(request, response, publicUrl);
      return "other";
    }
    const { pathname } = url;
    if (isBelow(pathname, SIGN_IN_PREFIX)) {
      await signIn.handle(request, response, pathname);
      return "auth";
    }
    const mount = mountOf(mounts, pathname);
    if (mount) {
      await mount.handle(request, response, { pathname, address: clients.addressOf(request) });
      return "other";
    }
    if (!isBelow(pathname, REST_PREFIX)) {
      // The page shows nothing by itself: what it asks for needs a session.
      await page.handle(request, response, url);
      return "page";
    }
    const caller = await access.checkToken(request);
    if ("userId" in caller) await rest.handle(request, response, pathname, caller);
    else sendError(response, caller);
    return "api";
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAtMs = performance.now();
    let area: Area = "other";
    try {
      area = await route(request, response);
    } catch (error) {
      // The client went away in the middle of a file: nobody is left to tell.
      if (response.destroyed || request.destroyed) return;
      sendError(response, toContractError(error, log, `${request.method} ${request.url?.split("?")[0]}`));
    } finally {
      const seconds = (performance.now() - startedAtMs) / 1000;
      metrics.answered(area, response.statusCode, seconds);
      log.info("request", {
        method: request.method,
        area,
        status: response.statusCode,
        milliseconds: Math.round(seconds * 1000),
        from: clients.addressOf(request),
      });
    }
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const pathname = requestUrl(request)?.pathname ?? "";
    const mount = mountOf(mounts, pathname);
    if (mount?.upgrade === undefined) return sockets.upgrade(request, socket, head);
    socket.on("error", () => socket.destroy());
    const refusal = access.checkSource(request);
    if (refusal) return refuseUpgrade(socket, refusal);
    try {
      mount.upgrade(request, socket, head, { pathname, address: clients.addressOf(request) });
    } catch (error) {
      // Thrown on, it would end the desk.
      log.error("A connection could not be taken.", { error });
      socket.destroy();
    }
  }

  const listener = createHttpListener({
    server,
    log,
    answer,
    upgrade,
    closeSockets: async (drainMs) => {
      watching.unsubscribe();
      await Promise.all([sockets.close(drainMs), ...mounts.map((mount) => mount.close?.(drainMs))]);
    },
  });

  let closed: Promise<void> | undefined;
  return {
    publicUrl: withoutSlash(publicUrl),
    port,
    async reloadTls() {
      if (secure !== null && tls !== undefined) secure.setSecureContext(await readTls(tls));
    },
    close: () => (closed ??= listener.close(options.drainTimeoutMs ?? SERVER_DRAIN_TIMEOUT_MS)),
  };
}

function isBelow(pathname: string, prefix: string): boolean {
  return pathname === prefix || pathname.startsWith(`${prefix}/`);
}

function inUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

export function withoutSlash(url: URL): string {
  return url.href.replace(/\/$/u, "");
}

/** A page may be asked for again; what a program sent in the open is refused, so that it is noticed. */
function sendToTls(request: IncomingMessage, response: ServerResponse, publicUrl: URL): void {
  if (request.method === "GET" && request.headers.accept?.includes("text/html") === true)
    response.writeHead(308, { Location: publicUrl.href }).end();
  else
    sendError(
      response,
      contractError("PD_ACCESS_ORIGIN", "This desk is reached by https only.", { details: { what: "https" } }),
    );
}
