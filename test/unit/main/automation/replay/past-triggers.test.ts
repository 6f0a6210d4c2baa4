import { expect, test } from "vitest";
import { createCronSchedule } from "#shared/automation/schedule/cron.ts";
import { remembered } from "#main/automation/replay/past-triggers.ts";
import { seededRandom } from "../../../../conformance/storage/random.ts";

const FROM_EPOCH_MS = Date.UTC(2026, 2, 1);
const DAY_MS = 86_400_000;

test.for(["0 9 * * *", "30 2 * * *", "*/20 8-10 * * 1-5", "0 0 31 * *", "0 0 1 1 *"])(
  "[F10] the times of %s are the same, in whatever order they are asked for",
  (cron) => {
    const schedule = createCronSchedule(cron, "Europe/Rome", null);
    const { next } = remembered(schedule, FROM_EPOCH_MS);
    const random = seededRandom(7);
    // Over the change to summer time, on times themselves and beside them, also before the beginning.
    const asked = Array.from({ length: 300 }, () => {
      const around = FROM_EPOCH_MS + Math.floor((random.next() * 60 - 2) * DAY_MS);
      return random.next() < 0.5 ? around : (schedule.next(around) ?? around) + Math.floor(random.next() * 3) - 1;
    });
    expect(asked.map((afterEpochMs) => next(afterEpochMs))).toEqual(
      asked.map((afterEpochMs) => schedule.next(afterEpochMs)),
    );
  },
);
