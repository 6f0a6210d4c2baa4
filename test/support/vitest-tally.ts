import { relative } from "node:path";
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from "vitest/node";
import { leaveTally, type SkippedTest, withReason } from "./tally.ts";

/** Vitest's reporter for `npm test`: Vitest's own JSON lacks the reasons of skipped tests. */
export default class VitestTally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const brokenOutsideOfTests = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .filter((part) => part.errors().length > 0);
    leaveTally({
      passed: tests.filter((test) => test.result().state === "passed").length,
      failed: [
        // A test that never ended is as bad as one that failed.
        ...tests
          .filter((test) => ["failed", "pending"].includes(test.result().state))
          .map((test) => withReason(nameOf(test), messagesOf(test.result().errors?.[0]))),
        ...brokenOutsideOfTests.map((part) => withReason(nameOf(part), messagesOf(part.errors()[0]))),
        ...unhandledErrors.map((error) => withReason("unhandled", messagesOf(error))),
      ],
      skipped: tests.flatMap((test) => skipOf(test)),
    });
  }
}

function messagesOf(error: SerializedError | undefined): (string | undefined)[] {
  return error ? [error.message, error.cause?.message] : [];
}

function skipOf(test: TestCase): SkippedTest[] {
  const result = test.result();
  return result.state === "skipped" ? [{ name: nameOf(test), reason: result.note ?? "" }] : [];
}

function nameOf(part: TestModule | TestSuite | TestCase): string {
  if (part.type === "module") return relative(process.cwd(), part.moduleId);
  return `${relative(process.cwd(), part.module.moduleId)} › ${part.fullName}`;
}
