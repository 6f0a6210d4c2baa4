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
  /** Pages that load from now on talk to this core; the ports of those before are closed. */
  switchTo(core: DeskCore): void;
  /** Closes every port. */
  close(): void;
};

/** Joins pages to the core. */
export function createPortBridge(core: DeskCore, desktop: DesktopRouter, log: Log): PortBridge {
  let rpc = createPortRpc(core, log, desktop);
  const open = new Set<MainPort>();
  const close = () => {
    for (const port of open) port.close();
  };

  return {
    close,
    switchTo: (next) => {
      close();
      rpc = createPortRpc(next, log, desktop);
    },
    connect: (contents, origin, createChannel) => {
      let current: MainPort | undefined;
      contents.on("did-finish-load", () => {
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
      });
    },
  };
}
