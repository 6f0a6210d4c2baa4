import fc from "fast-check";
import { expect, test } from "vitest";
import { isRefusal, rangeOf } from "#main/mail/mailbox/receive.ts";

test("UIDs in a row are one range", () => {
  expect([rangeOf([]), rangeOf([7]), rangeOf([1, 2, 3, 5, 8, 9])]).toEqual(["", "7", "1:3,5,8:9"]);
});

test("a range names the UIDs that it was made of, and no others", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 300 })), (uids) => {
      const sorted = uids.toSorted((a, b) => a - b);
      const named = rangeOf(sorted)
        .split(",")
        .filter((range) => range !== "")
        .flatMap((range) => {
          const [from = 0, to = from] = range.split(":").map(Number);
          return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
        });
      expect(named).toEqual(sorted);
    }),
  );
});

test("a refusal is an answer; being throttled or cut off is none", () => {
  const errors = [
    { responseStatus: "NO" },
    { responseStatus: "BAD" },
    { responseStatus: "NO", code: "ETHROTTLE" },
    { code: "ECONNRESET" },
    null,
    "NO",
  ];
  expect(errors.map(isRefusal)).toEqual([true, true, false, false, false, false]);
});
