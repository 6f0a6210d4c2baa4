import { defineConfig } from "@playwright/test";

/** Tests of the built app in a real Electron. */
export default defineConfig({
  testDir: "test/desktop",
  outputDir: "test-results/desktop",
  workers: 1,
  retries: 0,
  timeout: 120_000,
  // Generous: a slow machine is no failure, and what passes does not wait.
  expect: { timeout: 20_000 },
});
