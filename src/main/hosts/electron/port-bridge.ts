import type { Log } from "#main/desk/context.ts";
import { PROTOCOL_VERSION } from "#shared/contract/base.ts";
import type { DeskCore } from "../rpc/desk-core.ts";
import { createPortRpc, type DesktopRouter, type RpcPort } from "../rpc/port-rpc.ts";
import { isWithin } from "./lock-down.ts";
import { PORT_MESSAGE, type PortMessage } from "./port-message.ts";

/** An end of a message channel in the main process. */
export type MainPort = RpcPort & {
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
};

/** What of a page's contents is needed to give it a port. */
export type PortContents<Port> = {
  /** The address of the page that is shown. */
  getURL(): string;
  isDestroyed(): boolean;
  on(event: "did-finish-load", listener: () => void): unknown;
  postMessage(channel: string, message: unknown, transfer: Port[]): void;
};

export type PortBridge = {
  /**
   * Gives every page of `origin` that loads in these contents a port of its own; the port of the page before it is closed. A page from elsewhere
   * gets none, however it came there.
   */
  connect<Port extends MainPort>(
    contents: PortContents<Port>,
    origin: string,
    createChannel: () => { port1: Port; port2: Port },
  ): void;
  /** Pages that wait, and those that load from now on, talk to this core; the ports of those before are closed. */
  switchTo(core: DeskCore): void;
  /** Closes every port. Pages that load from now on wait for the next core. */
  close(): void;
};

/** Joins pages to the core. Until there is one, they wait for their port. */
export function createPortBridge(desktop: DesktopRouter, log: Log): PortBridge {
  let rpc: ReturnType<typeof createPortRpc> | null = null;
  const open = new Set<MainPort>();
  const waiting = new Set<() => void>();
  const close = () => {
    rpc = null;
    for (const port of open) port.close();
  };

  return {
    close,
    switchTo: (next) => {
      close();
      rpc = createPortRpc(next, log, desktop);
      const served = Array.from(waiting);
      waiting.clear();
      for (const serve of served) serve();
    },
    connect: (contents, origin, createChannel) => {
      let current: MainPort | undefined;
      const serve = () => {
        if (contents.isDestroyed()) return;
        if (rpc === null) {
          waiting.add(serve);
          return;
        }
        current?.close();
        current = undefined;
        if (!isWithin(contents.getURL(), origin)) {
          log.error("A page that is not the desk's own was shown; it gets no way to the desk.");
          return;
        }
        const { port1, port2 } = createChannel();
        current = port1;
        open.add(port1);
        port1.on("close", () => open.delete(port1));
        rpc.serve(port1);
        port1.start();
        const hello: PortMessage = { type: PORT_MESSAGE, protocol: PROTOCOL_VERSION };
        contents.postMessage(PORT_MESSAGE, hello, [port2]);
      };
      contents.on("did-finish-load", serve);
    },
  };
}
