import { MAX_WORK_CALENDARS, type WorkCalendar } from "#shared/automation/documents/work-calendar.ts";
import type { Actor, DeskContext } from "../context.ts";
import { invalid } from "../definition-fits.ts";
import { derivedId } from "../derived-ids.ts";
import { addSetup, removeSetup, writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";
import { lastPlace, orderSetup } from "./order-setup.ts";

type CalendarParts = Pick<WorkCalendar, "name" | "hours">;

/** The first that is made is the desk's own. @throws PD_ACCESS_PERMISSION (A3), PD_INPUT_INVALID */
export function createWorkCalendar(
  context: DeskContext,
  actor: Actor,
  { name, hours }: CalendarParts,
): Promise<WorkCalendar> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    if (context.setup.all("work-calendar").length >= MAX_WORK_CALENDARS)
      throw invalid("There are too many calendars.", [{ path: "name", message: `At most ${MAX_WORK_CALENDARS}.` }]);
    const id = derivedId("cal", context.nextStamp());
    const createdAtEpochMs = context.clock.nowEpochMs();
    const order = lastPlace(context, "work-calendar");
    await addSetup(context, [{ id, kind: "work-calendar", name, hours, order, createdAtEpochMs, stamps: {} }]);
    return context.setup.require("work-calendar", id);
  });
}

/** Changes what is given; clocks of open tickets follow. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND */
export function updateWorkCalendar(
  context: DeskContext,
  actor: Actor,
  {
    id,
    name,
    hours,
  }: { readonly id: string } & { readonly [Part in keyof CalendarParts]?: CalendarParts[Part] | undefined },
): Promise<WorkCalendar> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const calendar = context.setup.require("work-calendar", id);
    await writeSetup<WorkCalendar>(context, calendar, {
      ...(name === undefined ? {} : { name }),
      ...(hours === undefined ? {} : { hours }),
    });
    return context.setup.require("work-calendar", id);
  });
}

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID where one is named twice */
export function orderWorkCalendars(context: DeskContext, actor: Actor, ids: readonly string[]): Promise<void> {
  requireAutomationAccess(actor);
  return context.queue.run(() => orderSetup(context, "work-calendar", ids));
}

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID for one that a policy names */
export function removeWorkCalendar(context: DeskContext, actor: Actor, id: string): Promise<void> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const calendar = context.setup.require("work-calendar", id);
    const users = context.setup
      .all("sla-policy")
      .filter(({ hours }) => hours.kind === "calendar" && hours.calendarId === id)
      .map(({ name }) => name);
    if (users.length > 0)
      throw invalid("The calendar is in use.", [{ path: "id", message: `It is named by: ${users.join(", ")}.` }]);
    await removeSetup(context, [calendar]);
  });
}
