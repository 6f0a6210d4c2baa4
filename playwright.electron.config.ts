import { defineConfig } from "@playwright/test";
import browserTests from "./playwright.config.ts";
import { LEFT_OUT_FILES, LEFT_OUT_TAGS } from "./test/e2e/support/left-out-of-the-window.ts";

process.env["PIPEDESK_E2E_IN"] = "electron";

/** The browser tests once more, in the built app's window in a real Electron. */
export default defineConfig({
  testDir: "test/e2e",
  testIgnore: LEFT_OUT_FILES.map((file) => `**/${file}`),
  grepInvert: new RegExp(LEFT_OUT_TAGS.join("|"), "u"),
  globalSetup: ["test/support/in-memory.ts", "test/desktop/launcher/window-program.ts"],
  outputDir: "test-results/window",
  // Each worker has an app and a screen of its own.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 120_000,
  expect: { ...browserTests.expect },
  use: { locale: "en-GB" },
});
