import {
  createSlaPolicy,
  orderSlaPolicies,
  removeSlaPolicy,
  updateSlaPolicy,
} from "#main/desk/commands/sla-policies.ts";
import {
  createWorkCalendar,
  orderWorkCalendars,
  removeWorkCalendar,
  updateWorkCalendar,
} from "#main/desk/commands/work-calendars.ts";
import { viewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

export function slaPoliciesProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { slaPolicies } = base;
  const all = () => ({ items: context.setup.all("sla-policy").map((policy) => viewOf(policy)) });
  return {
    list: slaPolicies.list.handler(all),
    get: slaPolicies.get.handler(({ input }) => viewOf(context.setup.require("sla-policy", input.id))),
    create: slaPolicies.create.handler(async ({ input, context: caller }) =>
      viewOf(await createSlaPolicy(context, actorOf(deps, caller), input)),
    ),
    update: slaPolicies.update.handler(async ({ input, context: caller }) =>
      viewOf(await updateSlaPolicy(context, actorOf(deps, caller), input)),
    ),
    order: slaPolicies.order.handler(async ({ input, context: caller }) => {
      await orderSlaPolicies(context, actorOf(deps, caller), input.ids);
      return all();
    }),
    remove: slaPolicies.remove.handler(async ({ input, context: caller }) => {
      await removeSlaPolicy(context, actorOf(deps, caller), input.id);
      return { removed: 1 };
    }),
  };
}

export function workCalendarsProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { workCalendars } = base;
  const all = () => ({ items: context.setup.all("work-calendar").map((calendar) => viewOf(calendar)) });
  return {
    list: workCalendars.list.handler(all),
    create: workCalendars.create.handler(async ({ input, context: caller }) =>
      viewOf(await createWorkCalendar(context, actorOf(deps, caller), input)),
    ),
    update: workCalendars.update.handler(async ({ input, context: caller }) =>
      viewOf(await updateWorkCalendar(context, actorOf(deps, caller), input)),
    ),
    order: workCalendars.order.handler(async ({ input, context: caller }) => {
      await orderWorkCalendars(context, actorOf(deps, caller), input.ids);
      return all();
    }),
    remove: workCalendars.remove.handler(async ({ input, context: caller }) => {
      await removeWorkCalendar(context, actorOf(deps, caller), input.id);
      return { removed: 1 };
    }),
  };
}
