import type { Cause } from "#shared/model/cause.ts";
import type { Conversation, FiledAs } from "#shared/model/conversation.ts";
import type { ConversationId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { MAX_TICKET_SUBJECT_CHARACTERS } from "#shared/model/ticket.ts";
import type { Person } from "#shared/model/person.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { isByPerson } from "#shared/rules/email/classification.ts";
import { customerOrSender } from "#shared/rules/email/customer.ts";
import { filedAfterMail, filedAs } from "#shared/rules/inbox/filing.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { firstOpenStage, stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { startStage, targetStage } from "#shared/rules/pipeline-rules/start-stage.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { momentOfId, outboxItemIdOf } from "../derived-ids.ts";
import { MAX_PARTICIPANTS } from "../limits.ts";
import { isForLater, newOutboxItem } from "../outgoing/new-outbox-item.ts";
import { notify } from "../notifications/notify.ts";
import { noteNewsOfSentMail } from "../outgoing/news-of-sent-mail.ts";
import { contactOf, normalAddress, peopleByIds, personOf } from "../people.ts";
import { standingTicket } from "../ticket-changes/merged-ticket.ts";
import { moveTicket } from "../ticket-changes/move-ticket.ts";
import { tellWaitingTickets } from "./tell-waiting-tickets.ts";
import { newTicketDraft } from "../ticket-changes/new-ticket.ts";
import { draftOf, type ChangeOrigin, type TicketDraft } from "../ticket-changes/ticket-draft.ts";
import { COLLECTIONS } from "#main/store/collections.ts";

const NO_SUBJECT = "(no subject)";

/** What the version before had done of it, where a crash cut that off. */
export type HalfApplied = {
  /** It is one of them. */
  readonly messagesInConversation: number;
  /** The ticket has its event, and all that it changes of the ticket. */
  readonly isApplied: boolean;
};

/** Everything that follows from a message whose place and verdict are decided: its conversation, its contact, its ticket with events. */
export async function applyMessage(
  context: DeskContext,
  piece: PieceOfWork,
  given: Message,
  cause: Cause,
  { half, isHistory = false }: { readonly half?: HalfApplied; readonly isHistory?: boolean } = {},
): Promise<void> {
  const own = given.ticketId === null ? null : await piece.tickets.get(given.ticketId);
  const isApplied = own !== null && half?.isApplied === true;
  // A ticket that was merged takes no message any more, but keeps what it had before.
  const standing = own && !isApplied ? await standingTicket(own, (id) => piece.tickets.get(id)) : own;
  const message: Message = standing === null ? given : { ...given, ticketId: standing.id };
  const momentMs = momentOfId(message.id);
  const origin: ChangeOrigin = {
    atEpochMs: message.atEpochMs,
    cause,
    depth: 0,
    derivedFrom: [message.id],
    ...(momentMs === undefined ? {} : { derivedAtEpochMs: momentMs }),
    isHistory,
    nextStamp: () => context.nextStamp(),
  };
  piece.messages.put(message);
  await applyToConversation(context, piece, message, origin, half?.messagesInConversation);
  if (message.direction === "outgoing") await queueForSending(context, piece, message);
  else if (!isHistory) await noteNewsOfSentMail(context, piece, message);
  if (!isHistory) await tellWaitingTickets(context, piece, message, origin);
  // A mail to colleagues belongs to its ticket and to no thread: nothing follows from it.
  if (message.ticketId === null || message.conversationId === null || isApplied) return;

  const known = await piece.tickets.get(message.ticketId);
  const draft = known ? draftOf(known, origin) : await newTicketOf(context, piece, message, origin);
  await applyToTicket(context, piece, draft, message);
  await piece.change(draft);
  if (!known && message.placement.followsTicketId) await linkPredecessor(piece, message, origin);
}

/** What was written here waits to be sent; its place in the outbox follows from the message, so it waits there once. */
async function queueForSending(context: DeskContext, piece: PieceOfWork, message: Message): Promise<void> {
  if (await piece.outbox.get(outboxItemIdOf(message.id))) return;
  piece.outbox.put(newOutboxItem(message, context.nextStamp()));
}

async function applyToConversation(
  context: DeskContext,
  piece: PieceOfWork,
  message: Message,
  origin: ChangeOrigin,
  messageCount?: number,
): Promise<void> {
  if (message.conversationId === null) return;
  const known = await piece.conversations.get(message.conversationId);
  const before = known ?? conversationOf(message, message.conversationId);
  const isNewest = message.atEpochMs >= before.lastMessageAtEpochMs;
  const filed = await filedBy(piece, message, before, known === null || known === undefined);
  const people = [
    message.from,
    ...(message.customer ? [message.customer] : []),
    ...message.replyTo,
    ...message.to,
    ...message.cc,
  ].map(({ address }) => normalAddress(address));
  const participants = Array.from(new Set([...before.participants, ...people]))
    .filter((address) => address !== "")
    .slice(0, MAX_PARTICIPANTS);
  piece.conversations.put(
    touch(
      before,
      {
        // They only grow.
        ...(participants.length === before.participants.length ? {} : { participants }),
        messageCount: messageCount ?? before.messageCount + 1,
        ...(isNewest ? { lastMessageAtEpochMs: message.atEpochMs, snippet: snippetOf(message) } : {}),
        ...(before.ticketId === null && message.ticketId !== null ? { ticketId: message.ticketId } : {}),
        ...(filed === filedAs(before) ? {} : { filed: { as: filed, atEpochMs: message.atEpochMs, byUserId: null } }),
      },
      origin.nextStamp(),
      COLLECTIONS.conversations.sets,
    ),
  );
  if (before.ticketId === null && message.ticketId !== null && known) await takeAlong(context, piece, known, message);
}

/** B2: what comes in brings an archived conversation back; what a blocked sender begins is put away. */
async function filedBy(piece: PieceOfWork, message: Message, before: Conversation, isNew: boolean): Promise<FiledAs> {
  if (message.direction !== "incoming") return filedAs(before);
  if (!isNew) return filedAfterMail(before);
  if (message.ticketId !== null) return "inbox";
  const { address } = customerOrSender(message);
  const writer = await personOf(piece.people, address);
  return typeof writer?.blockedAtEpochMs === "number" ? "blocked" : "inbox";
}

/** The conversation that a message begins, before the message counts in it. */
export function conversationOf(message: Message, id: ConversationId): Conversation {
  return {
    id,
    ticketId: message.ticketId,
    channelId: message.channelId,
    kind: message.placement.kind === "side" ? "side" : "thread",
    subject: message.subject,
    participants: [],
    listId: message.listId,
    forwarded: message.classification.forwarded,
    createdAtEpochMs: message.atEpochMs,
    lastMessageAtEpochMs: message.atEpochMs,
    messageCount: 0,
    snippet: "",
    stamps: {},
  };
}

/** A conversation without a ticket got one: its earlier messages belong to the ticket too. */
async function takeAlong(
  context: DeskContext,
  piece: PieceOfWork,
  conversation: Conversation,
  message: Message,
): Promise<void> {
  const earlier = await context.store.messages.find({ selector: { conversationId: conversation.id } });
  for (const { id } of earlier) {
    const current = await piece.messages.get(id);
    if (current && current.ticketId === null) piece.messages.put({ ...current, ticketId: message.ticketId });
  }
  for (const current of piece.messages.changed()) {
    if (current.conversationId === conversation.id && current.ticketId === null)
      piece.messages.put({ ...current, ticketId: message.ticketId });
  }
}

async function newTicketOf(
  context: DeskContext,
  piece: PieceOfWork,
  message: Message,
  origin: ChangeOrigin,
): Promise<TicketDraft> {
  const channel = message.channelId === null ? null : context.setup.find("channel", message.channelId);
  const pipelineOfChannel = channel ? context.setup.find("pipeline", channel.pipelineId) : null;
  const previous = message.placement.followsTicketId
    ? await piece.tickets.get(message.placement.followsTicketId)
    : null;
  const pipeline =
    (previous ? context.setup.find("pipeline", previous.pipelineId) : null) ??
    pipelineOfChannel ??
    context.setup.pipelines()[0];
  if (!pipeline || message.ticketId === null) throw new TypeError("A ticket needs a pipeline and an id.");
  const stage = channel?.pipelineId === pipeline.id ? targetStage(pipeline, channel.stageId) : startStage(pipeline);
  const who = customerOrSender(message);
  const contact = who.address === "" ? null : await contactOf(piece.people, who, origin);
  const draft = newTicketDraft(
    {
      id: message.ticketId,
      number: context.nextTicketNumber(),
      subject: subjectOf(message),
      pipeline,
      stageId: stage.id,
      source: "email",
      contactId: contact?.id ?? null,
      channelId: message.channelId,
      originConversationId: message.conversationId,
      ownerId: previous?.ownerId ?? null,
    },
    origin,
  );
  if (previous) {
    draft.set({ links: [{ ticketId: previous.id, relation: "follows" }] });
    draft.emit({ type: "ticket.linked", ticketId: previous.id, relation: "follows" }, { kind: "rule", rule: "D10" });
  }
  return draft;
}

async function applyToTicket(
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

async function linkPredecessor(piece: PieceOfWork, message: Message, origin: ChangeOrigin): Promise<void> {
  const previous = message.placement.followsTicketId
    ? await piece.tickets.get(message.placement.followsTicketId)
    : null;
  if (!previous || message.ticketId === null) return;
  const draft = draftOf(previous, origin);
  draft.set({ links: [...previous.links, { ticketId: message.ticketId, relation: "followed-by" }] });
  draft.emit(
    { type: "ticket.linked", ticketId: message.ticketId, relation: "followed-by" },
    { kind: "rule", rule: "D10" },
  );
  await piece.change(draft);
}

/** A mail's subject may be longer than a ticket's. */
function subjectOf({ subject }: Message): string {
  const words = subject.trim();
  if (words.length <= MAX_TICKET_SUBJECT_CHARACTERS) return words || NO_SUBJECT;
  return `${words.slice(0, MAX_TICKET_SUBJECT_CHARACTERS - 1).toWellFormed()}…`;
}

const SNIPPET_CHARACTERS = 140;
/** All blanks but single spaces, which are most of them and stay as they are. */
const WIDE_BLANKS = /[^\S ]\s*| \s+/gu;

export function snippetOf({ visibleText, text }: Pick<Message, "visibleText" | "text">): string {
  const words = (visibleText.trim() || text.trim()).slice(0, SNIPPET_CHARACTERS * 4).replaceAll(WIDE_BLANKS, " ");
  return words.length <= SNIPPET_CHARACTERS ? words : `${words.slice(0, SNIPPET_CHARACTERS - 1).trimEnd()}…`;
}
