import type { Ticket } from "../../model/ticket.ts";
import type { Trigger } from "../definition.ts";
import { propertyType } from "../filters/properties.ts";
import { durationMs } from "../plan-wait.ts";
import type { BusinessCalendar } from "./business-time.ts";

/** Triggers that fire so long before or after something that the ticket itself says. */
export type MomentTrigger = Extract<Trigger, { type: "date-reached" | "silence" }>;

/** The dates of a ticket, epoch milliseconds; null for what is unknown or no date. */
export type Moments = (property: string) => number | null;

export function momentsOf(ticket: Ticket): Moments {
  const values: Readonly<Record<string, unknown>> = ticket;
  return (property) => {
    const value = values[property];
    return typeof value === "number" ? value : null;
  };
}

export function isMomentTrigger(trigger: Trigger): trigger is MomentTrigger {
  return trigger.type === "date-reached" || trigger.type === "silence";
}

/** Properties of a ticket whose values decide about the trigger. */
export function momentsAskedBy(trigger: MomentTrigger): readonly string[] {
  return trigger.type === "date-reached" ? [trigger.property] : [SINCE[trigger.after], ANSWER[trigger.after]];
}

const SINCE = {
  "customer-message": "lastCustomerMessageAtEpochMs",
  "agent-message": "lastAgentMessageAtEpochMs",
} as const;
const ANSWER = {
  "customer-message": "lastAgentMessageAtEpochMs",
  "agent-message": "lastCustomerMessageAtEpochMs",
} as const;

/**
 * The moment from which the trigger counts, epoch milliseconds: the date, or the message that nobody answered. It fires once for each; null where there
 * is none: the date is cleared, or the other side answered. An answer of the same millisecond is none before it: nothing is silent then.
 */
export function anchorOf(trigger: MomentTrigger, moments: Moments): number | null {
  if (trigger.type === "date-reached") {
    return propertyType("ticket", trigger.property)?.kind === "date" ? moments(trigger.property) : null;
  }
  const since = moments(SINCE[trigger.after]);
  const answer = moments(ANSWER[trigger.after]);
  return since !== null && (answer === null || since > answer) ? since : null;
}

/**
 * When the trigger fires for that anchor, epoch milliseconds; null where it never does: its business hours don't come. Never falls where the anchor rises.
 * @param hours of the workflow; null where it has none
 */
export function dueAt(trigger: MomentTrigger, anchorEpochMs: number, hours: BusinessCalendar | null): number | null {
  const calendar = trigger.businessHours ? hours : null;
  if (trigger.type === "silence") {
    const afterMs = durationMs(trigger.duration);
    return calendar ? calendar.add(anchorEpochMs, afterMs) : anchorEpochMs + afterMs;
  }
  if (trigger.offset === null) return calendar ? calendar.nextOpen(anchorEpochMs) : anchorEpochMs;
  const offsetMs = durationMs(trigger.offset.duration);
  if (trigger.offset.direction === "before")
    return calendar ? calendar.subtract(anchorEpochMs, offsetMs) : anchorEpochMs - offsetMs;
  return calendar ? calendar.add(anchorEpochMs, offsetMs) : anchorEpochMs + offsetMs;
}

/** No two moments that belong together lie further apart: business hours are not looked for beyond ten years. */
const FAR_MS = 3_700 * 86_400_000;

/**
 * The first anchor for which the trigger does not fire before that moment: what lies before it need not be looked at. Anchors for which it never fires count as none
 * before.
 */
export function firstAnchor(trigger: MomentTrigger, sinceEpochMs: number, hours: BusinessCalendar | null): number {
  const isBefore = (anchorEpochMs: number) => (dueAt(trigger, anchorEpochMs, hours) ?? sinceEpochMs) < sinceEpochMs;
  const offset = trigger.type === "silence" ? trigger.duration : trigger.offset?.duration;
  const reachMs = FAR_MS + (offset ? durationMs(offset) : 0);
  let low = sinceEpochMs - reachMs;
  let high = sinceEpochMs + reachMs;
  if (!isBefore(low)) return low;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isBefore(middle)) low = middle;
    else high = middle;
  }
  return high;
}
