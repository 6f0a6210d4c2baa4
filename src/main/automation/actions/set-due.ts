import { durationMs } from "#shared/automation/steps/common.ts";
import { createBusinessCalendar } from "#shared/automation/schedule/business-time.ts";
import type { SetDueStep } from "#shared/automation/steps/set-due.ts";
import { changeProperties } from "#main/desk/ticket-changes/change-properties.ts";
import type { Action } from "./action.ts";
import { changed } from "./changed.ts";

/** Due so long from now on; with business hours, so much open time. */
export const setDue: Action<SetDueStep> = ({ after, businessHours: inHours }, draft, { nowEpochMs, businessHours }) => {
  const lengthMs = durationMs(after);
  const dueAtEpochMs =
    inHours && businessHours !== null
      ? createBusinessCalendar(businessHours).add(nowEpochMs, lengthMs)
      : nowEpochMs + lengthMs;
  if (dueAtEpochMs === null) return { kind: "skipped", reason: "no-business-hours" };
  return changed(draft, () => changeProperties(draft, { dueAtEpochMs }));
};
