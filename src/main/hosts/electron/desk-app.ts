/**
 * The life of the desk's program in Electron.
 *
 * Before anything else: its own scheme, the sandbox for every process, one program per desk. Then the session and every page are locked down before the first page exists. The desk is opened
 * while its window loads; what lies around the window follows the desk. At the end the window's port closes first, then the desk; only then the program ends, so that nothing is written half.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, clipboard, dialog, MessageChannelMain, protocol, session, type BrowserWindow } from "electron";
import type { Clock, Log } from "#main/desk/context.ts";
import type { DeskStatus } from "#shared/contract/desk.ts";
import type { DesktopFacts } from "#shared/contract/desktop/shell.ts";
import { createTranslate, preferredLanguage } from "#shared/i18n/index.ts";
import type { OpenCore, OpenDesk } from "../open-core.ts";
import { errorSentence } from "../report-error.ts";
import { APP_ORIGIN, APP_SCHEME, createAppProtocol } from "./app-protocol.ts";
import { isSendingMail } from "./desk/sending.ts";
import { openForWindow } from "./desk/open-for-window.ts";
import { createHeldDesk } from "./desk/held-desk.ts";
import { createDesktopRouter } from "./desktop/desktop-router.ts";
import { createEventHub } from "./desktop/event-hub.ts";
import { openSettings } from "./desktop/settings.ts";
import { isLockTaken } from "./desk/instance-lock.ts";
import { createForeignFiles } from "./foreign-files/foreign-files.ts";
import { markAsForeign, runProgram } from "./foreign-files/foreign-mark.ts";
import { createQuarantine } from "./foreign-files/quarantine.ts";
import { keepAtHome, lockDownContents, lockDownSession } from "./lock-down.ts";
import { createOpenedFiles } from "./openings/opened-files.ts";
import { openingsFrom, type Start } from "./openings/start-words.ts";
import { createHandOver } from "./openings/hand-over.ts";
import { openingOfFile, openingOfLink } from "./openings/opening.ts";
import { createPortBridge } from "./port-bridge.ts";
import { createProgramEnd } from "./program-end.ts";
import { diagnosticsText } from "./system/diagnostics.ts";
import type { LogFiles } from "./system/log-files.ts";
import { watchPower } from "./system/power.ts";
import { createSurroundings } from "./system/surroundings.ts";
import { createUpdates } from "./updates/updates.ts";
import type { NoUpdates, UpdaterPort } from "./updates/updater-port.ts";
import { guardPage } from "./window/guard-page.ts";
import { askBeforeLeaving } from "./window/ask-before-leaving.ts";
import { offerContextMenu } from "./window/context-menu.ts";
import { createDeskWindow, type DeskWindow } from "./window/desk-window.ts";

export type DeskAppOptions = {
  readonly openDesk: OpenDesk;
  readonly dataDir: string;
  readonly demo: boolean;
  /** The system started it when the person signed in. */
  readonly hidden: boolean;
  /** The words of this start beside its options, and where it happened. */
  readonly start: Start;
  readonly version: string;
  readonly rendererDir: string;
  readonly preload: string;
  readonly iconPath: string;
  /** The development server's origin; null where the built page is shown. */
  readonly devOrigin: string | null;
  readonly platform: NodeJS.Platform;
  /** Where passwords are kept, once the keychain was asked. */
  readonly secretsIn: () => Promise<DesktopFacts["secretsIn"]>;
  readonly setLaunchAtLogin: (isOn: boolean) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  /** The program's log in files, open by then. */
  readonly logFiles: LogFiles;
  readonly newToken: () => string;
  readonly openUpdater: () => Promise<UpdaterPort | NoUpdates>;
};

