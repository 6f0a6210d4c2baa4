/** What a message changes of its ticket, and the events of it: counts, times, contacts, unread, a reopening. */
import type { Message } from "#shared/model/message.ts";
import type { Person } from "#shared/model/person.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { isByPerson } from "#shared/rules/email/classification.ts";
import { customerOrSender } from "#shared/rules/email/customer.ts";
import { firstOpenStage, stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { DeskContext } from "../context.ts";
import { notify } from "../notifications/notify.ts";
import { isForLater } from "../outgoing/new-outbox-item.ts";
import { contactOf, peopleByIds } from "../people.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { moveTicket } from "../ticket-changes/move-ticket.ts";
import { bringBack } from "../ticket-changes/set-aside.ts";
import { wake } from "../ticket-changes/wake.ts";
import type { TicketDraft } from "../ticket-changes/ticket-draft.ts";
import { snippetOf } from "./snippet.ts";

export async function applyToTicket(
  context: DeskContext,
  piece: PieceOfWork,
  draft: TicketDraft,
  message: Message,
): Promise<void> {
  const { ticket } = draft;
  const { verdict } = message;
  const isIncoming = message.direction === "incoming";
  const isPerson = isByPerson(message);
  const isLater = !isIncoming && isForLater(message);
  const later = (known: number | null) => Math.max(known ?? 0, message.atEpochMs);
  const who = customerOrSender(message);
  // Nothing that a customer says is lost in the trash. Spam stays what it is.
  if (ticket.aside?.as === "trash" && isIncoming && isPerson && !draft.origin.isHistory) bringBack(draft);
  const contact =
    isIncoming && isPerson && message.placement.kind !== "side" && who.address !== ""
      ? await contactOf(piece.people, who, draft.origin)
      : null;
  const isNewest =
    message.atEpochMs >= Math.max(ticket.lastCustomerMessageAtEpochMs ?? 0, ticket.lastAgentMessageAtEpochMs ?? 0);
  draft.set({
    messageCount: ticket.messageCount + 1,
    ...(draft.origin.isHistory ? { historyUntilEpochMs: later(ticket.historyUntilEpochMs ?? null) } : {}),
    ...(isNewest && !isLater ? { snippet: snippetOf(message) } : {}),
    ...(isIncoming && isPerson ? { unread: true } : {}),
    ...(isIncoming && isPerson && isOfCustomer(verdict)
      ? { lastCustomerMessageAtEpochMs: later(ticket.lastCustomerMessageAtEpochMs) }
      : {}),
    ...(isIncoming && isPerson && verdict?.kind === "no-change" && verdict.rule === "D9"
      ? { customerHeardAtEpochMs: later(ticket.customerHeardAtEpochMs ?? null) }
      : {}),
    // What a workflow sends is no answer of an agent: a customer who waits still waits (F2).
    ...(message.direction === "outgoing" && isPerson && !isLater
      ? { lastAgentMessageAtEpochMs: later(ticket.lastAgentMessageAtEpochMs) }
      : {}),
    ...(contact && !(await isContactOf(piece, ticket, contact))
      ? { contactIds: [...ticket.contactIds, contact.id] }
      : {}),
    // A ticket made by hand begins in the first thread that it gets (D2).
    ...(ticket.originConversationId === null && message.conversationId !== null && message.placement.kind !== "side"
      ? { originConversationId: message.conversationId }
      : {}),
    ...(contact && ticket.primaryContactId === null ? { primaryContactId: contact.id } : {}),
  });
  if (isIncoming && isPerson && isOfCustomer(verdict) && !draft.origin.isHistory) wake(draft);
  // D8c: what goes later changes its ticket then.
  if (message.conversationId === null || verdict === null || isLater) return;
  if (message.placement.kind === "side") {
    draft.emit(
      { type: "conversation.side-added", conversationId: message.conversationId, address: message.from.address },
      { kind: "rule", rule: "D9" },
    );
  }
  draft.emit({
    type: isIncoming ? "message.received" : "message.sent",
    messageId: message.id,
    conversationId: message.conversationId,
    verdict,
  });
  if (verdict.kind === "reopened") reopen(context, draft, verdict.rule);
  else if (isIncoming && isPerson) await tellOfClosed(context, piece, draft, message);
}

/** Nobody looks among the closed ones: what came there and reopened nothing would lie unseen. Its owner is told. */
async function tellOfClosed(
  context: DeskContext,
  piece: PieceOfWork,
  { ticket, origin }: TicketDraft,
  message: Message,
): Promise<void> {
  const pipeline = context.setup.find("pipeline", ticket.pipelineId);
  const isClosed = pipeline !== null && stageOf(pipeline, ticket.stageId)?.kind === "closed";
  if (!isClosed || origin.isHistory || message.classification.fromOwnAddress) return;
  const { name, address } = customerOrSender(message);
  await notify(context, piece.inboxItems, ticket.ownerId, {
    topic: "mail-on-closed",
    ticketId: ticket.id,
    outboxItemId: null,
    channelId: message.channelId,
    about: name || address,
    detail: message.subject,
    occasion: [message.id],
  });
}

/** Also where the ticket names somebody who was merged into them since. */
async function isContactOf(piece: PieceOfWork, { contactIds }: Ticket, { id }: Person): Promise<boolean> {
  if (contactIds.includes(id)) return true;
  return (await peopleByIds(piece.people, contactIds)).some((person) => person.id === id);
}

/** A colleague who writes by mail (D7) and a stranger beside the thread (D9) are no customer who waits for an answer (F2). */
export function isOfCustomer(verdict: Message["verdict"]): boolean {
  return verdict?.kind !== "no-change" || (verdict.rule !== "D7" && verdict.rule !== "D9");
}

/** D6: to the first open stage, whatever the rules of section G say; C2 applies. */
function reopen(context: DeskContext, draft: TicketDraft, rule: "D6" | "D10"): void {
  const pipeline = context.setup.require("pipeline", draft.ticket.pipelineId);
  const place = { pipelineId: pipeline.id, stageId: firstOpenStage(pipeline).id };
  moveTicket(draft, { from: pipeline, to: pipeline }, place, { kind: "rule", rule }, { kind: "rule", rule });
}
