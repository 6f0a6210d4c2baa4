import { resolve } from "node:path";

/** One step of the check. */
export type Stage = {
  readonly name: string;
  /** A tool counts as one test; a test run brings a tally of its tests. */
  readonly kind: "tool" | "tests";
  /** A script for Node, and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** Past this it hangs and is ended. */
  readonly timeoutMs: number;
  /** The stage without which this one can't run. */
  readonly needs?: string;
};

const root = resolve(import.meta.dirname, "../..");
const tool = (path: string) => resolve(root, "node_modules", path);

// Limits are for what hangs: a machine that is busy with other work takes several times as long as it says in the scripts.
const MINUTE_MS = 60_000;

const FORMAT: Stage = {
  name: "format",
  kind: "tool",
  command: [tool("oxfmt/bin/oxfmt"), "--check"],
  timeoutMs: 5 * MINUTE_MS,
};
const LINT: Stage = {
  name: "lint",
  kind: "tool",
  command: [tool("oxlint/bin/oxlint"), "--format=unix"],
  timeoutMs: 5 * MINUTE_MS,
};
const SUPPRESSIONS: Stage = {
  name: "suppressions",
  kind: "tool",
  command: [resolve(root, "scripts/check/suppressions.ts")],
  timeoutMs: 5 * MINUTE_MS,
};
const TYPES: Stage = {
  name: "types",
  kind: "tool",
  command: [
    tool("typescript/bin/tsc"),
    "-p",
    resolve(root, "tsconfig.json"),
    // The second check of a day takes a tenth of the first.
    "--incremental",
    "--tsBuildInfoFile",
    resolve(root, "node_modules/.cache/types.tsbuildinfo"),
  ],
  timeoutMs: 5 * MINUTE_MS,
};
const BUILD: Stage = {
  name: "build",
  kind: "tool",
  command: [tool("electron-vite/bin/electron-vite.js"), "build"],
  timeoutMs: 5 * MINUTE_MS,
};

const vitest = (name: string, paths: readonly string[], timeoutMs: number): Stage => ({
  name,
  kind: "tests",
  command: [
    tool("vitest/vitest.mjs"),
    "run",
    "--allowOnly=false",
    "--reporter=default",
    `--reporter=${resolve(root, "test/support/vitest-tally.ts")}`,
    ...paths,
  ],
  timeoutMs,
});

const playwright = (name: string, config: string, timeoutMs: number, ...choice: string[]): Stage => ({
  name,
  kind: "tests",
  command: [
    tool("@playwright/test/cli.js"),
    "test",
    `--config=${resolve(root, config)}`,
    "--forbid-only",
    `--reporter=list,${resolve(root, "test/support/playwright-tally.ts")}`,
    ...choice,
  ],
  timeoutMs,
  needs: BUILD.name,
});

const BROWSER_TESTS = playwright("browser tests", "playwright.config.ts", 15 * MINUTE_MS);
// The built program in a real Electron; packing it, which takes longest, not each time.
const desktopTests = (...choice: string[]) =>
  playwright("desktop tests", "playwright.desktop.config.ts", 5 * MINUTE_MS, ...choice);
// The browser tests once more, in the app's window.
const WINDOW_TESTS = playwright("tests in the window", "playwright.electron.config.ts", 25 * MINUTE_MS);

/** What is run: groups one after the other, the stages of a group side by side. */
export type Plan = readonly (readonly Stage[])[];

const TOOLS = [FORMAT, LINT, SUPPRESSIONS, TYPES];

/** `npm run check`: under a minute, before each commit. */
export const FAST_PLAN: Plan = [TOOLS, [vitest("unit tests", ["test/unit/"], 10 * MINUTE_MS)]];

const UP_TO_THE_BROWSER: Plan = [TOOLS, [vitest("tests", [], 25 * MINUTE_MS)], [BUILD], [BROWSER_TESTS]];

/** `npm test`: everything that a person waits for: under twelve minutes on two cores. */
export const FULL_PLAN: Plan = [...UP_TO_THE_BROWSER, [desktopTests("--grep-invert=@packed")]];

/** `npm test -- --every-launcher`: the packed app, and all of the browser tests in the app's window too. Takes several minutes longer. */
export const EVERY_LAUNCHER_PLAN: Plan = [...UP_TO_THE_BROWSER, [desktopTests()], [WINDOW_TESTS]];
