/** What steps that wait for a time have in common. Each has two exits: the wait completed, or it was cancelled because of something. */
import { z } from "zod";
import type { Waiting } from "../../model/run.ts";
import { hoursWords } from "../describe/values.ts";
import { listOf, words, type Words } from "../describe/words.ts";
import { createBusinessCalendar } from "../schedule/business-time.ts";
import { hoursOf, shifted } from "../schedule/shift.ts";
import { CancelReason } from "../../model/cancel-reason.ts";
import type { Duration } from "./common.ts";
import type { WaitExit, WaitFacts } from "./kind.ts";

/** What happens when the wait is cancelled; `continue` goes on with the next step all the same. */
export const waitExits = {
  cancelOn: z.array(CancelReason).max(10).default([]),
  whenCancelled: z.enum(["stop", "continue"]).default("stop"),
  /** Time outside of business hours does not count, and the wait ends within them. */
  businessHours: z.boolean().default(false),
};

type TimedWait = {
  readonly cancelOn: readonly CancelReason[];
  readonly whenCancelled: "stop" | "continue";
  readonly businessHours: boolean;
};

export const NEW_WAIT_EXITS = { cancelOn: [], whenCancelled: "stop", businessHours: false } satisfies TimedWait;

/**
 * Null where that time has come. @param untilEpochMs null: it never comes, as in business hours that never begin; only what cancels the wait ends it
 */
export function waitUntil(untilEpochMs: number | null, step: TimedWait, { nowEpochMs }: WaitFacts): Waiting | null {
  if (untilEpochMs !== null && untilEpochMs <= nowEpochMs) return null;
  const ends = step.cancelOn.map((on) => ({ on, exit: "cancelled" as const }));
  return { sinceEpochMs: nowEpochMs, untilEpochMs, ends, onTime: "completed" };
}

export const timedExits = ({ cancelOn }: TimedWait): readonly WaitExit[] =>
  cancelOn.length > 0 ? ["completed", "cancelled"] : ["completed"];

export const stopsWhenCancelled = ({ whenCancelled }: TimedWait, exit: WaitExit): boolean =>
  exit === "cancelled" && whenCancelled === "stop";

/** A wait for a time has an end. */
export const endsAlways = (): null => null;

/** The wait with its hours and what ends it early. */
export function timedWaitWords(said: Words, step: TimedWait): Words {
  const what = hoursWords(said, step);
  if (step.cancelOn.length === 0) return what;
  const reasons = step.cancelOn.map((reason) => words(`words.event.${reason}`));
  return words(`words.step.cancelled.${step.whenCancelled}`, { what, reasons: listOf(reasons, "or") });
}

/** So long after that moment, as the step counts; null where the business hours never come. */
export function later(
  fromEpochMs: number,
  duration: Duration,
  step: object,
  { businessHours }: Pick<WaitFacts, "businessHours">,
): number | null {
  return shifted(fromEpochMs, duration, "after", hoursOf(step, businessHours));
}

/** That moment, or when the business hours next begin after it. */
export function opening(epochMs: number, { businessHours }: WaitFacts): number | null {
  return businessHours === null ? epochMs : createBusinessCalendar(businessHours).nextOpen(epochMs);
}
