/** What is promised of tickets, and the hours that count. */
import { z } from "zod";
import { SlaPolicy } from "../automation/documents/sla-policy.ts";
import { WorkCalendar } from "../automation/documents/work-calendar.ts";
import { procedure } from "./base.ts";

export const SlaPolicyView = SlaPolicy.omit({ stamps: true });
export type SlaPolicyView = z.infer<typeof SlaPolicyView>;

export const WorkCalendarView = WorkCalendar.omit({ stamps: true });
export type WorkCalendarView = z.infer<typeof WorkCalendarView>;

const byId = z.object({ id: z.string().min(1).max(128) });
/** Each once, in their new order. */
const inOrder = z.object({ ids: z.array(byId.shape.id).min(1).max(500) }).strict();

const PolicyParts = SlaPolicy.pick({
  name: true,
  enabled: true,
  filter: true,
  targets: true,
  hours: true,
  pausingStageIds: true,
  warning: true,
});

export const slaPolicies = {
  list: procedure
    .route({ method: "GET", path: "/sla-policies", tags: ["SLA"], summary: "List SLA policies in their order" })
    .output(z.object({ items: z.array(SlaPolicyView) })),
  get: procedure
    .route({ method: "GET", path: "/sla-policies/{id}", tags: ["SLA"], summary: "Get an SLA policy" })
    .input(byId)
    .output(SlaPolicyView),
  create: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/sla-policies",
      successStatus: 201,
      tags: ["SLA"],
      summary: "Create an SLA policy, behind the others",
    })
    .input(PolicyParts.strict())
    .output(SlaPolicyView),
  update: procedure
    .meta({ access: "settings" })
    .route({
      method: "PATCH",
      path: "/sla-policies/{id}",
      tags: ["SLA"],
      summary: "Change an SLA policy; the clocks of open tickets follow in the background",
    })
    .input(byId.extend(PolicyParts.partial().shape).strict())
    .output(SlaPolicyView),
  order: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/sla-policies/order",
      tags: ["SLA"],
      summary: "Change the order: a ticket falls under the first policy that it meets",
    })
    .input(inOrder)
    .output(z.object({ items: z.array(SlaPolicyView) })),
  remove: procedure
    .meta({ access: "settings" })
    .route({ method: "DELETE", path: "/sla-policies/{id}", tags: ["SLA"], summary: "Delete an SLA policy" })
    .input(byId.strict())
    .output(z.object({ removed: z.number().int() })),
};

const CalendarParts = WorkCalendar.pick({ name: true, hours: true });

export const workCalendars = {
  list: procedure
    .route({
      method: "GET",
      path: "/work-calendars",
      tags: ["SLA"],
      summary: "List business hours; the first are the desk's own",
    })
    .output(z.object({ items: z.array(WorkCalendarView) })),
  create: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/work-calendars",
      successStatus: 201,
      tags: ["SLA"],
      summary: "Create business hours with holidays",
    })
    .input(CalendarParts.strict())
    .output(WorkCalendarView),
  update: procedure
    .meta({ access: "settings" })
    .route({
      method: "PATCH",
      path: "/work-calendars/{id}",
      tags: ["SLA"],
      summary: "Change business hours; the clocks of open tickets follow in the background",
    })
    .input(byId.extend(CalendarParts.partial().shape).strict())
    .output(WorkCalendarView),
  order: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/work-calendars/order",
      tags: ["SLA"],
      summary: "Change the order of business hours: the first are the desk's own",
    })
    .input(inOrder)
    .output(z.object({ items: z.array(WorkCalendarView) })),
  remove: procedure
    .meta({ access: "settings" })
    .route({
      method: "DELETE",
      path: "/work-calendars/{id}",
      tags: ["SLA"],
      summary: "Delete business hours that no SLA policy names",
    })
    .input(byId.strict())
    .output(z.object({ removed: z.number().int() })),
};
