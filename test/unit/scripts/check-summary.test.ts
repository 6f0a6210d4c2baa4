import { describe, expect, test } from "vitest";
import { settleTests, settleTool, skipsAsFailures, summaryOf } from "../../../scripts/check/summary.ts";

const clean = { passed: 3, failed: [], skipped: [] };

describe("what a test run counts for", () => {
  test("its tally, where it ended well", () => {
    expect(settleTests("unit tests", clean, 0)).toEqual(clean);
  });

  test("one failure, where it left no tally", () => {
    expect(settleTests("unit tests", null, null)).toEqual({
      passed: 0,
      failed: ["unit tests: ended before its tests did (exit status null)"],
      skipped: [],
    });
  });

  test("one failure more, where it failed though each test passed", () => {
    expect(settleTests("unit tests", clean, 1)).toEqual({
      passed: 3,
      failed: ["unit tests: exit status 1 though no test failed"],
      skipped: [],
    });
  });

  test("a skipped test is skipped only if it says why", () => {
    const skipped = [
      { name: "a", reason: "no IPv6 here" },
      { name: "b", reason: "" },
    ];
    expect(settleTests("unit tests", { passed: 1, failed: [], skipped }, 0)).toEqual({
      passed: 1,
      failed: ["b: skipped without a reason"],
      skipped: [{ name: "a", reason: "no IPv6 here" }],
    });
  });
});

test("a tool counts for one test", () => {
  expect([settleTool("lint", 0), settleTool("lint", 1), settleTool("lint", null)]).toEqual([
    { passed: 1, failed: [], skipped: [] },
    { passed: 0, failed: ["lint"], skipped: [] },
    { passed: 0, failed: ["lint"], skipped: [] },
  ]);
});

describe("the last line sums all stages", () => {
  const lint = { name: "lint", durationMs: 1234, tally: settleTool("lint", 0) };

  test("when all is well", () => {
    expect(summaryOf([lint, { name: "unit tests", durationMs: 60_000, tally: clean }])).toEqual({
      lines: ["lint          1.2 s  1 passed, 0 failed", "unit tests   60.0 s  3 passed, 0 failed"],
      lastLine: "4 passed, 0 failed, 0 skipped",
      ok: true,
    });
  });

  test("and names what failed and why what was skipped", () => {
    const tally = {
      passed: 2,
      failed: ["x.test.ts › [C1] a"],
      skipped: [{ name: "y.test.ts › b", reason: "no IPv6 here" }],
    };
    expect(summaryOf([lint, { name: "unit tests", durationMs: 0, tally }])).toEqual({
      lines: [
        "lint          1.2 s  1 passed, 0 failed",
        "unit tests    0.0 s  2 passed, 1 failed",
        "skipped: y.test.ts › b: no IPv6 here",
        "failed: x.test.ts › [C1] a",
      ],
      lastLine: "3 passed, 1 failed, 1 skipped",
      ok: false,
    });
  });
});

test("where nothing may be left out, what was skipped has failed", () => {
  const tally = { passed: 2, failed: ["a"], skipped: [{ name: "b", reason: "there is no Xvfb" }] };
  const result = skipsAsFailures({ name: "desktop tests", durationMs: 1000, tally });
  expect(result).toEqual({
    name: "desktop tests",
    durationMs: 1000,
    tally: { passed: 2, failed: ["a", "b: was skipped (there is no Xvfb)"], skipped: [] },
  });
  expect(summaryOf([result])).toMatchObject({ lastLine: "2 passed, 2 failed, 0 skipped", ok: false });
});
