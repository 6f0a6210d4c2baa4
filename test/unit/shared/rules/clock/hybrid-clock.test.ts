import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareStamps, createHybridClock, parseStamp } from "#shared/rules/clock/hybrid-clock.ts";
import { formatStamp } from "#shared/rules/clock/stamp.ts";
import { Stamp } from "#shared/model/stamps.ts";

const NOON_EPOCH_MS = 1_790_000_000_000;
const MINUTE_MS = 60_000;

function clockAt(startEpochMs: number, last?: string) {
  const time = { epochMs: startEpochMs };
  const clock = createHybridClock({
    nowEpochMs: () => time.epochMs,
    deviceId: "mine",
    ...(last === undefined ? {} : { last }),
  });
  return { time, clock };
}

describe("hybrid clock", () => {
  it("[H3] stamps with the device's time and counts within a millisecond", () => {
    const { time, clock } = clockAt(NOON_EPOCH_MS);
    const stamps = [clock.next(), clock.next()];
    time.epochMs += 1;
    stamps.push(clock.next());
    expect(stamps.map(parseStamp)).toEqual([
      { epochMs: NOON_EPOCH_MS, counter: 0, deviceId: "mine" },
      { epochMs: NOON_EPOCH_MS, counter: 1, deviceId: "mine" },
      { epochMs: NOON_EPOCH_MS + 1, counter: 0, deviceId: "mine" },
    ]);
  });

  it("[H3] keeps growing when the device's clock is set back", () => {
    const { time, clock } = clockAt(NOON_EPOCH_MS);
    clock.next();
    time.epochMs -= 60 * MINUTE_MS;
    expect(parseStamp(clock.next())).toEqual({ epochMs: NOON_EPOCH_MS, counter: 1, deviceId: "mine" });
  });

  it("[H3] goes on after the last stamp of the last use", () => {
    const last = formatStamp({ epochMs: NOON_EPOCH_MS, counter: 7, deviceId: "mine" });
    expect(clockAt(NOON_EPOCH_MS - 1, last).clock.next()).toBe(
      formatStamp({ epochMs: NOON_EPOCH_MS, counter: 8, deviceId: "mine" }),
    );
  });

  it("[H3] carries a full counter into the milliseconds", () => {
    const last = formatStamp({ epochMs: NOON_EPOCH_MS, counter: 36 ** 4 - 1, deviceId: "mine" });
    expect(clockAt(NOON_EPOCH_MS, last).clock.next()).toBe(
      formatStamp({ epochMs: NOON_EPOCH_MS + 1, counter: 0, deviceId: "mine" }),
    );
  });

  it("[H3] stamps later than what it has seen of another device", () => {
    const { clock } = clockAt(NOON_EPOCH_MS);
    const seen = formatStamp({ epochMs: NOON_EPOCH_MS + MINUTE_MS, counter: 4, deviceId: "other" });
    expect(clock.observe(seen)).toEqual({ adopted: true, skewMs: MINUTE_MS });
    expect(clock.last()).toBe(seen);
    expect(clock.next()).toBe(formatStamp({ epochMs: NOON_EPOCH_MS + MINUTE_MS, counter: 5, deviceId: "mine" }));
  });

  it("[H3] is not moved by an older stamp", () => {
    const { clock } = clockAt(NOON_EPOCH_MS);
    const own = clock.next();
    expect(clock.observe(formatStamp({ epochMs: NOON_EPOCH_MS - 1, counter: 9, deviceId: "other" }))).toEqual({
      adopted: true,
      skewMs: -1,
    });
    expect(clock.last()).toBe(own);
  });

  it.each([
    { aheadMs: 5 * MINUTE_MS, adopted: true },
    { aheadMs: 5 * MINUTE_MS + 1, adopted: false },
  ])("[H3] a stamp $aheadMs ms ahead is adopted: $adopted", ({ aheadMs, adopted }) => {
    const { clock } = clockAt(NOON_EPOCH_MS);
    const before = clock.last();
    const seen = formatStamp({ epochMs: NOON_EPOCH_MS + aheadMs, counter: 0, deviceId: "other" });
    expect(clock.observe(seen)).toEqual({ adopted, skewMs: aheadMs });
    expect(clock.last()).toBe(adopted ? seen : before);
  });

  it("[H3] cannot be dragged on by many stamps that each lie a little ahead", () => {
    const { clock } = clockAt(NOON_EPOCH_MS);
    for (let minutes = 4; minutes < 400; minutes += 4) {
      clock.observe(formatStamp({ epochMs: NOON_EPOCH_MS + minutes * MINUTE_MS, counter: 0, deviceId: "other" }));
    }
    expect(parseStamp(clock.next())?.epochMs).toBe(NOON_EPOCH_MS + 4 * MINUTE_MS);
  });

  it("[H3] every stamp fits the model and is greater than those before it, whatever the device's clock does and is shown", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.integer({ min: -1000, max: 36 ** 9 + 1000 }),
            fc.option(fc.integer({ min: 0, max: 36 ** 9 - 1 })),
          ),
          { minLength: 1 },
        ),
        (moments) => {
          const { time, clock } = clockAt(NOON_EPOCH_MS);
          let before = clock.last();
          for (const [epochMs, seenEpochMs] of moments) {
            time.epochMs = epochMs;
            const seen =
              seenEpochMs === null ? null : formatStamp({ epochMs: seenEpochMs, counter: 3, deviceId: "other" });
            const adopted = seen !== null && clock.observe(seen).adopted;
            const stamp = clock.next();
            expect(Stamp.safeParse(stamp).success).toBe(true);
            expect(compareStamps(stamp, before)).toBe(1);
            if (adopted) expect(compareStamps(stamp, seen)).toBe(1);
            before = stamp;
          }
        },
      ),
    );
  });

  it("refuses device ids and stamps that break the format", () => {
    expect(() => createHybridClock({ nowEpochMs: () => 0, deviceId: "a-b" })).toThrow(
      expect.objectContaining({ code: "PD_INPUT_INVALID" }),
    );
    expect(() => createHybridClock({ nowEpochMs: () => 0, deviceId: "a", last: "yesterday" })).toThrow(
      expect.objectContaining({ code: "PD_INPUT_INVALID" }),
    );
    expect(() => clockAt(0).clock.observe("zzz")).toThrow(expect.objectContaining({ code: "PD_INPUT_INVALID" }));
    expect(parseStamp("00000000-0000-a")).toBeNull();
  });
});

describe("compareStamps", () => {
  it("[H3] orders by moment, then counter, then device", () => {
    const inOrder = [
      formatStamp({ epochMs: 35, counter: 0, deviceId: "b" }),
      formatStamp({ epochMs: 36, counter: 0, deviceId: "a" }),
      formatStamp({ epochMs: 36, counter: 0, deviceId: "b" }),
      formatStamp({ epochMs: 36, counter: 40, deviceId: "a" }),
      formatStamp({ epochMs: 37, counter: 0, deviceId: "a" }),
    ];
    expect(inOrder.toReversed().toSorted(compareStamps)).toEqual(inOrder);
    expect(compareStamps("x", "x")).toBe(0);
  });
});
