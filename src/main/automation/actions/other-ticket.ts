import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import type { LinkTicketStep } from "#shared/automation/steps/other-ticket.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { personById, ticketContactIds } from "#main/desk/people.ts";
import type { ActionContext } from "./action.ts";

/** Open tickets of one contact that are looked at: who has more at once is a machine, and which of them is meant is anybody's guess. */
const MAX_LOOKED_AT = 200;

/** Another open ticket of the same contact; null where there is none. */
export async function otherTicket(
  { primaryContactId, id }: Ticket,
  which: LinkTicketStep["other"],
  { setup, store, documents }: ActionContext,
): Promise<Ticket | null> {
  const contact = await personById(documents.people, primaryContactId);
  if (contact === null) return null;
  const ids = ticketContactIds(contact);
  const open = new Set(
    setup.pipelines().flatMap(({ stages }) => stages.filter(({ kind }) => kind === "open").map((stage) => stage.id)),
  );
  const direction = which === "oldest-open-of-contact" ? "asc" : "desc";
  const stored = await store.tickets.find({
    selector: { primaryContactId: ids.length === 1 ? contact.id : { $in: ids }, stageId: { $in: Array.from(open) } },
    sort: [{ createdAtEpochMs: direction }, { id: direction }],
    limit: MAX_LOOKED_AT,
  });
  // The piece of work may have changed some of them, and made others.
  const candidates = new Map<string, Ticket>(stored.map((ticket) => [ticket.id, ticket]));
  for (const ticket of documents.tickets.changed()) candidates.set(ticket.id, ticket);
  const others = Array.from(candidates.values())
    .filter(
      (ticket) =>
        ticket.id !== id &&
        ticket.primaryContactId !== null &&
        ids.includes(ticket.primaryContactId) &&
        !isOutOfTheWay(ticket) &&
        open.has(ticket.stageId),
    )
    .toSorted((a, b) => a.createdAtEpochMs - b.createdAtEpochMs || (a.id < b.id ? -1 : 1));
  return others.at(which === "oldest-open-of-contact" ? 0 : -1) ?? null;
}
