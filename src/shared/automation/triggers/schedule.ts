import { z } from "zod";
import { hoursWords } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, namesNothing } from "../kind.ts";
import { isTimeZone, type BusinessHours } from "../schedule/business-hours.ts";
import { createBusinessCalendar } from "../schedule/business-time.ts";
import { createCronSchedule } from "../schedule/cron.ts";
import type { Report } from "../validate/issue.ts";
import { everyOpenTicket, matchesAll, noKey, noKeys, setOffByNoStep, TriggerBase, type TriggerKind } from "./kind.ts";

/** At the times of a cron expression (5 fields) in a time zone: every open ticket that meets the filter. */
const schema = TriggerBase.extend({
  type: z.literal("schedule"),
  cron: z.string().trim().min(9).max(100),
  /** IANA name, as Europe/Rome. */
  timeZone: z.string().max(60),
  /** Times outside of business hours are left out. */
  businessHours: z.boolean().default(false),
});
export type ScheduleTrigger = z.infer<typeof schema>;

export const schedule: TriggerKind<typeof schema> = {
  type: "schedule",
  category: "time",
  icon: "clock-play",
  label: "words.triggerKind.schedule",
  schema,
  occasion: "time-of-day",
  isByCustomer: false,
  defaults: ({ timeZone }) => ({ type: "schedule", cron: "0 9 * * 1", timeZone, businessHours: false }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  key: noKey,
  keysOf: noKeys,
  matches: matchesAll,
  meetsNow: everyOpenTicket,
  coincides: (one, other) => one.cron === other.cron && one.timeZone === other.timeZone,
  isSetOffBy: setOffByNoStep,
  validate(trigger, path, { businessHours }, report) {
    if (isTimeZone(trigger.timeZone)) validateCron(trigger, path, businessHours, report);
    else report(`${path}.timeZone`, "bad-time-zone", trigger.timeZone);
  },
  describe: (trigger) =>
    hoursWords(words("words.trigger.schedule", { cron: trigger.cron, timeZone: trigger.timeZone }), trigger),
};

/** Any moment will do: whether a cron expression has times does not change with the years. */
const SOME_EPOCH_MS = Date.UTC(2026, 0, 1);

function validateCron(
  trigger: ScheduleTrigger,
  path: string,
  businessHours: BusinessHours | null,
  report: Report,
): void {
  try {
    const hours = trigger.businessHours && businessHours ? createBusinessCalendar(businessHours) : null;
    if (createCronSchedule(trigger.cron, trigger.timeZone, null).next(SOME_EPOCH_MS) === null)
      report(`${path}.cron`, "bad-cron", "It has no time.");
    else if (hours && createCronSchedule(trigger.cron, trigger.timeZone, hours).next(SOME_EPOCH_MS) === null)
      report(`${path}.cron`, "bad-cron", "None of its times lies in the business hours.");
  } catch (error) {
    report(`${path}.cron`, "bad-cron", error instanceof Error ? error.message : String(error));
  }
}