/** Resolves when the window is there, or when there is nothing to wait for: another window of this desk, a desk that can't be opened. */
export async function runDeskApp(options: DeskAppOptions): Promise<void> {
  const { clock, log, platform } = options;
  const origin = options.devOrigin ?? APP_ORIGIN;
  const isMac = platform === "darwin";

  protocol.registerSchemesAsPrivileged([APP_SCHEME]);
  // Drafts and view state belong to the desk, so they live with it; the lock is on this folder, so each desk has its own.
  const profile = join(options.dataDir, "window");
  try {
    mkdirSync(profile, { recursive: true });
  } catch (error) {
    // The desk itself says better what is wrong with the folder, below.
    log.warn("The window's folder can't be made.", { error });
  }
  app.setPath("userData", profile);
  // Where the lock can't be made, on a full disk or in a folder that is only read, nobody has it: the desk says what is the matter.
  if (!app.requestSingleInstanceLock(options.start) && isLockTaken(profile, platform)) {
    app.quit();
    return;
  }
  app.enableSandbox();
  const hub = createEventHub();
  const askAboutLink = (url: string) => hub.send({ type: "link", url });
  app.on("web-contents-created", (_event, contents) => lockDownContents(contents, { origin, askAboutLink }));

  const openedFiles = createOpenedFiles(options.newToken);
  const open = createHandOver({ hub, openedFiles, log });
  // On a Mac these come by events, and early: the first may be the reason for the start.
  app.on("open-url", (event, url) => {
    event.preventDefault();
    open([openingOfLink(url)]);
    if (app.isReady()) show();
  });
  app.on("open-file", (event, path) => {
    event.preventDefault();
    open([openingOfFile(path)]);
    if (app.isReady()) show();
  });
  open(openingsFrom(options.start));

  await app.whenReady();
  lockDownSession(session.defaultSession, origin);
  protocol.handle(APP_SCHEME.scheme, createAppProtocol(options.rendererDir));
  const kept = openSettings(join(profile, "desktop.json"), (error) =>
    log.warn("The settings of this computer can't be read or kept.", { error }),
  );

  let window: DeskWindow | undefined;
  const present = (): BrowserWindow | undefined => window?.browserWindow;
  /** The person let the window go and the program on. */
  let isWantedWithoutWindow = false;
  const around = createSurroundings({
    kept,
    platform,
    iconPath: options.iconPath,
    clock,
    log,
    window: present,
    show,
    ask: (event) => {
      hub.send(event);
      show();
    },
    quit: () => app.quit(),
    setLaunchAtLogin: options.setLaunchAtLogin,
  });
  const held = createHeldDesk({
    open: openOrTell,
    heard: { onStatus: around.takeStatus, onNotifications: around.takeNotifications },
    onOpened: (core) => bridge.switchTo(core),
    onLeft: () => bridge.close(),
    onReopened: () => present()?.webContents.reload(),
    log,
  });

  const diagnostics = async () =>
    diagnosticsText({
      version: options.version,
      isPackaged: app.isPackaged,
      atEpochMs: clock.nowEpochMs(),
      uptimeSeconds: process.uptime(),
      settings: around.settings(),
      secretsIn: await options.secretsIn(),
      status: held.status(),
      logTail: await options.logFiles.tail(),
    });
  const mark = (path: string) =>
    markAsForeign(path, {
      platform,
      nowEpochMs: () => clock.nowEpochMs(),
      newToken: options.newToken,
      run: runProgram,
    });
  const quarantine = createQuarantine({
    folder: join(options.dataDir, "opened"),
    newToken: options.newToken,
    mark,
    log,
  });
  void quarantine.clear();
  const updates = createUpdates({
    version: options.version,
    openUpdater: options.openUpdater,
    kept: {
      now: () => kept.now().updates,
      change: (changes) => kept.change({ updates: { ...kept.now().updates, ...changes } }),
    },
    isSendingMail: async () => {
      const core = held.now();
      return core !== null && (await isSendingMail(core));
    },
    closeFor: (finish) => end.endFor(finish),
    clock,
    log,
  });
  const desktop = createDesktopRouter({
    foreignFiles: createForeignFiles({
      core: held.core,
      quarantine,
      translate: around.translate,
      dragIconPath: options.iconPath,
      mark,
    }),
    updates,
    core: held.core,
    window: present,
    events: hub,
    openedFiles,
    diagnostics,
    logFolder: options.logFiles.folder,
    change: around.change,
    tell: around.setLanguage,
    facts: async () => ({
      platform: platform === "darwin" || platform === "win32" ? platform : "linux",
      version: options.version,
      electron: process.versions.electron,
      settings: around.settings(),
      dictionaries: isMac ? [] : session.defaultSession.availableSpellCheckerLanguages,
      secretsIn: await options.secretsIn(),
      logFolder: options.logFiles.folder,
    }),
  });
  const bridge = createPortBridge(desktop, log);
  const end = createProgramEnd({
    window: present,
    waitingMails: () => waitingMails(held.status()),
    translate: around.translate,
    goOnWithoutWindow: () => {
      isWantedWithoutWindow = true;
      around.showTray();
      present()?.close();
    },
    closeDesk: () => {
      window?.remember();
      power.close();
      around.close();
      updates.close();
      return held.close();
    },
    finishWriting: async () => {
      await kept.written();
      await options.logFiles.close();
    },
    log,
  });
  const power = watchPower({ wake: () => held.now()?.wake(), shutDown: () => end.quit("at once"), log });

  /** Null: it can't be, which was told, and the program ends. */
  async function openOrTell(demo: boolean, reopen: () => void): Promise<OpenCore | null> {
    try {
      return await openForWindow({ ...options, demo, reopen });
    } catch (error) {
      log.error("The desk could not be opened.", { error });
      present()?.hide();
      const language = kept.now().language ?? preferredLanguage([app.getSystemLocale()]);
      dialog.showErrorBox(
        "Pipedesk",
        `${errorSentence(error, createTranslate(language), language)}\n\n${options.dataDir}`,
      );
      await options.logFiles.close();
      app.exit(1);
      return null;
    }
  }

  async function openWindow(): Promise<void> {
    const made = createDeskWindow(options.preload, kept);
    window = made;
    isWantedWithoutWindow = false;
    const { browserWindow } = made;
    const { webContents } = browserWindow;
    browserWindow.on("closed", () => {
      if (window === made) window = undefined;
      end.windowClosed();
    });
    browserWindow.once("ready-to-show", () => browserWindow.show());
    browserWindow.on("session-end", () => end.quit("at once"));
    guardPage(browserWindow, {
      clock,
      log,
      translate: around.translate,
      copyDiagnostics: async () => clipboard.writeText(await diagnostics()),
      quit: () => end.quit("at once"),
    });
    keepAtHome(webContents, origin, log);
    offerContextMenu(browserWindow, around.translate);
    askBeforeLeaving(browserWindow, { translate: around.translate, onAsked: end.pageAsks, onStay: end.pageStays });
    bridge.connect(webContents, origin, () => new MessageChannelMain());
    await browserWindow.loadURL(`${origin}/`);
  }

  function show(): void {
    if (end.isEnding()) {
      end.startAgain();
      return;
    }
    const shown = present();
    if (shown === undefined) {
      openWindow().catch((error: unknown) => log.error("The window could not be opened.", { error }));
      return;
    }
    if (shown.isMinimized()) shown.restore();
    shown.show();
    shown.focus();
  }
  app.on("second-instance", (_event, _argv, _cwd, start) => {
    open(openingsFrom(start));
    show();
  });
  app.on("activate", show);
  app.on("window-all-closed", () => around.settings().keepRunning || isWantedWithoutWindow || app.quit());

  const isShown = !options.hidden || !around.settings().keepRunning;
  await Promise.all([
    // Beside each other, so that a start takes what the longer of the two takes: the page waits for its way to the desk.
    held.open(options.demo),
    (isShown ? openWindow() : Promise.resolve()).catch((error: unknown) => {
      // Who closes the window while it loads has it no more.
      if (!end.isEnding()) throw error;
    }),
  ]);
}

/** In a team the host sends what waits, this machine or another. */
function waitingMails(status: DeskStatus | null): number {
  if (status === null || status.host?.isHost === false) return 0;
  return status.counts.outbox - status.counts.outboxNeedsPerson;
}
