import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Page } from "@playwright/test";
import type { DeskHost, OpenOptions } from "../../support/desk-host.ts";
import { TEST_TOKEN } from "../../support/desk-process.ts";
import { deskRest } from "../../support/desk-rest.ts";
import { createHome, startApp, type RunningApp } from "../support/desk-app.ts";
import { openDisplay } from "../support/display.ts";
import { giveTo } from "../support/ordinary-user.ts";
import type { DeskSwitch, SwitchedLine } from "./open-desk.ts";
import { windowProgram } from "./window-program.ts";

/** The page's address in the app. */
const ORIGIN = "app://pipedesk";
const SIZE = { width: 1280, height: 800 };
/** A document of the app itself with nothing in it that runs: the app lets its window show no other, not even an empty one. */
const NOWHERE = `${ORIGIN}/help/help.css`;

/** A real Electron with the built app, which shows one desk after the other in its window. */
export type WindowHost = DeskHost & {
  /** Quits as its menu does. @returns how long that took, milliseconds */
  quit(): Promise<number>;
  /** The page of the window. */
  page(): Page;
  /** What the person saves as a file by doing that; the system's own dialog asks nobody where. */
  saved(act: () => Promise<unknown>): Promise<string>;
  /** What the app wrote to stderr since the desk was opened. */
  said(): string;
};

type Shown = {
  readonly app: RunningApp;
  readonly locale: string;
  readonly said: string[];
  /** What it tells on stdout. */
  readonly lines: Interface;
  end(): Promise<void>;
  /** Takes away what was around it, once it has ended. */
  cleanUp(): Promise<void>;
};

/**
 * Starting the app takes several times as long as opening a desk, so the desks of a row of tests share it. It is started anew for a test that
 * wants another language: that one is the app's, as the system tells it, and not imitated in the page.
 */
