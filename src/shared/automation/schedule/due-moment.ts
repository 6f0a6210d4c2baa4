/** When triggers of dates and of silence fire (F2). */
import type { BusinessCalendar } from "./business-time.ts";
import { asksHours } from "./shift.ts";
import type { Given, Moments } from "../triggers/kind.ts";
import { momentKindOf, type MomentTrigger } from "../triggers/trigger.ts";

/** Properties of a ticket whose values decide about the trigger. */
export function momentsAskedBy(trigger: MomentTrigger): readonly string[] {
  return momentKindOf(trigger).asksMoments(trigger);
}

/**
 * The moment from which the trigger counts, epoch milliseconds: the date, or the message that nobody answered. It fires once for each; null where there
 * is none: the date is cleared, or the other side answered.
 */
export function anchorOf(trigger: MomentTrigger, moments: Moments): number | null {
  return momentKindOf(trigger).anchor(trigger, moments);
}

/** When somebody gave it the moment, and whether what is past of it is to set something off. */
export function givenOf(trigger: MomentTrigger, moments: Moments): Given {
  return momentKindOf(trigger).given(trigger, moments);
}

/**
 * When the trigger fires for that anchor, epoch milliseconds; null where it never does: its business hours don't come. Never falls where the anchor rises.
 * @param hours of the workflow; null where it has none
 */
export function dueAt(trigger: MomentTrigger, anchorEpochMs: number, hours: BusinessCalendar | null): number | null {
  return momentKindOf(trigger).due(trigger, anchorEpochMs, asksHours(trigger) ? hours : null);
}

/** No two moments that belong together lie further apart: business hours are not looked for beyond ten years. */
const FAR_MS = 3_700 * 86_400_000;

/**
 * The first anchor for which the trigger does not fire before that moment: what lies before it need not be looked at. Anchors for which it never fires count as none
 * before.
 */
export function firstAnchor(trigger: MomentTrigger, sinceEpochMs: number, hours: BusinessCalendar | null): number {
  const isBefore = (anchorEpochMs: number) => (dueAt(trigger, anchorEpochMs, hours) ?? sinceEpochMs) < sinceEpochMs;
  const reachMs = FAR_MS + momentKindOf(trigger).reachMs(trigger);
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
