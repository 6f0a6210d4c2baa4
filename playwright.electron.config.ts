import { defineConfig } from "@playwright/test";
import browserTests from "./playwright.config.ts";

process.env["PIPEDESK_E2E_IN"] = "electron";

/** The browser tests once more, in the built app's window in a real Electron. */
export default defineConfig({
  testDir: browserTests.testDir,
  globalSetup: ["test/support/in-memory.ts", "test/desktop/launcher/window-program.ts"],
  outputDir: "test-results/window",
  // Each worker has an app and a screen of its own.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 120_000,
  expect: browserTests.expect,
  use: { locale: "en-GB" },
});
