import fc from "fast-check";
import { expect, test } from "vitest";
import { isSame } from "#shared/automation/merge-drafts/three.ts";
import { canonicalJson } from "#shared/model/canonical-json.ts";

test("two parts are the same where their JSON is, whatever the order of their entries", () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(value, value, (one, other) => {
      expect(isSame(one, other)).toBe(canonicalJson(one) === canonicalJson(other));
      expect(isSame(one, structuredClone(one))).toBe(true);
    }),
  );
});

test("what is undefined is not there, and what shares its place with another thing is no list", () => {
  expect([
    isSame({ a: 1, b: undefined }, { a: 1 }),
    isSame({ b: 2, a: 1 }, { a: 1, b: 2 }),
    isSame(null, undefined),
    isSame({ a: null }, {}),
    isSame([], {}),
    isSame({ a: [1, 2] }, { a: [2, 1] }),
  ]).toEqual([true, true, true, false, false, false]);
});
