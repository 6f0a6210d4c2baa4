import { defineConfig } from "vitest/config";

// Where the processor has protection keys, V8 can lose track of its code pages while threads come and go, and then ends the process: "Check
// failed: jit_page.has_value()". Older versions of Node don't know the switch.
const hasProtectionKeys =
  process.platform === "linux" && process.arch === "x64" && Number.parseInt(process.versions.node, 10) >= 24;

// Tests that need a browser (test/e2e) run under Playwright, never here.
export default defineConfig({
  test: {
    include: ["test/{unit,integration,conformance,simulation}/**/*.test.{ts,tsx}"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A worker is a process: RxDB counts its open collections per process, and node:sqlite files are closed with it.
    pool: "forks",
    execArgv: hasProtectionKeys ? ["--no-memory-protection-keys"] : [],
    setupFiles: ["test/support/leak-check.ts"],
    // A test that asserts nothing can't fail.
    expect: { requireAssertions: true },
  },
});
