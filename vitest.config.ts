import { defineConfig } from "vitest/config";

/** Modules of the product are replaced in these: each file needs its own. */
const REPLACING = "test/integration/faults/**/*.test.ts";

/** Desks of these lie on PostgreSQL once more: commands, mail, search, and runs that wait. Any other does where PIPEDESK_TEST_DATABASE=postgres is set. */
const ON_POSTGRES = ["desk/moves", "desk/email-status", "desk/search", "automation/waits"].map(
  (name) => `test/integration/${name}.test.ts`,
);

// Tests that need a browser (test/e2e) run under Playwright, never here.
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A worker is a process: RxDB counts its open collections per process, and node:sqlite files are closed with it.
    pool: "forks",
    // All processors. The default leaves one free, which on two is half of the time.
    maxWorkers: "100%",
    globalSetup: [
      "test/support/compile-cache.ts",
      "test/support/in-memory.ts",
      "test/support/build-programs.ts",
      "test/support/postgres/global.ts",
    ],
    // A test that asserts nothing can't fail.
    expect: { requireAssertions: true },
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/{unit,integration,conformance,simulation}/**/*.test.{ts,tsx}"],
          exclude: [REPLACING],
          setupFiles: ["test/support/leak-check.ts"],
          // Files of one worker share the modules that they load, which takes half of the time of a short one. What a file opens it closes: the set-up looks.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "postgres",
          include: ON_POSTGRES,
          setupFiles: ["test/support/leak-check.ts"],
          isolate: false,
          env: { PIPEDESK_TEST_DATABASE: "postgres" },
        },
      },
      {
        extends: true,
        test: { name: "replacing", include: [REPLACING], setupFiles: ["test/support/leak-check.ts"], isolate: true },
      },
    ],
  },
});
