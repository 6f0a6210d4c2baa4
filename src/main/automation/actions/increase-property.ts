import { hoursOf, shifted } from "#shared/automation/schedule/shift.ts";
import type { IncreasePropertyStep } from "#shared/automation/steps/increase-property.ts";
import { EditableTicketProperties, TicketPriority } from "#shared/model/ticket.ts";
import { changeProperties } from "#main/desk/ticket-changes/change-properties.ts";
import type { Action } from "./action.ts";
import { changed } from "./changed.ts";

const GRADES = TicketPriority.options;

/** A priority by so many grades, up to the ends of the scale; a due date by a stretch of time. What is unknown can't grow. */
export const increaseProperty: Action<IncreasePropertyStep> = (step, draft, { businessHours }) => {
  const { change } = step;
  const { priority, dueAtEpochMs } = draft.ticket;
  if (change.property === "priority") {
    if (priority === null) return { kind: "skipped", reason: "empty" };
    const grade = Math.min(Math.max(GRADES.indexOf(priority) + change.by, 0), GRADES.length - 1);
    return changed(draft, () => changeProperties(draft, { priority: GRADES[grade] ?? priority }));
  }
  if (dueAtEpochMs === null) return { kind: "skipped", reason: "empty" };
  const direction = change.direction === "later" ? "after" : "before";
  const moved = shifted(dueAtEpochMs, change.by, direction, hoursOf(step, businessHours));
  if (moved === null) return { kind: "skipped", reason: "no-business-hours" };
  const due = EditableTicketProperties.shape.dueAtEpochMs.safeParse(moved);
  if (!due.success) return { kind: "skipped", reason: "does-not-fit" };
  return changed(draft, () => changeProperties(draft, { dueAtEpochMs: due.data }));
};
