import { expect, test } from "vitest";
import { causeOf } from "#shared/automation/failure-cause.ts";

const SAME = [
  ["No answer from https://example.com/hook?ticket=1", "No answer from https://example.com/hook?ticket=2"],
  ["Mail to anna@example.com was refused", "Mail to bob.b@other.example was refused"],
  ["The ticket t_01970aa1b2c3d4e5f6a7b8c9 is not there.", "The ticket t_01970bb1b2c3d4e5f6a7b8c9 is not there."],
  ["request 3f2504e0-4f89-11d3-9a0c-0305e82c3301 failed", "request 7c9e6679-7425-40de-944b-e07fc1f90ae7 failed"],
  ["Ticket #12 is closed", "Ticket #4711 is closed"],
  ["took 532 ms", "took 1204 ms"],
  [
    "write CONNECTION_CLOSED 1f462de30803897f4c87cfe341e93970.pool.example:5432",
    "write CONNECTION_CLOSED 72dda076f3f3d4f9cbf7f6a9c8590f42.pool.example:5432",
  ],
  ["not before 2026-11-30T01:09:27Z", "not before 2026-12-01T23:00:00Z"],
  ["order 100045 is unknown", "order 99876 is unknown"],
] as const;

test.each(SAME)("[F9] failures of one cause are one, whatever of one ticket they name: %s", (one, other) => {
  expect(causeOf(one)).toBe(causeOf(other));
});

const OTHER = [
  ["answered 404", "answered 500"],
  ["The status “Won” is gone", "The status “Lost” is gone"],
  ["port 25 is closed", "port 587 is closed"],
  ["needs an owner", "needs a priority"],
  ['table "orders_2" does not exist', 'table "orders_3" does not exist'],
] as const;

test.each(OTHER)("[F9] what tells causes apart is kept: %s", (one, other) => {
  expect(causeOf(one)).not.toBe(causeOf(other));
});

test("[F9] a message of a megabyte, or made to be slow, is looked at in no time", () => {
  const hostile = ["a".repeat(1_000_000), `${"1".repeat(500_000)}@${"x".repeat(500_000)}`, "0-".repeat(500_000)];
  const before = performance.now();
  const lengths = hostile.map((text) => causeOf(text).length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(200);
  expect(performance.now() - before).toBeLessThan(2_000);
});
