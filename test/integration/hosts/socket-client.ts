import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { onTestFinished } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import type { DeskClient } from "#shared/contract/index.ts";

/** Opens a WebSocket with the given headers; `refused` has the HTTP status and error where the host doesn't let it in. */
export function openSocket(
  url: string,
  options: ClientOptions,
): Promise<{ socket: WebSocket; refused?: never } | { refused: { status: number; json: unknown }; socket?: never }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, options);
    socket.binaryType = "arraybuffer";
    onTestFinished(() => socket.terminate());
    socket.once("open", () => resolve({ socket }));
    socket.once("error", reject);
    socket.once("unexpected-response", (_, response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ refused: { status: response.statusCode ?? 0, json: JSON.parse(Buffer.concat(chunks).toString()) } }),
      );
    });
  });
}

/** A client of the contract over an open socket, as the page has it. */
export function clientOver(socket: WebSocket): DeskClient {
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

/** Resolves with the close code. */
export function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once("close", resolve));
}
