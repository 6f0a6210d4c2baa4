import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { createTranslate } from "../../../src/shared/i18n/index.ts";
import type { Display } from "./display.ts";
import { giveTo, type OrdinaryUser } from "./ordinary-user.ts";
import type { Program } from "./program.ts";

export const t = createTranslate("en");

const START_TIMEOUT_MS = 60_000;

/** The app while it runs. */
export type RunningApp = {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Quits as its menu does. @returns the exit code */
  quit(): Promise<number | null>;
  /** As the end of the system's session ends it: nobody is asked. @returns the exit code */
  end(): Promise<number | null>;
  /** As a power cut or the system's memory killer end it. */
  killHard(): Promise<void>;
};

/** A person's home, with a desk in it. */
export type Home = {
  readonly path: string;
  readonly dataDir: string;
  /** Their language, as systems write it: `en-GB`. */
  readonly locale: string;
  remove(): void;
};

export function createHome(user: OrdinaryUser | null, locale = "en-GB"): Home {
  const path = mkdtempSync(join(tmpdir(), "pipedesk-home-"));
  const runtime = join(path, "run");
  mkdirSync(runtime, { mode: 0o700 });
  for (const directory of [path, runtime]) giveTo(directory, user);
  return { path, dataDir: join(path, "desk"), locale, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts the app and waits for its window. */
export async function startApp(
  program: Program,
  display: Display,
  home: Home,
  args: readonly string[],
  /** Beside what every start gets. */
  env: Readonly<Record<string, string>> = {},
): Promise<RunningApp> {
  const electron = await _electron.launch({
    executablePath: program.executable,
    args: [...program.args, ...argumentsOf(home, args)],
    chromiumSandbox: true,
    env: { ...environmentOf(display, home), ...env },
    timeout: START_TIMEOUT_MS,
  });
  const child = electron.process();
  const exited = once(child, "exit") as Promise<[number | null]>;
  const page = await electron.firstWindow();
  return {
    electron,
    page,
    async quit() {
      await electron.evaluate(({ app }) => app.quit());
      const [code] = await exited;
      return code;
    },
    async end() {
      child.kill("SIGTERM");
      const [code] = await exited;
      return code;
    },
    async killHard() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Starts the same desk once more, as a second click on its icon does, or a link or a file with it. @returns its exit code */
export async function startSecond(
  program: Program,
  display: Display,
  home: Home,
  /** Beside what every start gets. */
  words: readonly string[] = [],
): Promise<number | null> {
  const child = spawn(program.executable, [...program.args, ...argumentsOf(home, words)], {
    stdio: "ignore",
    env: environmentOf(display, home),
  });
  const timeout = setTimeout(() => child.kill("SIGKILL"), START_TIMEOUT_MS);
  const [code] = (await once(child, "exit")) as [number | null];
  clearTimeout(timeout);
  return code;
}

export function argumentsOf(home: Home, args: readonly string[]): string[] {
  return [
    `--data=${home.dataDir}`,
    "--disable-gpu",
    `--lang=${home.locale}`,
    // Tests talk to nobody outside of this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    ...args,
  ];
}

export function environmentOf(display: Display, home: Home): Record<string, string> {
  return {
    ...inherited(),
    ...display.env,
    // Programs of the system that a test puts there are found before the machine's own.
    PATH: [join(home.path, "bin"), process.env["PATH"] ?? ""].join(delimiter),
    HOME: home.path,
    XDG_RUNTIME_DIR: join(home.path, "run"),
    LC_ALL: `${home.locale.replace("-", "_")}.UTF-8`,
    TZ: "Europe/Rome",
  };
}

/** Without what would lead the app elsewhere: another home, a session of the desktop that the tests run in. */
function inherited(): Record<string, string> {
  const { PATH = "", DISPLAY, WAYLAND_DISPLAY, XAUTHORITY } = process.env;
  const entries = Object.entries({ PATH, DISPLAY, WAYLAND_DISPLAY, XAUTHORITY });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
