import { defineConfig } from "vitest/config";

// Tests that need a browser (test/e2e) run under Playwright, never here.
export default defineConfig({
  test: {
    include: ["test/{unit,integration,conformance,simulation}/**/*.test.{ts,tsx}"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A worker is a process: RxDB counts its open collections per process, and node:sqlite files are closed with it.
    pool: "forks",
    globalSetup: ["test/support/build-threads.ts"],
    setupFiles: ["test/support/leak-check.ts"],
    // A test that asserts nothing can't fail.
    expect: { requireAssertions: true },
  },
});
