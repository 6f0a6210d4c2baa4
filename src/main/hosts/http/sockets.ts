import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Log } from "#main/desk/context.ts";
import { contractError } from "../rpc/contract-error.ts";
import type { DeskCore } from "../rpc/desk-core.ts";
import { createSocketRpc } from "../rpc/socket-rpc.ts";
import type { Caller, CallerOrError, RequestAccess } from "./access.ts";
import { refuseUpgrade } from "./error-response.ts";
import { MAX_SOCKET_MESSAGE_BYTES } from "./limits.ts";
import { requestUrl } from "./request-url.ts";

export const RPC_PATH = "/rpc";

/** WebSocket close code "going away" (RFC 6455 §7.4.1): the page connects again by itself. */
const GOING_AWAY = 1001;

/** WebSocket close code "policy violation". */
const POLICY_VIOLATION = 1008;

/** Some programs ask for HTTP/2 along with each request (`Upgrade: h2c`): they are answered as if they hadn't (RFC 9110 §7.8). */
export function wantsWebSocket({ headers }: IncomingMessage): boolean {
  return (headers.upgrade ?? "").split(",").some((protocol) => /^\s*websocket\s*(?:\/|$)/iu.test(protocol));
}

export type Sockets = {
  /** Takes a connection that asks to become a WebSocket, or refuses it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Connections that are open. */
  count(): number;
  /** Somebody may have been shut out: closes what is open for who may not come in any more. */
  lookAgain(): void;
  /** Says goodbye to every page and resolves when all connections are gone, after `drainMs` by force. */
  close(drainMs: number): Promise<void>;
};

type SocketsOptions = { core: DeskCore; log: Log; access: RequestAccess; heartbeatIntervalMs: number };

/** The contract over WebSockets at `/rpc`, for the desk's page. */
export function createSockets({ core, log, access, heartbeatIntervalMs }: SocketsOptions): Sockets {
  const rpc = createSocketRpc(core, log);
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_SOCKET_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  let closing = false;
  const silent = new WeakSet<WebSocket>();
  const openedBy = new WeakMap<WebSocket, IncomingMessage>();

  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      const request = openedBy.get(socket);
      if (request) void closeIfOver(socket, request);
      // Taken off again by the pong, which every WebSocket client answers by itself.
      silent.add(socket);
      socket.ping();
    }
  }, heartbeatIntervalMs);
  heartbeat.unref();

  /** A token may have been taken back since, a session have ended. */
  async function closeIfOver(socket: WebSocket, request: IncomingMessage): Promise<void> {
    try {
      const caller = await access.checkSocketToken(request);
      if (!("userId" in caller)) socket.close(POLICY_VIOLATION, "The token opens nothing any more.");
    } catch (error) {
      // Nobody can tell now: the next beat asks again.
      log.warn("Who a page's connection is of could not be looked up.", { error });
    }
  }

  async function callerOf(request: IncomingMessage): Promise<CallerOrError> {
    const caller = access.checkSource(request) ?? (await access.checkSocketToken(request));
    if (!("userId" in caller)) return caller;
    const url = requestUrl(request);
    if (url === undefined) return contractError("PD_INPUT_INVALID", "The address can't be read.");
    if (url.pathname === RPC_PATH) return caller;
    const message = "There is no WebSocket at this address.";
    return contractError("PD_DESK_NOT_FOUND", message, { details: { what: "address" } });
  }

  function serve(opened: WebSocket, caller: Caller): void {
    opened.on("pong", () => silent.delete(opened));
    opened.on("error", (error) => log.warn("A page's connection failed.", { error }));
    rpc.serve(opened, caller);
  }

  async function take(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    try {
      const caller = await callerOf(request);
      if (closing || socket.destroyed) socket.destroy();
      else if ("userId" in caller)
        server.handleUpgrade(request, socket, head, (opened) => {
          openedBy.set(opened, request);
          serve(opened, caller);
        });
      else refuseUpgrade(socket, caller);
    } catch (error) {
      // Thrown on, it would end the desk.
      log.error("A connection could not be taken.", { error });
      socket.destroy();
    }
  }

  return {
    upgrade: (request, socket, head) => {
      // Without a listener, a connection that breaks off here would end the process.
      socket.on("error", () => socket.destroy());
      void take(request, socket, head);
    },
    count: () => server.clients.size,
    lookAgain() {
      for (const socket of server.clients) {
        const request = openedBy.get(socket);
        if (request) void closeIfOver(socket, request);
      }
    },
    close: async (drainMs) => {
      closing = true;
      clearInterval(heartbeat);
      const open = [...server.clients];
      const gone = open.map((socket) => new Promise<void>((resolve) => socket.once("close", () => resolve())));
      for (const socket of open) socket.close(GOING_AWAY, "The desk is closing.");
      const force = setTimeout(() => open.forEach((socket) => socket.terminate()), drainMs);
      await Promise.all(gone);
      clearTimeout(force);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
