/**
 * The life of the desk's program in Electron, without Electron: the parts of it come in from `main.ts`.
 *
 * Before anything else: its own scheme, the sandbox for every process, one program per desk. Then the session and every page are locked down
 * before the first page exists. The desk is opened, then its window. At the end the window's port closes first, then the desk; only then the
 * program ends, so that nothing is written half.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "#main/desk/context.ts";
import { createTranslate, preferredLanguage } from "#shared/i18n/index.ts";
import type { OpenCore, OpenDesk } from "../open-core.ts";
import { errorLine } from "../report-error.ts";
import { startDemo } from "../start-demo.ts";
import { APP_ORIGIN, APP_SCHEME, createAppProtocol } from "./app-protocol.ts";
import type { ElectronLike, MainPort, WindowLike } from "./electron-like.ts";
import { lockDownContents, lockDownSession } from "./lock-down.ts";
import { menuTemplate } from "./menu.ts";
import { createPortBridge } from "./port-bridge.ts";
import { windowOptions } from "./window-options.ts";

export type DeskAppOptions = {
  readonly openDesk: OpenDesk;
  readonly dataDir: string;
  readonly demo: boolean;
  /** Tells when the machine wakes up. */
  readonly onResume: (work: () => void) => void;
  readonly rendererDir: string;
  readonly preload: string;
  /** The development server's origin; null where the built page is shown. */
  readonly devOrigin: string | null;
  readonly isMac: boolean;
  readonly log: Log;
};

/** Resolves when the window is there, or when there is nothing to wait for: another window of this desk, a desk that can't be opened. */
export async function runDeskApp<Port extends MainPort>(
  electron: ElectronLike<Port>,
  options: DeskAppOptions,
): Promise<void> {
  const { app } = electron;
  const { log } = options;
  const origin = options.devOrigin ?? APP_ORIGIN;

  electron.protocol.registerSchemesAsPrivileged([APP_SCHEME]);
  // Drafts and view state belong to the desk, so they live with it; the lock is on this folder, so each desk has its own.
  const profile = join(options.dataDir, "window");
  try {
    mkdirSync(profile, { recursive: true });
  } catch (error) {
    // The desk itself says better what is wrong with the folder, below.
    log.warn("The window's folder can't be made.", { error });
  }
  app.setPath("userData", profile);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  const openExternal = (url: string) => {
    electron.openExternal(url).catch((error: unknown) => log.warn("A link could not be opened.", { error }));
  };
  app.on("web-contents-created", (_event, contents) => lockDownContents(contents, { origin, openExternal }));

  await app.whenReady();
  const language = preferredLanguage([app.getSystemLocale()]);
  const t = createTranslate(language);
  lockDownSession(electron.session());
  electron.protocol.handle(APP_SCHEME.scheme, createAppProtocol(options.rendererDir));
  electron.setMenu(menuTemplate(t, { isMac: options.isMac, developerTools: !app.isPackaged }));

  const opened = await openOrTell(options.demo);
  if (opened === null) return;
  let core = opened;

  options.onResume(() => core.wake());
  const bridge = createPortBridge(core, log);
  let window: WindowLike<Port> | undefined;

  /** Null: it can't be, which was told, and the program ends. */
  async function openOrTell(demo: boolean): Promise<OpenCore | null> {
    try {
      return await openDeskFor({ ...options, demo }, () => void reopen());
    } catch (error) {
      log.error("The desk could not be opened.", { error });
      electron.showError("Pipedesk", errorLine(error, t, language));
      app.exit(1);
      return null;
    }
  }

  /** This machine joined a team, or is in one no more: the same window shows the other desk. */
  async function reopen(): Promise<void> {
    if (closing) return;
    bridge.close();
    const closed = core.close();
    changing = closed.then(async () => {
      const next = await openOrTell(false);
      if (next === null) return;
      core = next;
      bridge.switchTo(core);
      window?.webContents.reload();
    });
    await changing.catch((error: unknown) => log.error("The desk could not be opened anew.", { error }));
  }
  async function openWindow(): Promise<void> {
    const made = electron.createWindow(windowOptions(options.preload));
    window = made;
    made.on("closed", () => {
      window = undefined;
    });
    made.once("ready-to-show", () => made.show());
    bridge.connect(made.webContents, origin, () => electron.createChannel());
    await made.loadURL(`${origin}/`);
  }
  let closing = false;
  /** The desk is being closed and opened again. */
  let changing: Promise<void> = Promise.resolve();
  let isWantedAgain = false;
  const showWindow = () => {
    if (closing) {
      isWantedAgain = true;
      return;
    }
    if (window === undefined) {
      openWindow().catch((error: unknown) => log.error("The window could not be opened.", { error }));
      return;
    }
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  app.on("second-instance", showWindow);
  app.on("activate", showWindow);
  // On a Mac a program stays when its last window closes.
  app.on("window-all-closed", () => !options.isMac && app.quit());

  app.on("before-quit", (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    bridge.close();
    changing
      .then(() => core.close())
      .then(
        () => {
          // Who starts the desk while it closes has been told that it runs: it must come back by itself.
          if (isWantedAgain) app.relaunch();
          app.exit(0);
        },
        (error: unknown) => {
          log.error("The desk could not be closed.", { error });
          app.exit(1);
        },
      );
  });

  await openWindow();
}

async function openDeskFor({ openDesk, dataDir, log, demo }: DeskAppOptions, reopen: () => void): Promise<OpenCore> {
  const core = await openDesk({ dataDir, log, reopen });
  try {
    core.start();
    if (demo) await startDemo(core);
    return core;
  } catch (error) {
    await core.close();
    throw error;
  }
}
