import { expect, test } from "vitest";
import { isFoundBy, rankOf } from "#renderer/components/word-match.ts";

test("what is typed finds by the beginnings of words, in any order, whatever the accents", () => {
  const assign = { label: "Assign to Ada Lovelace", keywords: ["owner"] };
  const found = ["assign", "ass ada", "lovelace owner", "ADA", ""].map((query) => isFoundBy(query, assign));
  const missed = ["ssign", "ada bob", "adam"].map((query) => isFoundBy(query, assign));
  expect([found, missed]).toEqual([
    [true, true, true, true, true],
    [false, false, false],
  ]);
  expect(isFoundBy("priorita", { label: "Priorità alta" })).toBe(true);
  expect(isFoundBy("#12", { label: "#12 Where is my parcel?" })).toBe(true);
});

test("what begins with the words comes first", () => {
  expect([
    rankOf("clo", { label: "Close ticket" }),
    rankOf("clo", { label: "Move to Closed" }),
    rankOf("mo clo", { label: "Move to Closed" }),
  ]).toEqual([0, 1, 2]);
});
