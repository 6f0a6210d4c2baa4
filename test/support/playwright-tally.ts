import { relative } from "node:path";
import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestError } from "@playwright/test/reporter";
import { leaveTally, withReason } from "./tally.ts";

/** Playwright's reporter for `npm test`: the same tally as Vitest's. */
export default class PlaywrightTally implements Reporter {
  #root: Suite | undefined;
  readonly #errors: string[] = [];

  onBegin(_config: FullConfig, root: Suite): void {
    this.#root = root;
  }

  onError(error: TestError): void {
    this.#errors.push(error.message ?? String(error.value));
  }

  onEnd(result: FullResult): void {
    const tests = this.#root?.allTests() ?? [];
    const outcomes = tests.map((test) => ({
      name: nameOf(test),
      outcome: test.outcome(),
      reason: reasonOf(test),
      error: test.results.flatMap(({ errors }) => errors)[0]?.message,
    }));
    leaveTally({
      passed: outcomes.filter(({ outcome }) => outcome === "expected").length,
      failed: [
        // A flaky test passed by luck.
        ...outcomes
          .filter(({ outcome }) => outcome === "unexpected" || outcome === "flaky")
          .map(({ name, error }) => withReason(name, [error])),
        ...this.#errors,
        ...(result.status === "timedout" ? ["the run took too long"] : []),
      ],
      skipped: outcomes.filter(({ outcome }) => outcome === "skipped").map(({ name, reason }) => ({ name, reason })),
    });
  }

  /** Leaves the terminal to the reporter beside it. */
  printsToStdio(): boolean {
    return false;
  }
}

function nameOf(test: TestCase): string {
  return `${relative(process.cwd(), test.location.file)} › ${test.titlePath().slice(3).join(" › ")}`;
}

function reasonOf(test: TestCase): string {
  const skip = test.annotations.find(({ type }) => type === "skip" || type === "fixme");
  return skip?.description ?? "";
}