export function createWindowHost(): WindowHost {
  const program = windowProgram();
  let shown: Shown | undefined;
  /** Desks of tests that are over. The app keeps the last one open until the next is asked for, and would save a copy of it if it went. */
  const over: string[] = [];
  const removeOver = () => {
    for (const dataDir of over.splice(0)) rmSync(dataDir, { recursive: true, force: true });
  };

  async function start(locale: string): Promise<Shown> {
    if ("obstacle" in program) throw new Error(program.obstacle);
    const display = await openDisplay();
    const home = createHome(program.user, locale);
    const app = await startApp({ ...program, remove: () => undefined }, display, home, []);
    const said: string[] = [];
    // As Playwright does in a browser: who leaves a page in a test means it.
    await answered(() =>
      app.electron.evaluate(({ dialog }) => {
        dialog.showMessageBoxSync = () => 1;
      }),
    );
    const { stdout, stderr } = app.electron.process();
    stderr?.on("data", (text: Buffer) => said.push(String(text)));
    if (stdout === null) throw new Error("The app has no stdout.");
    const lines = createInterface({ input: stdout });
    // The first desk is nobody's: until the app has opened it, it can open no other.
    await app.page.getByRole("heading").first().waitFor();
    const cleanUp = async () => {
      await display.close();
      home.remove();
    };
    const end = async () => {
      // At once: mails that wait would be asked about.
      const code = await app.end();
      await cleanUp();
      removeOver();
      if (code !== 0) throw new Error(`The app ended with status ${String(code)}:\n${said.join("")}`);
    };
    return { app, locale, said, lines, end, cleanUp };
  }

  async function showing(locale: string): Promise<Shown> {
    if (shown?.locale === locale) return shown;
    await shown?.end();
    shown = undefined;
    return (shown = await start(locale));
  }

  return {
    obstacle: "obstacle" in program ? program.obstacle : null,
    page: () => {
      if (shown === undefined) throw new Error("No desk was opened.");
      return shown.app.page;
    },
    async quit() {
      const ended = shown;
      shown = undefined;
      if (ended === undefined) throw new Error("No desk was opened.");
      const askedAtMs = performance.now();
      await ended.app.quit();
      const durationMs = performance.now() - askedAtMs;
      await ended.cleanUp();
      removeOver();
      return durationMs;
    },
    async saved(act) {
      if (shown === undefined) throw new Error("No desk was opened.");
      const folder = mkdtempSync(join(tmpdir(), "pipedesk-saved-"));
      giveTo(folder, "obstacle" in program ? null : program.user);
      const path = join(folder, "file");
      const { electron } = shown.app;
      await electron.evaluate(({ session }, savePath) => {
        const done = new Promise<string>((resolve) => {
          session.defaultSession.once("will-download", (_event, item) => {
            item.setSavePath(savePath);
            item.once("done", (_done, state) => resolve(state));
          });
        });
        Object.assign(globalThis, { pipedeskSaved: done });
      }, path);
      await act();
      const state = await electron.evaluate(
        () => (globalThis as unknown as { pipedeskSaved: Promise<string> }).pipedeskSaved,
      );
      if (state !== "completed") throw new Error(`The file was not saved: ${state}`);
      const text = readFileSync(path, "utf8");
      rmSync(folder, { recursive: true });
      return text;
    },
    said: () => shown?.said.join("") ?? "",
    async open({ locale = "en-GB", dataDir: given }: OpenOptions = {}) {
      const { app, said, lines } = await showing(locale);
      said.length = 0;
      const dataDir = given ?? mkdtempSync(join(tmpdir(), "pipedesk-desk-"));
      if (given === undefined) giveTo(dataDir, "obstacle" in program ? null : program.user);
      await emptyWindow(app);
      await app.page.evaluate(() => Object.assign(window, { isOfDeskBefore: true }));
      const switched = switchedLine(lines, dataDir);
      await app.electron.evaluate(
        (_electron, [folder, token]) =>
          (globalThis as unknown as { pipedeskDesks: DeskSwitch }).pipedeskDesks.open(folder, token),
        [dataDir, TEST_TOKEN] as const,
      );
      const { origin: rest, error } = await switched;
      if (rest === undefined) throw new Error(`The desk could not be opened: ${error ?? ""}`);
      // The app loads its page again once the other desk is there; a test that goes somewhere meanwhile would be cut off.
      await app.page.waitForFunction(() => !("isOfDeskBefore" in window));
      removeOver();
      const actAs = (userId: string) =>
        app.electron.evaluate(
          (_electron, id) => (globalThis as unknown as { pipedeskDesks: DeskSwitch }).pipedeskDesks.actAs(id),
          userId,
        );
      const close = async () => {
        // Its page is left at once.
        await emptyWindow(app);
        if (given === undefined) over.push(dataDir);
      };
      return {
        url: `${ORIGIN}/`,
        origin: ORIGIN,
        token: TEST_TOKEN,
        dataDir,
        rest: deskRest(rest, TEST_TOKEN),
        actAs,
        close,
      };
    },
    async close() {
      await shown?.end();
      shown = undefined;
    },
  };
}

/** While the app starts, the answer to the test's tool can get lost; what is asked here does the same when it is asked again. */
async function answered(ask: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await ask();
      return;
    } catch (error) {
      if (tries === 3 || !String(error).includes("garbage collected")) throw error;
    }
  }
}

/** What the app says of that desk. */
function switchedLine(lines: Interface, dataDir: string): Promise<SwitchedLine> {
  return new Promise((resolve) => {
    const look = (line: string) => {
      if (!line.startsWith('{"dataDir"')) return;
      const told = JSON.parse(line) as SwitchedLine;
      if (told.dataDir !== dataDir) return;
      lines.off("line", look);
      resolve(told);
    };
    lines.on("line", look);
  });
}

/** As a new page in a new profile: nothing of the desk before is left in the window. */
async function emptyWindow({ electron, page }: RunningApp): Promise<void> {
  await page.unrouteAll();
  await electron.evaluate(
    async ({ BrowserWindow, session }, { width, height, nowhere }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) throw new Error("The window is gone.");
      // What was still being loaded may be what fails.
      for (let tries = 0; tries < 3 && window.webContents.getURL() !== nowhere; tries += 1)
        await window.loadURL(nowhere).catch(() => undefined);
      if (window.webContents.getURL() !== nowhere) throw new Error("The page can't be left.");
      await session.defaultSession.clearStorageData();
      window.webContents.setZoomLevel(0);
      window.setContentSize(width, height);
    },
    { ...SIZE, nowhere: NOWHERE },
  );
  await page.mouse.move(0, 0);
  if (page.viewportSize() !== null) await page.setViewportSize(SIZE);
  await page.emulateMedia({
    colorScheme: "light",
    reducedMotion: null,
    forcedColors: null,
    contrast: null,
    media: null,
  });
}
