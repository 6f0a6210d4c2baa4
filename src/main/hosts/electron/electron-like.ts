/**
 * The little of Electron that the desk's window needs. `main.ts` hands in the real thing, which the compiler checks against this; tests hand in
 * their own, so that the wiring is proven on machines without Electron's binary.
 */
import type { BrowserWindowConstructorOptions, CustomScheme, MenuItemConstructorOptions } from "electron";
import type { RpcPort } from "../rpc/port-rpc.ts";

/** An end of a message channel in the main process. */
export type MainPort = RpcPort & {
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
};

export type NavigationDetails = { readonly url: string; readonly isMainFrame: boolean; preventDefault(): void };

export type ContentsLike<Port> = {
  /** The address of the page that is shown. */
  getURL(): string;
  on(event: "will-frame-navigate" | "will-redirect", listener: (details: NavigationDetails) => void): unknown;
  on(event: "will-attach-webview", listener: (event: { preventDefault(): void }) => void): unknown;
  on(event: "did-finish-load", listener: () => void): unknown;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: "deny" }): void;
  postMessage(channel: string, message: unknown, transfer: Port[]): void;
  /** Loads the page again that is shown. */
  reload(): void;
};

export type WindowLike<Port> = {
  readonly webContents: ContentsLike<Port>;
  on(event: "closed", listener: () => void): unknown;
  once(event: "ready-to-show", listener: () => void): unknown;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  isMinimized(): boolean;
  restore(): void;
};

export type SessionLike = {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
};

export type AppLike<Port> = {
  readonly isPackaged: boolean;
  setPath(name: "userData", path: string): void;
  requestSingleInstanceLock(): boolean;
  enableSandbox(): void;
  whenReady(): Promise<void>;
  /** @throws before the program is ready */
  getSystemLocale(): string;
  quit(): void;
  /** Starts the program anew once this one has ended. */
  relaunch(): void;
  exit(code: number): void;
  on(event: "second-instance" | "window-all-closed" | "activate", listener: () => void): unknown;
  on(event: "before-quit", listener: (event: { preventDefault(): void }) => void): unknown;
  on(event: "web-contents-created", listener: (event: unknown, contents: ContentsLike<Port>) => void): unknown;
};

export type ElectronLike<Port extends MainPort> = {
  readonly app: AppLike<Port>;
  readonly session: () => SessionLike;
  readonly protocol: {
    registerSchemesAsPrivileged(schemes: CustomScheme[]): void;
    handle(scheme: string, handler: (request: Request) => Promise<Response>): void;
  };
  createWindow(options: BrowserWindowConstructorOptions): WindowLike<Port>;
  createChannel(): { readonly port1: Port; readonly port2: Port };
  setMenu(template: MenuItemConstructorOptions[]): void;
  openExternal(url: string): Promise<void>;
  showError(title: string, text: string): void;
};
