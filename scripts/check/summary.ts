import type { Tally } from "../../test/support/tally.ts";

/** How one stage went. */
export type StageResult = { readonly name: string; readonly durationMs: number; readonly tally: Tally };

export type Summary = {
  /** What a person should read before the last line. */
  readonly lines: readonly string[];
  /** `N passed, N failed, N skipped` */
  readonly lastLine: string;
  readonly ok: boolean;
};

/**
 * What a test run counts for.
 * @param tally null where the run ended without leaving one
 */
export function settleTests(name: string, tally: Tally | null, exitCode: number | null): Tally {
  if (tally === null)
    return { passed: 0, failed: [`${name}: ended before its tests did (exit status ${exitCode})`], skipped: [] };
  // A skip must say why; without a reason nobody will ever know when to take it back.
  const silent = tally.skipped
    .filter(({ reason }) => reason === "")
    .map((test) => `${test.name}: skipped without a reason`);
  const failed = [...tally.failed, ...silent];
  const isUnexplained = exitCode !== 0 && failed.length === 0;
  return {
    passed: tally.passed,
    failed: isUnexplained ? [`${name}: exit status ${exitCode} though no test failed`] : failed,
    skipped: tally.skipped.filter(({ reason }) => reason !== ""),
  };
}

/** What a tool counts for: one test. */
export function settleTool(name: string, exitCode: number | null): Tally {
  return exitCode === 0 ? { passed: 1, failed: [], skipped: [] } : { passed: 0, failed: [name], skipped: [] };
}

/** The same where nothing may be left out: what was skipped has failed, and says what it lacked. */
export function skipsAsFailures({ tally, ...rest }: StageResult): StageResult {
  const skipped = tally.skipped.map(({ name, reason }) => `${name}: was skipped (${reason})`);
  return { ...rest, tally: { passed: tally.passed, failed: [...tally.failed, ...skipped], skipped: [] } };
}

export function summaryOf(results: readonly StageResult[]): Summary {
  const tallies = results.map(({ tally }) => tally);
  const skipped = tallies.flatMap((tally) => tally.skipped);
  const failed = tallies.flatMap((tally) => tally.failed);
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const nameWidth = Math.max(...results.map(({ name }) => name.length));
  return {
    lines: [
      ...results.map((result) => stageLine(result, nameWidth)),
      ...skipped.map(({ name, reason }) => `skipped: ${name}: ${reason}`),
      ...failed.map((name) => `failed: ${name}`),
    ],
    lastLine: `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
    ok: failed.length === 0,
  };
}

function stageLine({ name, durationMs, tally }: StageResult, nameWidth: number): string {
  const seconds = `${(durationMs / 1000).toFixed(1)} s`.padStart(8);
  return `${name.padEnd(nameWidth)} ${seconds}  ${tally.passed} passed, ${tally.failed.length} failed`;
}
