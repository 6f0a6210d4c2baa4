import { defineConfig } from "@playwright/test";

/** Tests of the built app in a real Electron. */
export default defineConfig({
  testDir: "test/desktop",
  // That one starts an app which somebody has packed before, and none of the others.
  ...(process.env["PIPEDESK_PACKED"] ? { testMatch: "installed.spec.ts" } : { testIgnore: "installed.spec.ts" }),
  outputDir: "test-results/desktop",
  workers: 1,
  retries: 0,
  timeout: 120_000,
  // Generous: a slow machine is no failure, and what passes does not wait.
  expect: { timeout: 20_000 },
});
