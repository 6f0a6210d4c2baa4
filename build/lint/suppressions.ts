/**
 * Comments that silence a tool. Not a lint rule: the first of them would silence the rule itself.
 * Each is written in two halves, so that this file does not find itself.
 */
const SUPPRESSIONS = [
  ["eslint", "-disable"],
  ["oxlint", "-disable"],
  ["biome", "-ignore"],
  ["prettier", "-ignore"],
  ["oxfmt", "-ignore"],
  ["@ts", "-ignore"],
  ["@ts", "-expect-error"],
  ["@ts", "-nocheck"],
  ["v8", " ignore"],
  ["istanbul", " ignore"],
].map((halves) => halves.join(""));

/** A suppression and where it stands; lines count from 1. */
export type Suppression = { readonly line: number; readonly word: string };

/** Finds every comment that silences the compiler, the linter, the formatter or the coverage. */
export function findSuppressions(source: string): Suppression[] {
  return source
    .split("\n")
    .flatMap((text, index) =>
      SUPPRESSIONS.filter((word) => text.includes(word)).map((word) => ({ line: index + 1, word })),
    );
}
