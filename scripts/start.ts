/**
 * `npm start`: the desk in its own window where Electron is or can be had, else the same desk in the browser. Builds the interface first where
 * that is missing or out of date. Arguments go on to the host: `npm start -- --demo --data DIR --port N --no-open`; `--browser` leaves Electron be.
 */
import { join } from "node:path";
import { createTranslate } from "#shared/i18n/index.ts";
import { BUILT_THREADS_VARIABLE } from "#main/threads/thread.ts";
import { languageOf } from "#main/hosts/cli/run-cli.ts";
import { findElectron, windowObstacle } from "./start/electron-binary.ts";
import { fetchElectron } from "./start/fetch-electron.ts";
import { isBuildFresh } from "./start/freshness.ts";
import { exitCodeOf, run, type Ending } from "./start/run.ts";

/** A download that gives nothing for so long won't come: the person waits. */
const STALL_TIMEOUT_MS = 60_000;
const POLL_INTERVAL_MS = 500;

const { env, platform, execPath } = process;
const root = join(import.meta.dirname, "..");
const electronPackage = join(root, "node_modules", "electron");
const t = createTranslate(languageOf(env));
const wantsBrowser = process.argv.includes("--browser");
const args = process.argv.slice(2).filter((arg) => arg !== "--browser");
// All talk goes to stderr: stdout belongs to what the host prints.
const say = (text: string) => void process.stderr.write(text);

process.exitCode = await start();

async function start(): Promise<number> {
  if (!(await build())) {
    say(`${t("start.buildFailed")}\n`);
    return 1;
  }
  // Options that mean something to the browser's host only.
  const asksForServer = args.some((arg) => /^--(?:port|token|no-open|json)\b/u.test(arg));
  if (!wantsBrowser && !asksForServer) {
    const obstacle = await startInWindow();
    if (typeof obstacle === "number") return obstacle;
    const opensBrowser =
      platform === "darwin" || platform === "win32" || Boolean(env["DISPLAY"] || env["WAYLAND_DISPLAY"]);
    say(`${t(opensBrowser ? "start.browser" : "start.served", { reason: obstacle })}\n`);
  }
  // The build that was just made or found fresh.
  env[BUILT_THREADS_VARIABLE] ??= join(root, "out", "main");
  return exitCodeOf(await run(execPath, [join(root, "src/main/hosts/cli/main.ts"), "serve", ...args]));
}

async function build(): Promise<boolean> {
  if (await isBuildFresh(root)) return true;
  say(`${t("start.building")}\n`);
  const builder = join(root, "node_modules", "electron-vite", "bin", "electron-vite.js");
  return (await run(execPath, [builder, "build"], ["ignore", 2, 2])).code === 0;
}

/** The exit code where the window was there, else why it couldn't be. */
async function startInWindow(): Promise<number | string> {
  const obstacle = windowObstacle(platform, env, process.getuid?.());
  if (obstacle !== null) return t(obstacle);
  if (findElectron(electronPackage, env) === null) {
    const failure = await fetchWithProgress();
    if (failure !== null) return t("start.noDownload", { why: failure });
  }
  const electron = findElectron(electronPackage, env);
  if (electron === null) return t("start.noDownload", { why: electronPackage });
  const ending = await run(electron, [root, ...args]);
  return crashed(ending) ? t("start.crashed") : exitCodeOf(ending);
}

/** Chromium kills itself where the system denies it its sandbox or its libraries; our own program ends with 0 or 1. */
function crashed({ code, signal }: Ending): boolean {
  return code === null ? !["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"].includes(String(signal)) : code > 1;
}

/** Null where Electron has come, else what prevented it. */
async function fetchWithProgress(): Promise<string | null> {
  const isTerminal = process.stderr.isTTY;
  say(isTerminal ? "" : `${t("start.fetching")}\n`);
  const outcome = await fetchElectron({
    installer: join(electronPackage, "install.js"),
    stallTimeoutMs: STALL_TIMEOUT_MS,
    pollIntervalMs: POLL_INTERVAL_MS,
    nowMs: () => performance.now(),
    onProgress: (bytes) => {
      const megabytes = Math.floor(bytes / 1_000_000);
      if (isTerminal) say(`\r${t("start.fetching")}: ${t("start.fetched", { megabytes })}\u001B[K`);
    },
  });
  if (isTerminal) say("\r\u001B[K");
  switch (outcome.kind) {
    case "fetched":
      return null;
    case "stalled":
      return t("start.stalled", { seconds: STALL_TIMEOUT_MS / 1000 });
    case "failed":
      return outcome.why;
  }
}
