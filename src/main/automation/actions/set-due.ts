import type { SetDueStep } from "#shared/automation/steps/set-due.ts";
import { later } from "#shared/automation/steps/waits.ts";
import { changeProperties } from "#main/desk/ticket-changes/change-properties.ts";
import type { PlainAction } from "./action.ts";
import { changed } from "./changed.ts";

/** Due so long from now on; with business hours, so much open time. */
export const setDue: PlainAction<SetDueStep> = (step, draft, { nowEpochMs, businessHours }) => {
  const dueAtEpochMs = later(nowEpochMs, step.after, step, { businessHours });
  if (dueAtEpochMs === null) return { kind: "skipped", reason: "no-business-hours" };
  return changed(draft, () => changeProperties(draft, { dueAtEpochMs }));
};
