import { z } from "zod";
import { asksNothing } from "../asked.ts";
import { timeOfDay } from "../describe/values.ts";
import { listOf, words, type Words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { createWallClock, weekdayOf } from "../schedule/wall-clock.ts";
import { changesNothing } from "./changes.ts";
import { StepBase } from "./common.ts";
import { hasNoTemplates, type WaitFacts, type WaitKind } from "./kind.ts";
import {
  endsAlways,
  NEW_WAIT_EXITS,
  opening,
  stopsWhenCancelled,
  timedExits,
  timedWaitWords,
  waitExits,
  waitUntil,
} from "./waits.ts";

/** Until the next of these weekdays at that time of day. 1 is Monday (ISO 8601). */
const schema = StepBase.extend({
  type: z.literal("wait-until-weekday"),
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  minuteOfDay: z.number().int().min(0).max(1439),
  ...waitExits,
});
export type WaitUntilWeekdayStep = z.infer<typeof schema>;

const WEEKDAYS = [
  "words.weekday.1",
  "words.weekday.2",
  "words.weekday.3",
  "words.weekday.4",
  "words.weekday.5",
  "words.weekday.6",
  "words.weekday.7",
] as const;

export const waitUntilWeekday: WaitKind<typeof schema> = {
  type: "wait-until-weekday",
  category: "delay",
  icon: "calendar-week",
  label: "words.kind.wait-until-weekday",
  schema,
  defaults: () => ({ type: "wait-until-weekday", weekdays: [1], minuteOfDay: 9 * 60, ...NEW_WAIT_EXITS }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: changesNothing,
  validate: isValidAsRead,
  describe: (step) => timedWaitWords(weekdayWords(step), step),
  plan(step, facts) {
    const moment = nextWeekday(step, facts);
    return waitUntil(step.businessHours ? opening(moment, facts) : moment, step, facts);
  },
  exits: timedExits,
  stopsAt: stopsWhenCancelled,
  endlessField: endsAlways,
};

function weekdayWords({ weekdays, minuteOfDay }: WaitUntilWeekdayStep): Words {
  const days = WEEKDAYS.filter((_, position) => weekdays.includes(position + 1)).map((day) => words(day));
  return words("words.step.wait-until-weekday", { weekdays: listOf(days, "or"), time: timeOfDay(minuteOfDay) });
}

/** The next of the weekdays at that time, after now. */
function nextWeekday({ weekdays, minuteOfDay }: WaitUntilWeekdayStep, facts: WaitFacts): number {
  const clock = createWallClock(facts.businessHours?.timeZone ?? facts.timeZone);
  const today = clock.at(facts.nowEpochMs);
  for (let days = 0; days <= 7; days += 1) {
    const day = { ...today, day: today.day + days, minuteOfDay };
    const epochMs = clock.epochMsOf(day);
    if (weekdays.includes(weekdayOf(day)) && epochMs > facts.nowEpochMs) return epochMs;
  }
  return clock.epochMsOf({ ...today, day: today.day + 7, minuteOfDay });
}
