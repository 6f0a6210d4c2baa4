/** Where the protocol meets the network: one WebSocket a device, or single requests. Who may come in was decided before. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { z } from "zod";
import { MAX_SYNC_MESSAGE_BYTES } from "#shared/sync/limits.ts";
import { DEVICE_HEADER, DeviceId, SYNC_PATHS } from "#shared/sync/protocol.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { Log } from "#main/desk/context.ts";
import { PING_INTERVAL_MS } from "../limits.ts";
import type { SyncServer } from "./sync-server.ts";

/** Whom a request's token names; null: nobody. */
export type Authenticate = (
  request: IncomingMessage,
) => Promise<{ readonly userId: UserId; readonly tokenId: string } | null>;

export type SyncEndpoint = {
  /** @returns whether the request was one of these; it is answered then */
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>;
  /** @returns whether it was for this; the socket is taken then */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, path: string): Promise<boolean>;
  /** Says goodbye to every device. */
  close(): Promise<void>;
};

const Framed = z.strictObject({ id: z.number().int(), question: z.unknown() });
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;
const MESSAGE_TOO_BIG = 1009;
/** Bytes that wait for a device which can't keep up before it is let go: it comes again and reads on. */
const MAX_BUFFERED_BYTES = 2 * MAX_SYNC_MESSAGE_BYTES;

export function createSyncEndpoint(server: SyncServer, authenticate: Authenticate, log: Log): SyncEndpoint {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_SYNC_MESSAGE_BYTES, perMessageDeflate: false });
  const silent = new WeakSet<WebSocket>();
  const requests = new WeakMap<WebSocket, IncomingMessage>();

  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      silent.add(socket);
      socket.ping();
      const request = requests.get(socket);
      // Its token may have been taken back since.
      if (request)
        authenticate(request).then(
          (caller) => caller === null && socket.close(POLICY_VIOLATION, "The token opens nothing any more."),
          (error: unknown) => log.error("A device could not be looked up", { error }),
        );
    }
  }, PING_INTERVAL_MS);
  heartbeat.unref();

  async function callerOf(request: IncomingMessage) {
    const deviceId = DeviceId.safeParse(request.headers[DEVICE_HEADER]);
    const caller = await authenticate(request);
    return caller === null || !deviceId.success ? null : { ...caller, deviceId: deviceId.data };
  }

  function serve(socket: WebSocket, caller: NonNullable<Awaited<ReturnType<typeof callerOf>>>): void {
    const send = (text: string) => {
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) return socket.close(MESSAGE_TOO_BIG, "Too slow.");
      socket.send(text);
    };
    const connection = server.connect(caller, (news) => send(JSON.stringify(news)));
    // One after the other: what a device brings is taken in the order in which it was sent.
    let tail: Promise<unknown> = Promise.resolve();
    socket.on("pong", () => silent.delete(socket));
    socket.on("error", (error) => log.warn("A device's connection failed", { error }));
    socket.on("close", () => connection.close());
    socket.on("message", (data) => {
      silent.delete(socket);
      const framed = Framed.safeParse(json(String(data)));
      if (!framed.success) return socket.close(POLICY_VIOLATION, "No message of this protocol.");
      const { id, question } = framed.data;
      tail = tail.then(async () => {
        const answer = await connection.ask(question);
        if (socket.readyState === socket.OPEN) send(`{"id":${id},${answer.slice(1)}`);
      });
    });
  }

  return {
    async handle(request, response, path) {
      if (path !== SYNC_PATHS.ask || request.method !== "POST") return false;
      response.setHeader("content-type", "application/json");
      response.setHeader("cache-control", "no-store");
      const caller = await callerOf(request);
      if (caller === null) {
        response.statusCode = 401;
        response.end('{"error":{"code":"PD_SYNC_REVOKED","message":"This device is not known here."}}');
        return true;
      }
      const body = await bodyOf(request);
      if (body === null) {
        response.statusCode = 413;
        response.end('{"error":{"code":"PD_INPUT_TOO_LARGE","message":"The message is too large."}}');
        return true;
      }
      const connection = server.connect(caller, () => undefined);
      response.once("close", () => connection.close());
      response.end(await connection.ask(json(body)));
      connection.close();
      return true;
    },

    async upgrade(request, socket, head, path) {
      if (path !== SYNC_PATHS.socket) return false;
      socket.on("error", () => socket.destroy());
      const caller = await callerOf(request);
      if (caller === null) {
        socket.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        return true;
      }
      sockets.handleUpgrade(request, socket, head, (opened) => {
        requests.set(opened, request);
        serve(opened, caller);
      });
      return true;
    },

    async close() {
      clearInterval(heartbeat);
      for (const socket of sockets.clients) {
        socket.close(GOING_AWAY, "The server is stopping.");
        setTimeout(() => socket.terminate(), 1000).unref();
      }
      await new Promise((resolve) => sockets.close(resolve));
    },
  };
}

/** Undefined for what is no JSON: no question is that. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MAX_SYNC_MESSAGE_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
