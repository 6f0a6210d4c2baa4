import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** Set to the file in which a test run leaves its tally; unset, it leaves none. */
export const TALLY_FILE_VARIABLE = "PIPEDESK_TALLY";

/** How a run of tests went, the same for every test runner. */
export type Tally = {
  readonly passed: number;
  /** Names of the tests that failed, and of what failed outside of a test, with the first words of why. */
  readonly failed: readonly string[];
  readonly skipped: readonly SkippedTest[];
};

/** A skipped test; `reason` is '' where none was given. */
export type SkippedTest = { readonly name: string; readonly reason: string };

const MAX_REASON_CHARS = 300;

/** Where only the end of a log is kept, this is all that is seen of a failure. */
export function withReason(name: string, messages: readonly (string | undefined)[]): string {
  const said = messages
    .map((message) =>
      stripVTControlCharacters(message ?? "")
        .replaceAll(/\s+/gu, " ")
        .trim(),
    )
    .filter((message) => message !== "")
    .join("; caused by: ");
  return said === "" ? name : `${name}: ${said.slice(0, MAX_REASON_CHARS)}`;
}

export function leaveTally(tally: Tally): void {
  const path = process.env[TALLY_FILE_VARIABLE];
  if (path === undefined) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(tally));
}
