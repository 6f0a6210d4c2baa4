import type { MergeTargets } from "#shared/contract/tickets.ts";
import type { PersonId, TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import { personById, ticketContactIds } from "../people.ts";
import type { ReadContext } from "../read-context.ts";
import { standingTicket } from "../ticket-changes/merged-ticket.ts";
import { requireTicket } from "./require-ticket.ts";
import { searchDesk } from "./search.ts";
import { WORKED_ON } from "./worked-on.ts";
import { ticketCardsOf } from "./views.ts";

type Input = { readonly id: TicketId; readonly q: string; readonly limit: number };

/**
 * Tickets that this one could be one with: by number, by words of the subject or by person; without words the same contact's, then those of the newest activity. One that was merged is
 * answered with the ticket that stands for it.
 * @throws PD_DESK_NOT_FOUND
 * @rule H5
 */
export async function mergeTargets(context: ReadContext, { id, q, limit }: Input): Promise<MergeTargets> {
  const { store } = context;
  const ticket = await requireTicket(context, id);
  const contactIds = await contactIdsOf(context, ticket);
  const isSame = ({ primaryContactId }: Ticket) => primaryContactId !== null && contactIds.includes(primaryContactId);
  const text = q.trim();
  const found = text === "" ? await newest(context, contactIds, limit) : await named(context, text, limit, isSame);
  const targets = new Map<TicketId, Ticket>();
  for (const one of found) {
    const standing = await standingTicket(one, (other) => store.tickets.get(other));
    if (standing.id !== id && !isOutOfTheWay(standing)) targets.set(standing.id, standing);
  }
  const shown = Array.from(targets.values()).slice(0, limit);
  const [own, ...cards] = await ticketCardsOf(store, [ticket, ...shown]);
  if (own === undefined) throw new TypeError("A ticket has a card.");
  const sameIds = new Set(shown.filter(isSame).map((one) => one.id));
  return { ticket: own, items: cards.map((card) => ({ ...card, isSameContact: sameIds.has(card.id) })) };
}

/** Of the contact that the ticket is with, and of those who were merged into them. */
async function contactIdsOf({ store }: ReadContext, { primaryContactId }: Ticket): Promise<PersonId[]> {
  const contact = await personById(store.people, primaryContactId);
  return contact ? ticketContactIds(contact) : [];
}

const NEWEST_FIRST = [{ lastActivityAtEpochMs: "desc" as const }, { id: "desc" as const }];

async function newest({ store }: ReadContext, contactIds: readonly PersonId[], limit: number): Promise<Ticket[]> {
  // The ticket itself, and those that were merged into it, are among them.
  const asked = limit * 2;
  const theirs =
    contactIds.length === 0
      ? []
      : await store.tickets.find({
          selector: { primaryContactId: { $in: [...contactIds] }, ...WORKED_ON },
          sort: NEWEST_FIRST,
          limit: asked,
        });
  return [...theirs, ...(await store.tickets.find({ selector: WORKED_ON, sort: NEWEST_FIRST, limit: asked }))];
}

async function named(
  context: ReadContext,
  text: string,
  limit: number,
  isSame: (ticket: Ticket) => boolean,
): Promise<Ticket[]> {
  const { store } = context;
  const number = /^#?\s*(\d{1,15})$/u.exec(text)?.[1];
  const numbered =
    number === undefined ? [] : await store.tickets.find({ selector: { number: Number(number) }, limit: 1 });
  const { items } = await searchDesk(context, { q: text, kind: "ticket", offset: 0, limit: limit * 2 });
  const ids = items.flatMap(({ ticketId }) => (ticketId === null ? [] : [ticketId]));
  const tickets = await store.tickets.getMany(ids);
  const worded = ids.flatMap((one) => tickets.get(one) ?? []);
  return [...numbered, ...worded.filter(isSame), ...worded.filter((one) => !isSame(one))];
}
