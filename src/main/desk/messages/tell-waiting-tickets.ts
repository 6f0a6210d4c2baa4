import type { Message } from "#shared/model/message.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { isByPerson } from "#shared/rules/email/classification.ts";
import { customerOrSender } from "#shared/rules/email/customer.ts";
import { MAX_WAITING_TICKETS } from "../limits.ts";
import type { DeskContext } from "../context.ts";
import { personOf, ticketContactIds } from "../people.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { draftOf, type ChangeOrigin } from "../ticket-changes/ticket-draft.ts";

/**
 * A customer who writes a new mail is not silent, whatever ticket it makes: their open tickets that wait for them learn of it, so that none is closed as if nobody had answered. Each is told
 * once, until an agent writes on it again or a workflow waits there.
 * @rule F2
 */
export async function tellWaitingTickets(
  { store, setup, automations }: DeskContext,
  piece: PieceOfWork,
  message: Message,
  origin: ChangeOrigin,
): Promise<void> {
  const { direction, verdict, ticketId } = message;
  const { address } = customerOrSender(message);
  if (direction !== "incoming" || verdict?.kind !== "new-conversation" || !isByPerson(message) || address === "")
    return;
  const open = setup
    .pipelines()
    .flatMap(({ stages }) => stages.filter(({ kind }) => kind === "open").map(({ id }) => id));
  // All addresses of one person are theirs (D8b).
  const contact = await personOf(piece.people, address);
  if (contact === null) return;
  const ids = ticketContactIds(contact);
  const found = await store.tickets.find({
    selector: { primaryContactId: ids.length === 1 ? contact.id : { $in: ids }, stageId: { $in: open } },
    sort: [{ lastActivityAtEpochMs: "desc" }, { id: "desc" }],
    limit: MAX_WAITING_TICKETS,
  });
  for (const { id } of found) {
    const ticket = id === ticketId ? null : await piece.tickets.get(id);
    if (ticket === null || !waitsForCustomer(ticket)) continue;
    if (isToldAlready(ticket) && !automations.isWaiting(id)) continue;
    const draft = draftOf(ticket, { ...origin, derivedFrom: [message.id, "elsewhere"] });
    draft.set({ customerHeardAtEpochMs: Math.max(ticket.customerHeardAtEpochMs ?? 0, message.atEpochMs) });
    draft.emit({ type: "contact.wrote", messageId: message.id, ticketId });
    await piece.change(draft);
  }
}

/** In its own threads an agent wrote last. */
function waitsForCustomer({ lastAgentMessageAtEpochMs, lastCustomerMessageAtEpochMs }: Ticket): boolean {
  return lastAgentMessageAtEpochMs !== null && lastAgentMessageAtEpochMs > (lastCustomerMessageAtEpochMs ?? 0);
}

function isToldAlready({ lastAgentMessageAtEpochMs, customerHeardAtEpochMs }: Ticket): boolean {
  return (customerHeardAtEpochMs ?? 0) >= (lastAgentMessageAtEpochMs ?? 0);
}
