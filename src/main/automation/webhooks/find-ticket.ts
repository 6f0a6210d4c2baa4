import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import { z } from "zod";
import { TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { personOf, ticketContactIds } from "#main/desk/people.ts";
import { MAX_CONTACT_TICKETS, MAX_MERGES_FOLLOWED } from "./limits.ts";

/** How a call names its ticket; a form has texts only. The first that is there counts. */
const Names = z.object({
  ticketId: TicketId.optional(),
  ticketNumber: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  email: z.string().trim().min(3).max(320).optional(),
});

export type FoundTicket =
  | { readonly kind: "found"; readonly ticket: Ticket }
  /** `about`: what was looked for, in words. */
  | { readonly kind: "none"; readonly about: string }
  /** It names none. */
  | { readonly kind: "unnamed" };

/** The ticket that a call means. One that was merged is followed to where its conversations are. */
export async function findTicket(context: DeskContext, data: Readonly<Record<string, unknown>>): Promise<FoundTicket> {
  const names = Names.safeParse({
    ticketId: data["ticketId"],
    ticketNumber: data["ticketNumber"],
    email: data["email"],
  });
  if (!names.success) return { kind: "unnamed" };
  const { ticketId, ticketNumber, email } = names.data;
  const { tickets } = context.store;
  if (ticketId !== undefined) return followed(context, await tickets.get(ticketId), `with the id "${ticketId}"`);
  if (ticketNumber !== undefined) {
    const [ticket] = await tickets.find({ selector: { number: ticketNumber }, limit: 1 });
    return followed(context, ticket ?? null, `with the number ${ticketNumber}`);
  }
  if (email === undefined) return { kind: "unnamed" };
  return followed(context, await newestOpenOf(context, email), `of ${email} that is open`);
}

async function newestOpenOf({ store, setup }: DeskContext, email: string): Promise<Ticket | null> {
  const contact = await personOf(store.people, email);
  if (!contact) return null;
  const ids = ticketContactIds(contact);
  const found = await store.tickets.find({
    selector: { primaryContactId: ids.length === 1 ? contact.id : { $in: ids } },
    sort: [{ lastActivityAtEpochMs: "desc" }, { id: "desc" }],
    limit: MAX_CONTACT_TICKETS,
  });
  const isOpen = (ticket: Ticket) => {
    const { pipelineId, stageId } = ticket;
    const pipeline = setup.find("pipeline", pipelineId);
    return !isOutOfTheWay(ticket) && pipeline !== null && stageOf(pipeline, stageId)?.kind === "open";
  };
  const newestFirst = found.filter(isOpen).toSorted((a, b) => b.createdAtEpochMs - a.createdAtEpochMs);
  return newestFirst[0] ?? null;
}

async function followed({ store }: DeskContext, first: Ticket | null, about: string): Promise<FoundTicket> {
  let ticket = first;
  for (let hop = 0; ticket?.mergedIntoTicketId !== undefined && hop < MAX_MERGES_FOLLOWED; hop += 1)
    ticket = await store.tickets.get(ticket.mergedIntoTicketId);
  return ticket ? { kind: "found", ticket } : { kind: "none", about };
}
