import type { Router } from "@orpc/server";
import { RPCHandler } from "@orpc/server/ws";
import type { Log } from "#main/desk/context.ts";
import type { DesktopContract } from "#shared/contract/desktop/index.ts";
import type { CoreContext, DeskCore } from "./desk-core.ts";
import { errorMapping } from "./error-mapping.ts";

type SocketLike = Parameters<RPCHandler<never>["upgrade"]>[0];
type Heard = (event: { readonly data: unknown }) => void;

export type DesktopRouter = Router<DesktopContract, CoreContext>;

/** One end of a message channel: Electron's MessagePortMain speaks by `on`, Node's MessagePort by `addEventListener` too. */
export type RpcPort = {
  postMessage(data: unknown): void;
} & (
  | { addEventListener(type: "message" | "close", heard: Heard): void }
  | { on(event: "message", heard: Heard): unknown; on(event: "close", heard: () => void): unknown }
);

/**
 * Speaks the contract over MessagePorts; the caller starts and closes the port. What comes through a port and is no message of the contract is
 * dropped with a word in the log.
 *
 * By the handler for WebSockets, whose wire format is the same: that for ports lets a message that it can't read end the process.
 */
export function createPortRpc(
  core: DeskCore,
  log: Log,
  /** What the host offers to its own pages beside the desk. */
  desktop?: DesktopRouter,
): { serve(port: RpcPort): void } {
  const handler = new RPCHandler({ ...core.router, ...desktop }, errorMapping(log));
  return {
    serve: (port) => {
      const addEventListener = (type: string, heard: Heard) => {
        if (type === "close") onClose(port, () => heard({ data: undefined }));
        if (type !== "message") return;
        onMessage(port, ({ data }) => {
          // A number would be taken for the length of a buffer to make.
          if (isWritten(data)) heard({ data });
          else log.warn("A message of a page can't be read.");
        });
      };
      const send: SocketLike["send"] = (data) => port.postMessage(data);
      const socket = { addEventListener: addEventListener as SocketLike["addEventListener"], send };
      void handler.upgrade(socket, { context: { userId: core.owner() } });
    },
  };
}

function onMessage(port: RpcPort, heard: Heard): void {
  if ("addEventListener" in port) port.addEventListener("message", heard);
  else port.on("message", heard);
}

function onClose(port: RpcPort, heard: () => void): void {
  if ("addEventListener" in port) port.addEventListener("close", heard);
  else port.on("close", heard);
}

function isWritten(data: unknown): data is string | ArrayBuffer | Uint8Array {
  return typeof data === "string" || data instanceof ArrayBuffer || data instanceof Uint8Array;
}
