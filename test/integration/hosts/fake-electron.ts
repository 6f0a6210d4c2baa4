import { EventEmitter } from "node:events";
import type { MessagePort } from "node:worker_threads";
import type { PortContents } from "#main/hosts/electron/port-bridge.ts";

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: "allow" | "deny" };

/** A page's contents: remembers what it was given and lets the test act as Chromium. */
export class FakeContents extends EventEmitter implements PortContents<MessagePort> {
  openHandler: WindowOpenHandler | undefined;
  url = "";
  readonly posted: { channel: string; message: unknown; ports: MessagePort[] }[] = [];

  getURL(): string {
    return this.url;
  }

  isDestroyed(): boolean {
    return false;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler;
  }

  postMessage(channel: string, message: unknown, ports: MessagePort[]): void {
    this.posted.push({ channel, message, ports });
  }
}
