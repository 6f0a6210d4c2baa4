import { describe, expect, test } from "vitest";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { DueItem } from "#main/automation/due-queue.ts";
import { createScheduler, type DueSource } from "#main/automation/scheduler.ts";
import { createVirtualTime } from "../../../support/mail/virtual-time.ts";
import { SILENT } from "../../../support/test-desk.ts";

const DAY_MS = 86_400_000;

/** A source whose items are a list, and a log of what was done when. */
function source(done: string[], now: () => number, times: Readonly<Record<string, number>>) {
  const items = new Map(Object.entries(times).map(([id, at]): [string, DueItem] => [id, { id, wakeAtEpochMs: at }]));
  const failing = new Map<string, unknown>();
  let listener: () => void = () => undefined;
  let opened = 0;
  const self: DueSource = {
    open: async () => void (opened += 1),
    earliest: () => Array.from(items.values()).toSorted((a, b) => a.wakeAtEpochMs - b.wakeAtEpochMs)[0] ?? null,
    async run({ id }) {
      done.push(`${id} ${now()}`);
      if (failing.has(id)) throw failing.get(id);
      items.delete(id);
    },
    postpone: (item, untilEpochMs) => void items.set(item.id, { ...item, wakeAtEpochMs: untilEpochMs }),
    onChange: (next) => void (listener = next),
    close: async () => void done.push("closed"),
  };
  return {
    self,
    failing,
    put(id: string, at: number) {
      items.set(id, { id, wakeAtEpochMs: at });
      listener();
    },
    get opened() {
      return opened;
    },
  };
}

function desk(...sources: Readonly<Record<string, number>>[]) {
  const time = createVirtualTime(0);
  let shiftMs = 0;
  const now = () => time.clock.nowEpochMs() + shiftMs;
  const done: string[] = [];
  const made = sources.map((times) => source(done, now, times));
  const scheduler = createScheduler(
    { clock: { nowEpochMs: now }, log: SILENT },
    made.map(({ self }) => self),
    time.timers,
  );
  return { time, done, made, scheduler, set: (byMs: number) => void (shiftMs += byMs) };
}

describe("[F7] what is due", () => {
  test("is done at its time, in the order of the times over all sources; of one time the first source first", async () => {
    const { time, done, scheduler } = desk({ a: 30, b: 10, c: 50 }, { x: 20, y: 30, z: 40 * DAY_MS });
    scheduler.start();
    await time.advance(100);
    expect(done).toEqual(["b 10", "x 20", "a 30", "y 30", "c 50"]);
    // Only one timer waits, however much there is.
    expect(time.waiting).toBe(1);
    await time.advance(40 * DAY_MS);
    expect(done.at(-1)).toBe(`z ${40 * DAY_MS}`);
    await scheduler.close();
  });

  test("that came due before the start is done then, in its order", async () => {
    const { time, done, scheduler } = desk({ late: -5 }, { later: -10, ahead: 5 });
    expect(done).toEqual([]);
    scheduler.start();
    await time.advance(0);
    expect(done).toEqual(["later 0", "late 0"]);
    await scheduler.close();
  });

  test("and comes in while the timer waits for something else is not late", async () => {
    const { time, done, made, scheduler } = desk({ a: 1_000 });
    scheduler.start();
    await time.advance(100);
    made[0]?.put("b", 200);
    made[0]?.put("a", 300);
    await time.advance(2_000);
    expect(done).toEqual(["b 200", "a 300"]);
    await scheduler.close();
  });

  test("is never done early: where the clock is set back, the timer looks and waits on", async () => {
    const { time, done, scheduler, set } = desk({ a: 1_000 });
    scheduler.start();
    await time.advance(500);
    set(-10_000);
    await time.advance(1_000);
    expect(done).toEqual([]);
    await time.advance(10_000);
    expect(done).toEqual(["a 1000"]);
    await scheduler.close();
  });

  test("is done at once where the clock was set forward or the machine slept, when it is woken", async () => {
    const { time, done, scheduler, set } = desk({ a: DAY_MS, b: 2 * DAY_MS });
    scheduler.start();
    await time.advance(500);
    set(DAY_MS);
    scheduler.wake();
    await time.advance(0);
    expect(done).toEqual([`a ${DAY_MS + 500}`]);
    await scheduler.close();
  });

  test("and fails is put off by itself; the rest goes on", async () => {
    const { time, done, made, scheduler } = desk({ bad: 10, good: 20 });
    made[0]?.failing.set("bad", new TypeError("Nobody thought of this."));
    scheduler.start();
    await time.advance(100);
    expect(done).toEqual(["bad 10", "good 20"]);
    made[0]?.failing.clear();
    await time.advance(30_000);
    expect(done.slice(2)).toEqual(["bad 30010"]);
    await scheduler.close();
  });

  test("waits altogether while the store is in trouble, and keeps its order", async () => {
    const { time, done, made, scheduler } = desk({ a: 10, b: 20 });
    made[0]?.failing.set("a", new PipedeskError("PD_STORE_DISK_FULL", "The disk is full."));
    scheduler.start();
    await time.advance(1_000);
    expect(done).toEqual(["a 10"]);
    made[0]?.failing.clear();
    await time.advance(30_000);
    expect(done).toEqual(["a 10", "a 30010", "b 30010"]);
    await scheduler.close();
  });

  test("is not begun any more after the end, and every source is closed", async () => {
    const { time, done, made, scheduler } = desk({ a: 10 }, { b: 20 });
    scheduler.start();
    await time.advance(15);
    await scheduler.close();
    made[1]?.put("c", 16);
    scheduler.wake();
    await time.advance(1_000);
    expect([done, time.waiting]).toEqual([["a 10", "closed", "closed"], 0]);
  });

  test("a source that something is wrong with as it opens, or as it is asked, holds up none of the others", async () => {
    const { time, done, made, scheduler } = desk({ a: 10 }, { b: 20 }, { c: 30 });
    const [first, second] = made.map(({ self }) => self);
    if (!first || !second) throw new Error("There are three.");
    const earliest = first.earliest.bind(first);
    const open = second.open.bind(second);
    let isTrouble = true;
    const fail = () => {
      if (isTrouble) throw new TypeError("nobody thought of this");
    };
    first.earliest = () => {
      fail();
      return earliest();
    };
    second.open = async () => {
      fail();
      await open();
    };
    scheduler.start();
    await time.advance(100);
    expect(done.filter((one) => one.startsWith("c"))).toEqual(["c 30"]);
    isTrouble = false;
    await time.advance(30_000);
    expect([done.map((one) => one.split(" ")[0]), made.map(({ opened }) => opened)]).toEqual([
      ["c", "a", "b"],
      [1, 1, 1],
    ]);
    await scheduler.close();
  });

  test("a source that cannot open yet is opened later, the others once", async () => {
    const { time, done, made, scheduler } = desk({ a: 10 }, { b: 20 });
    const second = made[1]?.self;
    if (!second) throw new Error("There are two.");
    const open = second.open.bind(second);
    let isTrouble = true;
    second.open = async () => {
      if (isTrouble) throw new PipedeskError("PD_STORE_FAILED", "Not now.");
      await open();
    };
    scheduler.start();
    await time.advance(100);
    expect(done).toEqual([]);
    isTrouble = false;
    await time.advance(30_000);
    expect([done, made.map(({ opened }) => opened)]).toEqual([
      ["a 30000", "b 30000"],
      [1, 1],
    ]);
    await scheduler.close();
  });
});
