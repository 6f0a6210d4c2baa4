/** Steps that wait (F5). Each has two exits: the wait completed, or it was cancelled because of something. */
import { z } from "zod";
import { CancelReason, Duration, StepBase } from "./common.ts";

/** What happens when the wait is cancelled; `continue` goes on with the next step all the same. */
const exits = {
  cancelOn: z.array(CancelReason).max(10).default([]),
  whenCancelled: z.enum(["stop", "continue"]).default("stop"),
  /** Time outside of business hours does not count, and the wait ends within them. */
  businessHours: z.boolean().default(false),
};

export const WaitForStep = StepBase.extend({ type: z.literal("wait-for"), duration: Duration, ...exits });

/** Until a date property of the ticket, or so long before or after it; a date that is past or unknown completes at once. */
export const WaitUntilDateStep = StepBase.extend({
  type: z.literal("wait-until-date"),
  date: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("fixed"), atEpochMs: z.number().int() }),
    z.object({ kind: z.literal("property"), property: z.string().max(80) }),
  ]),
  offset: z
    .object({ duration: Duration, direction: z.enum(["before", "after"]) })
    .nullable()
    .default(null),
  ...exits,
});

/** Until the next of these weekdays at that time of day. 1 is Monday (ISO 8601). */
export const WaitUntilWeekdayStep = StepBase.extend({
  type: z.literal("wait-until-weekday"),
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  minuteOfDay: z.number().int().min(0).max(1439),
  ...exits,
});

/** Until something happens to the ticket, or the time is over: `completed` is that it happened. */
export const WaitForEventStep = StepBase.extend({
  type: z.literal("wait-for-event"),
  event: CancelReason,
  /** Null: for ever; the linter warns of it (F12b). */
  timeout: Duration.nullable(),
  businessHours: z.boolean().default(false),
  whenTimedOut: z.enum(["stop", "continue"]).default("continue"),
});

export type WaitForStep = z.infer<typeof WaitForStep>;
export type WaitUntilDateStep = z.infer<typeof WaitUntilDateStep>;
export type WaitUntilWeekdayStep = z.infer<typeof WaitUntilWeekdayStep>;
export type WaitForEventStep = z.infer<typeof WaitForEventStep>;
