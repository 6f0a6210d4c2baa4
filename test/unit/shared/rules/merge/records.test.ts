import fc from "fast-check";
import { expect, test } from "vitest";
import type { Stamps } from "#shared/model/stamps.ts";
import { mergeDocuments, touch } from "#shared/rules/merge/merge-documents.ts";
import { stamp } from "./replicas.ts";

type Values = Record<string, string | string[]>;
type Sample = { readonly id: string; readonly values?: Values; readonly stamps: Stamps };
const merge = (a: Sample, b: Sample) => mergeDocuments(a, b, { sets: [] });
const set = (sample: Sample, change: Values, epochMs: number, device: string, without: readonly string[] = []) => {
  const after = Object.entries({ ...sample.values, ...change }).filter(([name]) => !without.includes(name));
  return touch<Sample>(sample, { values: Object.fromEntries(after) }, stamp(epochMs, device), []);
};
const START: Sample = { id: "t", values: { product: "boots", colours: ["red"] }, stamps: {} };

test("[H3] two devices set different values of one ticket: both stay", () => {
  const [a, b] = [set(START, { product: "shoes" }, 1, "a"), set(START, { order: "A12" }, 2, "b")];
  expect(merge(a, b)).toEqual({
    id: "t",
    values: { product: "shoes", colours: ["red"], order: "A12" },
    stamps: { product: stamp(1, "a"), order: stamp(2, "b") },
  });
  expect(merge(b, a)).toEqual(merge(a, b));
});

test("[H3] of one value the later change wins, also an emptying", () => {
  const [a, b] = [set(START, { product: "shoes" }, 1, "a"), set(START, {}, 2, "b", ["product"])];
  expect([merge(a, b).values, merge(b, a).values]).toEqual([{ colours: ["red"] }, { colours: ["red"] }]);
});

test("[H3] several choices merge by element", () => {
  const [a, b] = [set(START, { colours: ["red", "blue"] }, 1, "a"), set(START, { colours: ["green"] }, 2, "b")];
  expect(merge(a, b).values?.["colours"]).toEqual(["blue", "green"]);
  expect(merge(b, a)).toEqual(merge(a, b));
});

test("[H3] however devices change values and in whatever order they meet, all end alike", () => {
  const edit = fc.record({
    device: fc.nat(2),
    values: fc.record(
      { p: fc.constantFrom("x", "y"), q: fc.constantFrom("x", "y"), m: fc.subarray(["u", "v", "w"], { minLength: 1 }) },
      { requiredKeys: [] },
    ),
    without: fc.subarray(["p", "q", "m"]),
    seen: fc.option(fc.nat(2), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      const copies: [Sample, Sample, Sample] = [
        { id: "t", stamps: {} },
        { id: "t", stamps: {} },
        { id: "t", stamps: {} },
      ];
      edits.forEach(({ device, values, without, seen }, index) => {
        const at = device as 0 | 1 | 2;
        if (seen !== undefined) copies[at] = merge(copies[at], copies[seen as 0 | 1 | 2]);
        copies[at] = set(copies[at], values, index + 1, "abc"[device] ?? "a", without);
      });
      const [a, b, c] = copies;
      const all = merge(merge(a, b), c);
      expect(merge(c, merge(b, a))).toEqual(all);
      expect(merge(merge(a, c), b)).toEqual(all);
      expect(merge(all, all)).toEqual(all);
      expect(merge(all, a)).toEqual(all);
    }),
  );
});
