/** Where the protocol meets the network: one WebSocket a device, or single requests. Who may come in was decided before. */
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { z } from "zod";
import type { ErrorCode } from "#shared/errors/registry.ts";
import { MAX_SYNC_MESSAGE_BYTES } from "#shared/sync/limits.ts";
import { DEVICE_HEADER, DeviceId, SYNC_PATHS } from "#shared/sync/protocol.ts";
import type { Log } from "#main/desk/context.ts";
import { PING_INTERVAL_MS } from "../limits.ts";
import { handleFiles } from "./files-endpoint.ts";
import type { SyncCaller, SyncConnection, SyncServer } from "./sync-server.ts";

/** Whom a request's token names; `revoked`: a device that was shut out; null: nobody, or nobody any more. */
export type Authenticate = (
  request: IncomingMessage,
) => Promise<Pick<SyncCaller, "userId" | "tokenId" | "address"> | "revoked" | null>;

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
  const served = new WeakMap<WebSocket, { readonly request: IncomingMessage; readonly connection: SyncConnection }>();

  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      silent.add(socket);
      socket.ping();
      void lookAgain(socket);
    }
  }, PING_INTERVAL_MS);
  heartbeat.unref();

  /** Its token may have been taken back since, where nobody was told. */
  async function lookAgain(socket: WebSocket): Promise<void> {
    const known = served.get(socket);
    if (known === undefined) return;
    try {
      const caller = await authenticate(known.request);
      if (caller === "revoked") known.connection.revoke();
      else if (caller === null) socket.close(POLICY_VIOLATION, "The token opens nothing any more.");
    } catch (error) {
      // Nobody can tell now: the next beat asks again.
      log.error("A device could not be looked up", { error });
    }
  }

  async function callerOf(request: IncomingMessage): Promise<SyncCaller | Refusal> {
    const deviceId = DeviceId.safeParse(request.headers[DEVICE_HEADER]);
    if (!deviceId.success) return NAMELESS;
    const caller = await authenticate(request);
    if (caller === null) return UNKNOWN;
    return caller === "revoked" ? REVOKED : { ...caller, deviceId: deviceId.data };
  }

  function serve(socket: WebSocket, request: IncomingMessage, caller: SyncCaller): void {
    const send = (text: string) => {
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) return socket.close(MESSAGE_TOO_BIG, "Too slow.");
      socket.send(text);
    };
    const connection = server.connect(caller, (news) => {
      send(JSON.stringify(news));
      if (news.news === "revoked") socket.close(POLICY_VIOLATION, "This device was shut out.");
    });
    served.set(socket, { request, connection });
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
      const isFiles = path === SYNC_PATHS.blobs || path.startsWith(`${SYNC_PATHS.blobs}/`);
      if (!isFiles && (path !== SYNC_PATHS.ask || request.method !== "POST")) return false;
      response.setHeader("content-type", "application/json");
      response.setHeader("cache-control", "no-store");
      const caller = await callerOf(request);
      if (isFiles && !("status" in caller)) {
        await handleFiles(server.files, request, response, path, caller, log);
        return true;
      }
      const body = "status" in caller ? null : await bodyOf(request);
      if ("status" in caller || body === null) {
        const refusal = "status" in caller ? caller : TOO_LARGE;
        response.statusCode = refusal.status;
        response.end(wordsOf(refusal));
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
      if ("status" in caller) {
        const { status } = caller;
        const words = wordsOf(caller);
        socket.end(
          `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(words)}\r\n\r\n${words}`,
        );
        return true;
      }
      sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, request, caller));
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

/** Why nobody is heard. In the envelope of answers, so that a device knows that the server itself said so: it erases its copy where it was shut out. */
type Refusal = { readonly status: 400 | 401 | 413; readonly code: ErrorCode; readonly message: string };

const NAMELESS: Refusal = { status: 400, code: "PD_SYNC_MESSAGE", message: "The device does not say which it is." };
const UNKNOWN: Refusal = { status: 401, code: "PD_ACCESS_TOKEN", message: "This device is not known here." };
const REVOKED: Refusal = {
  status: 401,
  code: "PD_SYNC_REVOKED",
  message: "This device was shut out of the team.",
};
const TOO_LARGE: Refusal = { status: 413, code: "PD_INPUT_TOO_LARGE", message: "The message is too large." };

function wordsOf({ code, message }: Refusal): string {
  return JSON.stringify({ error: { code, message } });
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
