import { WebSocket } from "ws";
import type { Agent, IncomingMessage } from "node:http";
import { z } from "zod";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { MAX_SYNC_MESSAGE_BYTES } from "#shared/sync/limits.ts";
import { DEVICE_HEADER, ServerNews, SYNC_PATHS } from "#shared/sync/protocol.ts";
import { ANSWER_TIMEOUT_MS, CONNECT_TIMEOUT_MS, MAX_REFUSAL_CHARACTERS, PING_INTERVAL_MS } from "../limits.ts";
import { notTheServer, offline, opened, parsed, refusalIn, unreachable } from "./envelope.ts";
import type { LinkListener, SyncLink } from "./link.ts";

export type LinkTarget = {
  /** `https://desk.example.com`, maybe with a path. */
  readonly serverUrl: string;
  readonly token: string;
  readonly deviceId: string;
  readonly agent: Agent | undefined;
};

const Numbered = z.looseObject({ id: z.number().int() });

/** The protocol over one WebSocket: each question has a number, its answer bears the same. */
export async function openSocketLink(
  { serverUrl, token, deviceId, agent }: LinkTarget,
  listener: LinkListener,
  signal: AbortSignal,
): Promise<SyncLink> {
  const url = new URL(serverUrl.replace(/\/+$/u, "") + SYNC_PATHS.socket);
  url.protocol = url.protocol === "http:" ? "ws:" : "wss:";
  const socket = new WebSocket(url, {
    headers: { Authorization: `Bearer ${token}`, [DEVICE_HEADER]: deviceId },
    handshakeTimeout: CONNECT_TIMEOUT_MS,
    maxPayload: MAX_SYNC_MESSAGE_BYTES,
    perMessageDeflate: false,
    ...(agent === undefined ? {} : { agent }),
  });
  await handshake(socket, signal);

  const waiting = new Map<
    number,
    { readonly resolve: (answer: unknown) => void; readonly reject: (error: unknown) => void }
  >();
  let lastId = 0;
  let isClosed = false;
  let isSilent = false;

  const heartbeat = setInterval(() => {
    // Two beats without a word: the connection is dead, though nobody said so.
    if (isSilent) return socket.terminate();
    isSilent = true;
    socket.ping();
  }, PING_INTERVAL_MS);
  socket.on("pong", () => (isSilent = false));

  function end(error: PipedeskError): void {
    clearInterval(heartbeat);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    if (isClosed) return;
    isClosed = true;
    listener.lost();
  }

  socket.on("close", () => end(offline("The connection to the team's server was lost.")));
  socket.on("error", (cause) => end(offline(`The connection to the team's server was lost: ${cause.message}`, cause)));
  socket.on("message", (data) => {
    isSilent = false;
    try {
      take(parsed(String(data)));
    } catch (error) {
      end(error instanceof PipedeskError ? error : offline("The server's words could not be read.", error));
      socket.terminate();
    }
  });

  function take(message: unknown): void {
    const numbered = Numbered.safeParse(message);
    if (!numbered.success) {
      const news = ServerNews.safeParse(message);
      // A newer server may tell what this program doesn't know.
      if (news.success) listener.news(news.data);
      return;
    }
    const asked = waiting.get(numbered.data.id);
    if (asked === undefined) return;
    waiting.delete(numbered.data.id);
    try {
      asked.resolve(opened(message));
    } catch (error) {
      asked.reject(error);
    }
  }

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(offline("There is no connection to the team's server."));
        lastId += 1;
        const id = lastId;
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(offline("The team's server gave no answer."));
          socket.terminate();
        }, ANSWER_TIMEOUT_MS);
        const finish =
          <Value>(settle: (value: Value) => void) =>
          (value: Value) => {
            clearTimeout(timer);
            settle(value);
          };
        waiting.set(id, { resolve: finish(resolve), reject: finish(reject) });
        socket.send(JSON.stringify({ id, question }));
      }),
    close() {
      isClosed = true;
      end(offline("The connection to the team's server was closed."));
      socket.close();
      // A server that is gone doesn't answer the goodbye.
      setTimeout(() => socket.terminate(), 1000).unref();
    },
  };
}

/** @throws PD_SYNC_OFFLINE, PD_SYNC_NOT_THE_SERVER, and what the server says in refusing: PD_SYNC_REVOKED, PD_ACCESS_TOKEN */
function handshake(socket: WebSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: PipedeskError) => {
      // Ending a connection that is not open yet raises its error event once more.
      socket.on("error", () => undefined);
      socket.terminate();
      signal.removeEventListener("abort", aborted);
      reject(error);
    };
    const aborted = () => fail(offline("Given up."));
    signal.addEventListener("abort", aborted, { once: true });
    socket.once("open", () => {
      signal.removeEventListener("abort", aborted);
      resolve();
    });
    socket.once("error", (cause) => fail(unreachable(cause)));
    socket.once("unexpected-response", (_request, response) => {
      refusalOf(response).then(fail, (cause: unknown) => fail(offline("The answer broke off.", cause)));
    });
  });
}

async function refusalOf(response: IncomingMessage): Promise<PipedeskError> {
  const { statusCode = 0 } = response;
  let text = "";
  for await (const chunk of response.setEncoding("utf8") as AsyncIterable<string>) {
    text += chunk;
    // A page, of whoever: no refusal of ours is that long.
    if (text.length > MAX_REFUSAL_CHARACTERS) break;
  }
  return (
    refusalIn(text) ??
    notTheServer(`Something answered with status ${statusCode} where the team's server was expected.`)
  );
}
