import type { TicketCard } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { DUPLICATE_LIKENESS, DUPLICATE_WITHIN_MS, likeness } from "#shared/rules/duplicates/likeness.ts";
import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import { personById, ticketContactIds } from "../people.ts";
import type { ReadContext } from "../read-context.ts";
import { requireTicket } from "./require-ticket.ts";
import { ticketCardsOf } from "./views.ts";
import { WORKED_ON } from "./worked-on.ts";

/** Newest tickets of the contact that are looked at: who has more within days is a machine. */
const MAX_LOOKED_AT = 50;
/** More are no hint any more. */
const MAX_DUPLICATES = 5;

/** Tickets of the same contact about the same, begun within some days of this one, the likest first. @throws PD_DESK_NOT_FOUND */
export async function duplicatesOf(
  context: ReadContext,
  { id }: { readonly id: TicketId },
): Promise<{ items: (TicketCard & { likeness: number })[] }> {
  const { store } = context;
  const ticket = await requireTicket(context, id);
  const contact = await personById(store.people, ticket.primaryContactId);
  if (!contact || isOutOfTheWay(ticket)) return { items: [] };
  const theirs = await store.tickets.find({
    selector: { primaryContactId: { $in: ticketContactIds(contact) }, ...WORKED_ON },
    sort: [{ lastActivityAtEpochMs: "desc" }, { id: "desc" }],
    limit: MAX_LOOKED_AT,
  });
  const alike = theirs
    .filter((other) => other.id !== id && !isOutOfTheWay(other))
    .filter(({ createdAtEpochMs }) => Math.abs(createdAtEpochMs - ticket.createdAtEpochMs) <= DUPLICATE_WITHIN_MS)
    .filter(({ links }) => !links.some(({ ticketId }) => ticketId === id))
    .map((other) => ({ other, likeness: likeness(ticket.subject, other.subject) }))
    .filter((one) => one.likeness >= DUPLICATE_LIKENESS)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, MAX_DUPLICATES);
  const cards = await ticketCardsOf(
    store,
    alike.map(({ other }) => other),
  );
  return { items: cards.map((card, at) => ({ ...card, likeness: alike[at]?.likeness ?? 0 })) };
}
