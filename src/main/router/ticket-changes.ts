import type { BulkView } from "#shared/contract/ticket-changes.ts";
import { bulkOf, cancelBulk, startBulk, undoBulk, type BulkWork } from "#main/desk/commands/bulk/bulk.ts";
import { changeTicketBy } from "#main/desk/commands/ticket-change/apply-change.ts";
import { asideTickets } from "#main/desk/queries/aside-tickets.ts";
import { duplicatesOf } from "#main/desk/queries/duplicates.ts";
import { ticketViewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "./implementer.ts";

/** Changes of tickets as data, one by one and of many, and what was thrown away. */
export function ticketChangeProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { tickets } = base;
  const viewOf = async ({ id, bulk }: BulkWork): Promise<BulkView> => {
    const { userId: _user, portions: _portions, position: _position, refusals, ...told } = bulk;
    const refused = await context.store.tickets.getMany(refusals.map(({ ticketId }) => ticketId));
    return {
      id,
      ...told,
      refusals: refusals.map((one) => {
        const { number = null, subject = "" } = refused.get(one.ticketId) ?? {};
        return { ...one, number, subject };
      }),
    };
  };
  return {
    startBulk: tickets.startBulk.handler(async ({ input, context: caller }) =>
      viewOf(await startBulk(context, actorOf(deps, caller), input)),
    ),
    bulk: tickets.bulk.handler(async ({ input, context: caller }) =>
      viewOf(await bulkOf(context, actorOf(deps, caller), input.id)),
    ),
    cancelBulk: tickets.cancelBulk.handler(async ({ input, context: caller }) =>
      viewOf(await cancelBulk(context, actorOf(deps, caller), input.id)),
    ),
    undoBulk: tickets.undoBulk.handler(async ({ input, context: caller }) =>
      viewOf(await undoBulk(context, actorOf(deps, caller), input.id)),
    ),
    change: tickets.change.handler(async ({ input, context: caller }) => {
      const { ticket, undo } = await changeTicketBy(context, actorOf(deps, caller), input.id, input.changes);
      return { ticket: ticketViewOf(ticket), undo };
    }),
    aside: tickets.aside.handler(({ input }) => asideTickets(context, input)),
    duplicates: tickets.duplicates.handler(({ input }) => duplicatesOf(context, input)),
  };
}
