/**
 * The two ways to the core: a WebSocket to the page's own origin (serve host) and a MessagePort handed over by the preload script (Electron).
 * A transport is used once; when it has closed, the connection opens a new one.
 */
import type { ClientLink } from "@orpc/client";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import { RPCLink as SocketLink } from "@orpc/client/websocket";

export type DeskLink = ClientLink<Record<string, unknown>>;

export type Transport = {
  readonly link: DeskLink;
  /** Settles when the other side is gone; never rejects. */
  readonly closed: Promise<void>;
  close(): void;
};

/** Opens a transport; rejects where the core can't be reached now. */
export type OpenTransport = () => Promise<Transport>;

export const RPC_PATH = "/rpc";
/** `data` of the window message that brings the port is `{ type: PORT_MESSAGE, protocol }`. */
export const PORT_MESSAGE = "pipedesk:port";

export function openSocketTransport(url: URL): Promise<Transport> {
  const { promise, resolve, reject } = Promise.withResolvers<Transport>();
  const closed = Promise.withResolvers<void>();
  const socket = new WebSocket(url);
  socket.binaryType = "blob";
  const link: DeskLink = new SocketLink({ websocket: socket });
  socket.addEventListener("open", () => resolve({ link, closed: closed.promise, close: () => socket.close() }), {
    once: true,
  });
  socket.addEventListener(
    "close",
    () => {
      closed.resolve();
      reject(new Error("The WebSocket closed."));
    },
    { once: true },
  );
  return promise;
}

/** The WebSocket address that belongs to a page. */
export function socketUrlOf(page: Location): URL {
  const url = new URL(RPC_PATH, page.href);
  url.protocol = page.protocol === "https:" ? "wss:" : "ws:";
  return url;
}

/** The part of a window that ports come through. */
export type PortWindow = {
  addEventListener(type: "message", listener: (event: PortEvent) => void): void;
};
export type PortEvent = Pick<MessageEvent<unknown>, "data" | "ports" | "source">;

/**
 * Waits for ports from the preload script. Must be called while the page's first script runs: the port comes once, at the window's load event,
 * and again whenever the main process starts a new bridge.
 */
export function receivePorts(target: PortWindow): OpenTransport {
  let untaken: MessagePort | null = null;
  let arrival = Promise.withResolvers<void>();
  target.addEventListener("message", (event) => {
    const [port] = event.ports;
    const sender: unknown = event.source;
    // The preload script posts as the page's own window; a frame that shows a mail is another one.
    if (sender !== target || port === undefined || !isPortMessage(event.data)) return;
    untaken = port;
    arrival.resolve();
  });
  return async () => {
    while (untaken === null) await arrival.promise;
    const port: MessagePort = untaken;
    untaken = null;
    arrival = Promise.withResolvers<void>();
    return portTransport(port);
  };
}

function portTransport(port: MessagePort): Transport {
  const closed = Promise.withResolvers<void>();
  const link: DeskLink = new PortLink({ port });
  port.addEventListener("close", () => closed.resolve(), { once: true });
  port.start();
  return {
    link,
    closed: closed.promise,
    close: () => {
      port.close();
      // A port tells only its other end that it was closed; the calls waiting on this end have to hear it too.
      port.dispatchEvent(new Event("close"));
    },
  };
}

function isPortMessage(data: unknown): boolean {
  return typeof data === "object" && data !== null && "type" in data && data.type === PORT_MESSAGE;
}
