import { PORT_MESSAGE } from "../port-message.ts";

type Ipc = {
  on(channel: string, listener: (event: { readonly ports: readonly MessagePort[] }, message: unknown) => void): unknown;
};
type Page = Pick<Window, "postMessage" | "addEventListener"> & {
  readonly location: { readonly origin: string };
  readonly document: { readonly readyState: string };
};

/**
 * Passes each port that the main process sends on to the page, with its hello, and gives the page nothing else. A port that comes before the
 * page's scripts have run waits for them.
 */
export function handOverPorts(ipc: Ipc, page: Page): void {
  ipc.on(PORT_MESSAGE, (event, message) => {
    const [port] = event.ports;
    if (port === undefined) return;
    const pass = () => page.postMessage(message, page.location.origin, [port]);
    if (page.document.readyState === "complete") pass();
    else page.addEventListener("load", pass, { once: true });
  });
}
