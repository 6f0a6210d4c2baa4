import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { WebSocket } from "ws";
import type { DeskClient } from "#shared/contract/index.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { RPC_PATH } from "../../http/sockets.ts";
import { MAX_SOCKET_MESSAGE_BYTES } from "../../http/limits.ts";

/** A desk that another program holds, over its host. */
export type RemoteDesk = {
  readonly client: DeskClient;
  close(): Promise<void>;
};

/** A host on this machine answers at once; one that is only reached over a slow line has this long. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Connects to a running host, whose address may carry its token as `pipedesk serve` prints it.
 * @throws PD_DESK_UNREACHABLE where nobody answers, PD_ACCESS_TOKEN where the token is missing or wrong
 */
export async function connectDesk(address: URL, token: string | undefined): Promise<RemoteDesk> {
  const url = new URL(RPC_PATH, address);
  url.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const secret = token ?? address.searchParams.get("token") ?? "";
  const socket = new WebSocket(url, {
    headers: { Authorization: `Bearer ${secret}` },
    handshakeTimeout: CONNECT_TIMEOUT_MS,
    maxPayload: MAX_SOCKET_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  socket.binaryType = "arraybuffer";
  await opened(socket, address.origin);
  // Whoever waits for an answer hears of a lost connection through the link.
  socket.on("error", () => undefined);
  // It has the browser's interface; only the types of its events are written apart.
  const websocket = socket as unknown as globalThis.WebSocket;
  const client: DeskClient = createORPCClient(new RPCLink({ websocket }));
  return {
    client,
    close: () =>
      new Promise((resolve) => {
        if (socket.readyState === WebSocket.CLOSED) resolve();
        else {
          socket.once("close", () => resolve());
          socket.close();
        }
      }),
  };
}

function opened(socket: WebSocket, origin: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: PipedeskError) => {
      // Ending a connection that is not open yet raises its error event once more.
      socket.on("error", () => undefined);
      socket.terminate();
      reject(error);
    };
    socket.once("open", () => resolve());
    socket.once("error", (cause) =>
      fail(new PipedeskError("PD_DESK_UNREACHABLE", `No desk answers at ${origin}: ${cause.message}`, { cause })),
    );
    socket.once("unexpected-response", (_request, { statusCode }) =>
      fail(
        statusCode === 401
          ? new PipedeskError("PD_ACCESS_TOKEN", `The desk at ${origin} wants its token: --token or PIPEDESK_TOKEN.`)
          : new PipedeskError("PD_DESK_UNREACHABLE", `No desk answers at ${origin} (status ${statusCode}).`),
      ),
    );
  });
}
