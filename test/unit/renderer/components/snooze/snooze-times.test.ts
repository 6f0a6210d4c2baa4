import { describe, expect, it } from "vitest";
import { snoozeTimes } from "#renderer/components/snooze/snooze-times.ts";

/** In the zone of whoever runs the test, as the person's own. */
const timesAt = (...at: [number, number, number, number]) =>
  Object.fromEntries(
    snoozeTimes(new Date(...at).getTime()).map(({ time, untilEpochMs }) => {
      const date = new Date(untilEpochMs);
      return [time, [date.getMonth(), date.getDate(), date.getHours()]];
    }),
  );

describe("snoozeTimes", () => {
  it("offers mornings of the person's own days", () => {
    const { answer: _answer, ...times } = timesAt(2026, 4, 6, 10);
    expect(times).toEqual({ laterToday: [4, 6, 13], tomorrow: [4, 7, 9], nextWeek: [4, 11, 9], inAWeek: [4, 13, 9] });
  });

  it("offers nothing more of today in the evening, and no day twice on a Monday", () => {
    expect(Object.keys(timesAt(2026, 4, 4, 20))).toEqual(["tomorrow", "nextWeek", "answer"]);
    expect(timesAt(2026, 4, 4, 20)["nextWeek"]).toEqual([4, 11, 9]);
  });

  it("comes to the morning where the clocks change, too", () => {
    expect(timesAt(2026, 2, 28, 12)["tomorrow"]).toEqual([2, 29, 9]);
    expect(timesAt(2026, 9, 24, 12)["tomorrow"]).toEqual([9, 25, 9]);
  });
});
