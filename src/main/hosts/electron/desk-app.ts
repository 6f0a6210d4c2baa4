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
import type { DesktopFacts } from "#shared/contract/desktop/shell.ts";
import { createTranslate, preferredLanguage } from "#shared/i18n/index.ts";
import type { OpenCore, OpenDesk } from "../open-core.ts";
import { errorSentence } from "../report-error.ts";
import { APP_ORIGIN, APP_SCHEME, createAppProtocol } from "./app-protocol.ts";
import { isSendingMail } from "./desk/sending.ts";
import { openForWindow } from "./desk/open-for-window.ts";
import { watchDesk, type DeskWatch } from "./desk/watch-desk.ts";
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
import { openingOfFile, openingOfLink, type Opening } from "./openings/opening.ts";
import { createPortBridge } from "./port-bridge.ts";
import { diagnosticsText } from "./system/diagnostics.ts";
import type { LogFiles } from "./system/log-files.ts";
import { watchPower } from "./system/power.ts";
import { askBeforeQuit } from "./system/quit-question.ts";
import { createSurroundings } from "./system/surroundings.ts";
import { createUpdates } from "./updates/updates.ts";
import type { Ending, NoUpdates, UpdaterPort } from "./updates/updater-port.ts";
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

const LEAVE_TIMEOUT_MS = 2_000;

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
  const open = (openings: readonly Opening[]) => {
    for (const opening of openings) {
      announce(opening).catch((error: unknown) => log.error("What was asked for can't be opened.", { error }));
    }
  };
  async function announce(opening: Opening): Promise<void> {
    if (opening.type === "no-link") {
      hub.send({ type: "refused", code: "PD_DESKTOP_LINK", what: opening.link });
    } else if (opening.type === "file") {
      try {
        hub.send({ type: "files", files: [await openedFiles.keep(opening.path, opening.name)] });
      } catch {
        hub.send({ type: "refused", code: "PD_DESKTOP_FILE_GONE", what: opening.name });
      }
    } else {
      hub.send(opening);
    }
  }
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
  let closing = false;
  /** The desk is being closed and opened again. */
  let changing: Promise<void> = Promise.resolve();
  let isWantedAgain = false;
  const present = (): BrowserWindow | undefined => window?.browserWindow;

  /** null while the desk is being opened for the first time. */
  let core: OpenCore | null = null;
  let watch: DeskWatch | null = null;
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
  const take = (opened: OpenCore): void => {
    core = opened;
    if (closing) return;
    watch = watchDesk(opened, { onStatus: around.takeStatus, onNotifications: around.takeNotifications }, log);
    bridge.switchTo(opened);
  };

  const diagnostics = async () =>
    diagnosticsText({
      version: options.version,
      isPackaged: app.isPackaged,
      atEpochMs: clock.nowEpochMs(),
      uptimeSeconds: process.uptime(),
      settings: around.settings(),
      secretsIn: await options.secretsIn(),
      status: watch?.status() ?? null,
      logTail: await options.logFiles.tail(),
    });
  const deskCore = () => {
    if (core === null) throw new TypeError("No page has a port before the desk is open.");
    return core;
  };
  const mark = (path: string) =>
    markAsForeign(path, { platform, nowEpochMs: clock.nowEpochMs, newToken: options.newToken, run: runProgram });
  const quarantine = createQuarantine({
    folder: join(options.dataDir, "opened"),
    newToken: options.newToken,
    mark,
    log,
  });
  void quarantine.clear();
  const foreignFiles = createForeignFiles({ core: deskCore, quarantine, translate: around.translate, mark });
  const updates = createUpdates({
    version: options.version,
    openUpdater: options.openUpdater,
    kept: {
      now: () => kept.now().updates,
      change: (changes) => kept.change({ updates: { ...kept.now().updates, ...changes } }),
    },
    isSendingMail: async () => core !== null && (await isSendingMail(core)),
    closeFor: (finish) => close(finish),
    clock,
    log,
  });
  const desktop = createDesktopRouter({
    foreignFiles,
    updates,
    core: deskCore,
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
  const power = watchPower({ wake: () => core?.wake(), shutDown: () => quit("at once"), log });

  /** Null: it can't be, which was told, and the program ends. */
  async function openOrTell(demo: boolean): Promise<OpenCore | null> {
    try {
      return await openForWindow({ ...options, demo, reopen: () => void reopen() });
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

  /** This machine joined a team, or is in one no more: the same window shows the other desk. */
  async function reopen(): Promise<void> {
    if (closing || core === null) return;
    watch?.close();
    bridge.close();
    const closed = core.close();
    changing = closed.then(async () => {
      const next = await openOrTell(false);
      if (next === null) return;
      take(next);
      present()?.webContents.reload();
    });
    await changing.catch((error: unknown) => log.error("The desk could not be opened anew.", { error }));
  }

  async function openWindow(): Promise<void> {
    const made = createDeskWindow(options.preload, kept);
    window = made;
    const { browserWindow } = made;
    const { webContents } = browserWindow;
    browserWindow.on("closed", () => {
      if (window === made) window = undefined;
      if (isLeaving) close();
    });
    browserWindow.once("ready-to-show", () => browserWindow.show());
    browserWindow.on("session-end", () => quit("at once"));
    guardPage(browserWindow, {
      clock,
      log,
      translate: around.translate,
      copyDiagnostics: async () => clipboard.writeText(await diagnostics()),
      quit: () => quit("at once"),
    });
    keepAtHome(webContents, origin, log);
    offerContextMenu(browserWindow, around.translate);
    askBeforeLeaving(browserWindow, {
      translate: around.translate,
      onAsked: () => clearTimeout(givingUp),
      onStay: () => (isLeaving = false),
    });
    bridge.connect(webContents, origin, () => new MessageChannelMain());
    await browserWindow.loadURL(`${origin}/`);
  }

  function show(): void {
    if (closing) {
      isWantedAgain = true;
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
  app.on("window-all-closed", () => around.settings().keepRunning || app.quit());

  let isAsking = false;
  let isHandedOver = false;
  /** The window is being closed, and with it the program. */
  let isLeaving = false;
  let givingUp: NodeJS.Timeout | undefined;
  app.on("before-quit", (event) => {
    // Whoever installs a new version ends the program by itself, once the desk is closed.
    if (isHandedOver) return;
    event.preventDefault();
    quit("asking");
  });
  // The system's way to end a program, at its own end too: nobody is there to answer.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => quit("at once"));

  function quit(how: "asking" | "at once"): void {
    if (closing || (isAsking && how === "asking")) return;
    const { outbox = 0, outboxNeedsPerson = 0 } = watch?.status()?.counts ?? {};
    const waiting = outbox - outboxNeedsPerson;
    if (how === "at once") {
      close();
      return;
    }
    if (waiting <= 0 || !isSendingHere()) {
      leave();
      return;
    }
    isAsking = true;
    askBeforeQuit(present(), around.translate(), waiting)
      .then((answer) => {
        if (answer === "quit") leave();
        else if (answer === "hide") present()?.close();
      })
      .catch((error: unknown) => {
        log.error("The question before the end can't be asked.", { error });
        close();
      })
      .finally(() => (isAsking = false));
  }

  /** The page goes first, and asks where it holds something unkept. */
  function leave(): void {
    const shown = present();
    if (shown === undefined) {
      close();
      return;
    }
    isLeaving = true;
    // A page that hangs can't be asked, and must not keep the program.
    givingUp = setTimeout(close, LEAVE_TIMEOUT_MS);
    shown.close();
  }

  /** In a team the host sends what waits, this machine or another. */
  function isSendingHere(): boolean {
    return watch?.status()?.host?.isHost ?? true;
  }

  /** @param finish what comes after the desk, in place of nothing */
  function close(finish?: () => Ending): void {
    if (closing) return;
    closing = true;
    clearTimeout(givingUp);
    window?.remember();
    present()?.hide();
    power.close();
    around.close();
    updates.close();
    watch?.close();
    bridge.close();
    changing
      .then(() => core?.close())
      .then(
        () => 0,
        (error: unknown) => {
          log.error("The desk could not be closed.", { error });
          return 1;
        },
      )
      .then(async (code) => {
        await kept.written();
        await options.logFiles.close();
        if (finish !== undefined) {
          isHandedOver = true;
          if (finish() === "exit") app.exit(code);
          return;
        }
        // Who starts the desk while it closes has been told that it runs: it must come back by itself.
        if (isWantedAgain && code === 0) app.relaunch();
        app.exit(code);
      })
      .catch(() => app.exit(1));
  }

  // Beside each other, so that a start takes what the longer of the two takes: the page waits for its way to the desk.
  const opening = openOrTell(options.demo);
  changing = opening.then((opened) => {
    if (opened !== null) take(opened);
  });
  const isShown = !options.hidden || !around.settings().keepRunning;
  const loading = isShown ? openWindow() : Promise.resolve();
  await Promise.all([
    changing,
    loading.catch((error: unknown) => {
      // Who closes the window while it loads has it no more.
      if (!closing) throw error;
    }),
  ]);
}
