import { defineConfig } from "@playwright/test";
import { resolve } from "node:path";
import { BUILT_THREADS_VARIABLE } from "#main/threads/thread.ts";
import { BROWSER_FLAGS, findBrowser } from "./test/support/browser.ts";

// The desks run from source; these tests need the build in any case.
process.env[BUILT_THREADS_VARIABLE] ??= resolve(import.meta.dirname, "out/main");

const browser = await findBrowser();

export default defineConfig({
  testDir: "test/e2e",
  globalSetup: "test/support/in-memory.ts",
  outputDir: "test-results",
  // Each worker has a desk and a browser of its own; more than two would only wait for each other.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 120_000,
  // Generous: a slow machine is no failure, and what passes does not wait.
  expect: { timeout: 20_000 },
  use: {
    browserName: "chromium",
    // A worker's tests share one page, which Playwright empties between them: cookies, storage, cache, routes, windows, clock.
    reuseContext: true,
    launchOptions: {
      executablePath: browser.executablePath,
      args: [...BROWSER_FLAGS],
      env: { ...process.env, ...browser.env },
    },
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Europe/Rome",
    colorScheme: "light",
    screenshot: "only-on-failure",
  },
});
