import { expect, test } from "vitest";
import { createWallClockTimers } from "#main/automation/time/wall-clock-timers.ts";
import { createVirtualTime } from "../../../../support/mail/virtual-time.ts";

/** Timers that count time that was lived through, and a clock on the wall that somebody sets. */
function machine() {
  const steady = createVirtualTime(0);
  let setByMs = 0;
  const clock = { nowEpochMs: () => steady.clock.nowEpochMs() + setByMs };
  const ended: number[] = [];
  const timers = createWallClockTimers(steady.timers, clock);
  return {
    steady,
    ended,
    set: (byMs: number) => void (setByMs += byMs),
    after: (delayMs: number) => timers.after(delayMs, () => ended.push(steady.clock.nowEpochMs())),
  };
}

test("[F7] a timer ends at its time", async () => {
  const { steady, ended, after } = machine();
  after(2_500);
  after(0);
  after(-5);
  await steady.advance(2_499);
  expect(ended).toEqual([0, 0]);
  await steady.advance(1);
  expect(ended).toEqual([0, 0, 2_500]);
  expect(steady.waiting).toBe(0);
});

test("[F7] where the clock is set forward, or the machine slept, it ends within a second", async () => {
  const { steady, ended, after, set } = machine();
  after(60 * 60_000);
  await steady.advance(10_300);
  set(3 * 60 * 60_000);
  await steady.advance(5_000);
  expect(ended).toEqual([11_000]);
});

test("[F7] where the clock is set forward by less, it ends by the clock", async () => {
  const { steady, ended, after, set } = machine();
  after(10_000);
  await steady.advance(500);
  set(4_000);
  await steady.advance(60_000);
  expect(ended).toEqual([6_000]);
});

test("[F7] where the clock is set back it ends after the delay: whoever waits for a time looks again", async () => {
  const { steady, ended, after, set } = machine();
  after(10_000);
  await steady.advance(500);
  set(-60_000);
  await steady.advance(60_000);
  expect(ended).toEqual([10_000]);
});

test("a timer that is taken back never ends, however far it has come", async () => {
  const { steady, ended, after } = machine();
  const cancel = after(10_000);
  await steady.advance(5_500);
  cancel();
  await steady.advance(60_000);
  expect([ended, steady.waiting]).toEqual([[], 0]);
});

test("no delay is too long: forty days, which Node's own timers would cut to none", async () => {
  const { steady, ended, after, set } = machine();
  after(40 * 86_400_000);
  await steady.advance(1_500);
  set(40 * 86_400_000);
  await steady.advance(1_000);
  expect(ended).toEqual([2_000]);
});
