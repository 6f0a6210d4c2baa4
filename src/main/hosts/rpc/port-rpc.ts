import { RPCHandler } from "@orpc/server/message-port";
import type { Log } from "#main/desk/context.ts";
import type { DeskCore } from "./desk-core.ts";
import { errorMapping } from "./error-mapping.ts";

/** One end of a message channel: Electron's MessagePortMain, Node's MessagePort. */
export type RpcPort = Parameters<RPCHandler<never>["upgrade"]>[0];

/** Speaks the contract over MessagePorts; the caller starts and closes the port. */
export function createPortRpc(core: DeskCore, log: Log): { serve(port: RpcPort): void } {
  const handler = new RPCHandler(core.router, errorMapping(log));
  return {
    serve: (port) => handler.upgrade(port, { context: { userId: core.owner() } }),
  };
}
