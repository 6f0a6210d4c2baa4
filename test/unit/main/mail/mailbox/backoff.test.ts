import { expect, test } from "vitest";
import { pauseAfter } from "#main/mail/mailbox/backoff.ts";

test("pauses double from one second to five minutes, spread over half to one and a half of them", () => {
  const pauses = [1, 2, 3, 9, 10, 1000].map((failures) =>
    [0, 0.5, 1].map((random) => pauseAfter("dns", failures, random)),
  );
  expect(pauses).toEqual([
    [500, 1000, 1500],
    [1000, 2000, 3000],
    [2000, 4000, 6000],
    [128_000, 256_000, 300_000],
    [256_000, 300_000, 300_000],
    [300_000, 300_000, 300_000],
  ]);
});

test("what only a person can mend is tried every half hour, a crowded server at most once in half a minute", () => {
  const pauses = (["auth", "certificate-expired", "too-many-connections"] as const).map((code) =>
    pauseAfter(code, 1, 0),
  );
  expect(pauses).toEqual([1_800_000, 1_800_000, 30_000]);
});
