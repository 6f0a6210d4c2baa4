import { expect, test } from "vitest";
import { MAX_RECEIVER_PAUSE_MS, MAX_REQUESTS_PER_SECOND } from "#main/automation/webhooks/limits.ts";
import { createReceiverPace } from "#main/automation/webhooks/receiver-pace.ts";

const NOW = 1_000_000;
const SHOP = "https://shop.example";

test("[F5] so many requests within a second, of each receiver its own", () => {
  const pace = createReceiverPace();
  for (let count = 0; count < MAX_REQUESTS_PER_SECOND; count += 1) {
    expect(pace.freeAt(SHOP, NOW + count)).toBe(0);
    pace.began(SHOP, NOW + count);
  }
  expect([pace.freeAt(SHOP, NOW + 500), pace.freeAt("https://other.example", NOW + 500)]).toEqual([NOW + 1_000, 0]);
  expect(pace.freeAt(SHOP, NOW + 1_000)).toBe(0);
  pace.began(SHOP, NOW + 1_000);
  expect(pace.freeAt(SHOP, NOW + 1_000)).toBe(NOW + 1_001);
});

test("[F5] failures in a row slow a receiver down; one that works is called as before", () => {
  const pace = createReceiverPace();
  const pauses = Array.from({ length: 9 }, () => {
    pace.failed(SHOP, NOW, 0);
    return Math.max(pace.freeAt(SHOP, NOW) - NOW, 0);
  });
  expect(pauses).toEqual([0, 0, 2_000, 5_000, 15_000, 30_000, 60_000, 60_000, 60_000]);
  pace.worked(SHOP);
  expect(pace.freeAt(SHOP, NOW)).toBe(0);
});

test("[F5] a receiver that asks to be left alone is, for all that waits, but not for ever", () => {
  const pace = createReceiverPace();
  pace.failed(SHOP, NOW, 30_000);
  expect(pace.freeAt(SHOP, NOW)).toBe(NOW + 30_000);
  pace.failed(SHOP, NOW, 86_400_000);
  expect(pace.freeAt(SHOP, NOW)).toBe(NOW + MAX_RECEIVER_PAUSE_MS);
  pace.forget();
  expect(pace.freeAt(SHOP, NOW)).toBe(0);
});

test("a clock that was set back keeps nobody waiting", () => {
  const pace = createReceiverPace();
  for (let count = 0; count < MAX_REQUESTS_PER_SECOND; count += 1) pace.began(SHOP, NOW);
  for (let count = 0; count < 4; count += 1) pace.failed(SHOP, NOW, 0);
  expect(pace.freeAt(SHOP, NOW - 86_400_000)).toBe(0);
});
