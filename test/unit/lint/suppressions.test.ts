import { expect, test } from "vitest";
import { findSuppressions } from "../../../build/lint/suppressions.ts";

// Put together here, so that the check does not find this file.
const words = [
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

test.each(words)("finds a comment with %s and its line", (word) => {
  expect(findSuppressions(`const a = 1;\n// ${word} next\nconst b = 2;\n`)).toEqual([{ line: 2, word }]);
});

test("leaves ordinary comments alone", () => {
  expect(findSuppressions("// ignored by the linter on purpose\nconst disable = 1;\n")).toEqual([]);
});
