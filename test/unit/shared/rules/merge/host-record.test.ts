import { expect, test } from "vitest";
import { mergeRuleOf } from "#main/store/collections.ts";
import { mergeCopies, type Copy } from "#shared/rules/merge/merge-copies.ts";

const EARLY = "0000018f000000000000-a";
const LATE = "0000019f000000000000-b";
type AnyCopy = Copy & Readonly<Record<string, unknown>>;
const record = (hostId: string, fence: number, atEpochMs: number, more: object = {}): AnyCopy => ({
  id: "host-record",
  stamps: {},
  kind: "host-record",
  hostId,
  fence,
  atEpochMs,
  ...more,
});

/** Among them: later ones with the smaller number, one with stamps that would win property by property, a deleted one, one of a newer program. */
const ALL = [
  record("server", 1, 100),
  record("anna", 2, 200),
  record("ben", 2, 200),
  record("ben", 2, 300),
  record("ben", 3, 100),
  record("zoe", 2, 900, { stamps: { hostId: LATE, fence: EARLY } }),
  record("ben", 3, 100, { _deleted: true }),
  record("ben", 3, 100, { more: "of a newer program" }),
];
const merge = (a: Copy, b: Copy) => mergeCopies(mergeRuleOf("setup"), a, b);

test("[H2] [H3] records of the host merge as a whole, the larger number first, in any order and however often", () => {
  for (const one of ALL) {
    expect(merge(one, one)).toBe(one);
    for (const other of ALL) {
      const both = merge(one, other);
      expect(ALL).toContain(both);
      expect(both).toBe(merge(other, one));
      expect(merge(both, one)).toBe(both);
      for (const third of ALL) expect(merge(both, third)).toBe(merge(one, merge(other, third)));
    }
  }
  expect(merge(record("zoe", 2, 900), record("anna", 3, 1))).toEqual(record("anna", 3, 1));
});

test("[H3] other documents of the setup merge by property, also with one that claims to be a record of the host", () => {
  const team = { id: "t", kind: "team", name: "A", stamps: { name: EARLY } };
  const renamed = { ...team, name: "B", stamps: { name: LATE } };
  expect(merge(team, renamed)).toEqual(renamed);
  const pretending = { ...record("anna", 9, 1), id: "t" };
  expect(merge(team, pretending)).toEqual(merge(pretending, team));
  expect(merge(team, pretending)).toMatchObject({ name: "A", hostId: "anna" });
});
