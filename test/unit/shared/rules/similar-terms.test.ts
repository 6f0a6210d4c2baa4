import { expect, test } from "vitest";
import { rarest, wordsThatTell } from "#shared/rules/similar-terms.ts";

const fold = (text: string) => text.toLowerCase();

test("short words, and repeated ones, tell nothing; numbers of three figures do", () => {
  expect(wordsThatTell("The XJ5 of 99", "the printer, the PRINTER 500", fold)).toEqual(["xj5", "printer", "500"]);
});

test("a word that nothing else has, or everything, is left out; the rarest comes first", () => {
  expect(rarest(["alone", "rare", "common", "everywhere"], [1, 2, 50, 100], 100).map(({ word }) => word)).toEqual([
    "rare",
    "common",
  ]);
});
