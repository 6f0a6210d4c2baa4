import { EventEmitter } from "node:events";
import type { MessagePort } from "node:worker_threads";
import type { lockDownSession } from "#main/hosts/electron/lock-down.ts";
import type { PortContents } from "#main/hosts/electron/port-bridge.ts";

type Navigation = { readonly url: string; readonly isMainFrame: boolean; preventDefault(): void };
type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: "deny" };

/** A page's contents: remembers what it was given and lets the test act as Chromium. */
export class FakeContents extends EventEmitter implements PortContents<MessagePort> {
  openHandler: WindowOpenHandler | undefined;
  url = "";
  readonly posted: { channel: string; message: unknown; ports: MessagePort[] }[] = [];

  getURL(): string {
    return this.url;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler;
  }

  postMessage(channel: string, message: unknown, ports: MessagePort[]): void {
    this.posted.push({ channel, message, ports });
  }

  /** True where the navigation was let pass. */
  navigate(event: "will-frame-navigate" | "will-redirect", url: string, isMainFrame = true): boolean {
    let allowed = true;
    const details: Navigation = { url, isMainFrame, preventDefault: () => (allowed = false) };
    this.emit(event, details);
    return allowed;
  }
}

type SessionLike = Parameters<typeof lockDownSession>[0];
type Check = (contents: null, permission: string) => boolean;
type RequestPermission = (contents: null, permission: string, answer: (granted: boolean) => void) => void;

/** A session that remembers who decides about permissions. */
export function fakeSession() {
  const handlers: { request?: RequestPermission; check?: Check; device?: () => boolean } = {};
  const session = {
    setPermissionRequestHandler: (handler: unknown) => void (handlers.request = handler as RequestPermission),
    setPermissionCheckHandler: (handler: unknown) => void (handlers.check = handler as Check),
    setDevicePermissionHandler: (handler: unknown) => void (handlers.device = handler as () => boolean),
  } as SessionLike;
  return { session, handlers };
}
