import { EventEmitter } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { BrowserWindowConstructorOptions, CustomScheme, MenuItemConstructorOptions } from "electron";
import type {
  ContentsLike,
  ElectronLike,
  NavigationDetails,
  SessionLike,
  WindowLike,
} from "#main/hosts/electron/electron-like.ts";

type WindowOpenHandler = Parameters<ContentsLike<MessagePort>["setWindowOpenHandler"]>[0];

/** A page's contents: remembers what it was given and lets the test act as Chromium. */
export class FakeContents extends EventEmitter implements ContentsLike<MessagePort> {
  openHandler: WindowOpenHandler | undefined;
  url = "";
  readonly posted: { channel: string; message: unknown; ports: MessagePort[] }[] = [];

  getURL(): string {
    return this.url;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler;
  }

  reload(): void {
    this.emit("did-finish-load");
  }

  postMessage(channel: string, message: unknown, ports: MessagePort[]): void {
    this.posted.push({ channel, message, ports });
  }

  /** True where the navigation was let pass. */
  navigate(event: "will-frame-navigate" | "will-redirect", url: string, isMainFrame = true): boolean {
    let allowed = true;
    const details: NavigationDetails = { url, isMainFrame, preventDefault: () => (allowed = false) };
    this.emit(event, details);
    return allowed;
  }
}

export class FakeWindow extends EventEmitter implements WindowLike<MessagePort> {
  readonly webContents = new FakeContents();
  readonly calls: string[] = [];
  readonly options: BrowserWindowConstructorOptions;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }

  async loadURL(url: string): Promise<void> {
    this.calls.push(`load ${url}`);
    this.webContents.url = url;
  }
  show(): void {
    this.calls.push("show");
  }
  focus(): void {
    this.calls.push("focus");
  }
  isMinimized(): boolean {
    return true;
  }
  restore(): void {
    this.calls.push("restore");
  }
}

type SessionHandlers = {
  request: Parameters<SessionLike["setPermissionRequestHandler"]>[0];
  check: Parameters<SessionLike["setPermissionCheckHandler"]>[0];
  device: Parameters<SessionLike["setDevicePermissionHandler"]>[0];
};

export type FakeElectron = ElectronLike<MessagePort> & {
  readonly app: EventEmitter & ElectronLike<MessagePort>["app"];
  /** What the program did to Electron, in order. */
  readonly calls: string[];
  readonly windows: FakeWindow[];
  readonly session_: Partial<SessionHandlers>;
  readonly schemes: CustomScheme[];
  readonly menu: MenuItemConstructorOptions[];
  respond(request: Request): Promise<Response>;
};

/** Electron as far as the desk's program sees it. `first`: no other program has this desk open. */
export function createFakeElectron({ first = true, locale = "en-GB" } = {}): FakeElectron {
  const calls: string[] = [];
  const windows: FakeWindow[] = [];
  const handlers: Partial<SessionHandlers> = {};
  const schemes: CustomScheme[] = [];
  const menu: MenuItemConstructorOptions[] = [];
  let respond: (request: Request) => Promise<Response> = () => Promise.reject(new Error("No scheme is handled."));
  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    setPath: (name: string, path: string) => void calls.push(`setPath ${name} ${path}`),
    requestSingleInstanceLock: () => {
      calls.push("lock");
      return first;
    },
    enableSandbox: () => void calls.push("enableSandbox"),
    whenReady: async () => void calls.push("ready"),
    getSystemLocale: () => {
      if (!calls.includes("ready")) throw new Error("app.getSystemLocale() can only be called after app is ready");
      return locale;
    },
    quit: () => {
      calls.push("quit");
      app.emit("before-quit", { preventDefault: () => calls.push("quit prevented") });
    },
    relaunch: () => void calls.push("relaunch"),
    exit: (code: number) => {
      calls.push(`exit ${code}`);
      app.emit("exited");
    },
  });
  return {
    app,
    calls,
    windows,
    session_: handlers,
    schemes,
    menu,
    respond: (request) => respond(request),
    session: () => ({
      setPermissionRequestHandler: (handler) => void (handlers.request = handler),
      setPermissionCheckHandler: (handler) => void (handlers.check = handler),
      setDevicePermissionHandler: (handler) => void (handlers.device = handler),
    }),
    protocol: {
      registerSchemesAsPrivileged: (given) => {
        calls.push("schemes");
        schemes.push(...given);
      },
      handle: (scheme, handler) => {
        calls.push(`handle ${scheme}`);
        respond = handler;
      },
    },
    createWindow: (options) => {
      calls.push("window");
      const window = new FakeWindow(options);
      windows.push(window);
      app.emit("web-contents-created", {}, window.webContents);
      return window;
    },
    createChannel: () => new MessageChannel(),
    setMenu: (template) => void menu.push(...template),
    openExternal: async (url) => void calls.push(`external ${url}`),
    showError: (title, text) => void calls.push(`error ${title}: ${text}`),
  };
}
