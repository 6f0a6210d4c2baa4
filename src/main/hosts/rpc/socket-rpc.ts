import { RPCHandler } from "@orpc/server/ws";
import type { WebSocket } from "ws";
import type { Log } from "#main/desk/context.ts";
import type { CoreContext, DeskCore } from "./desk-core.ts";
import { errorMapping } from "./error-mapping.ts";

/** Speaks the contract over WebSockets; `serve` takes one that is open and already let in, on behalf of whom it was. */
export function createSocketRpc(core: DeskCore, log: Log): { serve(socket: WebSocket, caller: CoreContext): void } {
  const handler = new RPCHandler(core.router, errorMapping(log));
  return {
    serve: (socket, caller) => {
      void handler.upgrade(withBackPressure(socket), { context: caller });
    },
  };
}

type PacedSocket = Pick<WebSocket, "addEventListener"> & {
  send(data: Parameters<WebSocket["send"]>[0]): Promise<void> | undefined;
};

/**
 * A `send` that resolves when the data has left for the network. The live feed waits for it before it makes the next entry, so that a page
 * that can't keep up gets fewer and larger batches instead of filling this process's memory.
 */
function withBackPressure(socket: WebSocket): PacedSocket {
  return {
    addEventListener: socket.addEventListener.bind(socket),
    // A failure means that the socket is closing; its close event ends everything that is under way.
    send: (data) => new Promise((resolve) => socket.send(data, () => resolve())),
  };
}
