/**
 * What a merge does to the ticket that takes over (H5, F5). The merged ticket bears the other's id and the event by now, and the event stays in it until
 * all of this is written: after a crash it is done again, from wherever it was.
 *
 * 1. Messages, in pieces: a piece that was moved is not found again.
 * 2. Conversations and what waits in the outbox.
 * 3. Both tickets in one transaction; the event in the other ticket says that it has taken over.
 *
 * Counts and dates follow from the documents, so that they are right however often this is done.
 */
import type { TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import type { Batch } from "../work.ts";
import type { DeskContext } from "../context.ts";
import { outboxItemIdOf } from "../derived-ids.ts";
import { standingTicket } from "../ticket-changes/merged-ticket.ts";
import { changeProperties } from "../ticket-changes/change-properties.ts";
import { draftOf, type ChangeOrigin, type TicketDraft } from "../ticket-changes/ticket-draft.ts";

/** Messages moved in one write: with their texts some megabytes. */
const MESSAGES_AT_ONCE = 500;

/** As many as a ticket may have. */
const [MAX_TAGS, MAX_FOLLOWERS] = [50, 200];

/**
 * Takes over a merged ticket. Everything else that the batch decided must be written by now.
 * @returns whether there is something in the batch to be written.
 */
export async function mergeTickets(
  context: DeskContext,
  batch: Batch,
  fromTicketId: TicketId,
  intoTicketId: TicketId,
  origin: ChangeOrigin,
): Promise<boolean> {
  const from = await batch.tickets.get(fromTicketId);
  const named = await batch.tickets.get(intoTicketId);
  // It may have been merged into a third one meanwhile, in the same piece of work.
  const into = named && (await standingTicket(named, (id) => batch.tickets.get(id)));
  if (!from || !into || into.id === from.id || into.mergedIntoTicketId !== undefined) return false;
  await moveMessages(context, batch, from, into.id);
  const moved = [
    await moveConversations(context, batch, from, into, origin),
    await moveTasks(context, batch, from, into, origin),
  ];
  const isTold = await takeOver(context, batch, from, into, origin);
  return isTold || moved.some((count) => count > 0);
}

async function moveMessages(context: DeskContext, batch: Batch, from: Ticket, ticketId: TicketId): Promise<void> {
  const { messages } = context.store;
  const left = new Set<string>();
  const isDone = workDone(context, batch, from);
  for (;;) {
    const found = await messages.find({
      selector: { ticketId: from.id },
      sort: [{ atEpochMs: "asc" }, { id: "asc" }],
      limit: MESSAGES_AT_ONCE + left.size,
    });
    const here = found.filter(({ id }) => !left.has(id));
    if (here.length === 0) return;
    await batch.messages.load(here.map(({ id }) => id));
    for (const { id } of here) {
      const message = await batch.messages.get(id);
      // A crash came before what follows from it was written: recovery sees to it, and finds where it belongs.
      if (!message || !(message.settled || (await isDone(message)))) left.add(id);
      // All that follows from it is written, under the ticket that it came to; it must not be done again under the other.
      else batch.messages.put({ ...message, ticketId, settled: true });
    }
    await moveOutboxItems(batch, here, ticketId);
    await batch.messages.write();
  }
}

/** Before their messages, which lead to them: they wait on the ticket on which their writer's view of it is judged now (H1b). */
async function moveOutboxItems(batch: Batch, messages: readonly Message[], ticketId: TicketId): Promise<void> {
  const ids = messages.filter(({ direction }) => direction === "outgoing").map(({ id }) => outboxItemIdOf(id));
  await batch.outbox.load(ids);
  for (const id of ids) {
    const item = await batch.outbox.get(id);
    if (item && item.ticketId !== ticketId) batch.outbox.put({ ...item, ticketId });
  }
  await batch.outbox.write();
}

/** Whether all that follows from an unsettled message is written: its event in the ticket or its history, for a mail to colleagues its place in the outbox. */
function workDone({ store }: DeskContext, batch: Batch, ticket: Ticket): (message: Message) => Promise<boolean> {
  let told: ReadonlySet<string> | null = null;
  return async ({ id, conversationId }) => {
    if (conversationId === null) return (await batch.outbox.get(outboxItemIdOf(id))) !== null;
    told ??= new Set(
      [...(await store.activities.find({ selector: { ticketId: ticket.id } })), ...ticket.pending].flatMap(({ body }) =>
        body.type === "message.received" || body.type === "message.sent" ? [body.messageId] : [],
      ),
    );
    return told.has(id);
  };
}

async function moveConversations(
  { store }: DeskContext,
  batch: Batch,
  from: Ticket,
  { id: ticketId }: Ticket,
  origin: ChangeOrigin,
): Promise<number> {
  const found = await store.conversations.find({ selector: { ticketId: from.id } });
  await batch.conversations.load(found.map(({ id }) => id));
  for (const { id } of found) {
    const conversation = await batch.conversations.get(id);
    if (!conversation) continue;
    batch.conversations.put(touch(conversation, { ticketId }, origin.nextStamp(), COLLECTIONS.conversations.sets));
  }
  return found.length;
}

/** What is still to be done for the ticket. */
async function moveTasks(
  { store }: DeskContext,
  batch: Batch,
  from: Ticket,
  { id: ticketId }: Ticket,
  origin: ChangeOrigin,
): Promise<number> {
  const found = await store.inboxItems.find({ selector: { kind: "task", ticketId: from.id, doneAtEpochMs: null } });
  for (const { id } of found) {
    const task = await batch.inboxItems.get(id);
    if (task) batch.inboxItems.put(touch(task, { ticketId }, origin.nextStamp(), []));
  }
  return found.length;
}

/** @returns false where it has taken over already */
async function takeOver(
  { store }: DeskContext,
  batch: Batch,
  from: Ticket,
  into: Ticket,
  origin: ChangeOrigin,
): Promise<boolean> {
  const draft = draftOf(into, origin);
  const event = draft.emit({ type: "ticket.merged", ticketId: from.id, role: "from" });
  if (into.pending.some(({ id }) => id === event.id) || (await store.activities.get(event.id)) !== null) return false;
  // Notes and mails to colleagues are in no conversation and don't count.
  const count = (ticketId: TicketId) => store.messages.count({ ticketId, conversationId: { $ne: null } });
  unite(draft, from, await count(into.id));
  await batch.change(draft);
  const rest = draftOf((await batch.tickets.get(from.id)) ?? from, origin);
  rest.set({ messageCount: await count(from.id), unread: false });
  batch.tickets.put(rest.ticket);
  return true;
}

/** Contacts, tags and followers of both; the newest of the dates. Owner, priority and due date are those of the ticket that takes over. */
function unite(draft: TicketDraft, from: Ticket, messageCount: number): void {
  const { ticket } = draft;
  const latest = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.max(a, b));
  const lastMessage = (of: Ticket) => latest(of.lastCustomerMessageAtEpochMs, of.lastAgentMessageAtEpochMs) ?? 0;
  const isLinked = ticket.links.some(({ ticketId }) => ticketId === from.id);
  draft.set({
    messageCount,
    contactIds: Array.from(new Set([...ticket.contactIds, ...from.contactIds])),
    primaryContactId: ticket.primaryContactId ?? from.primaryContactId,
    // Made by hand: from now on it has a thread in which it began.
    originConversationId: ticket.originConversationId ?? from.originConversationId,
    lastCustomerMessageAtEpochMs: latest(ticket.lastCustomerMessageAtEpochMs, from.lastCustomerMessageAtEpochMs),
    lastAgentMessageAtEpochMs: latest(ticket.lastAgentMessageAtEpochMs, from.lastAgentMessageAtEpochMs),
    ...(lastMessage(from) > lastMessage(ticket) ? { snippet: from.snippet } : {}),
    unread: ticket.unread || from.unread,
    ...(isLinked ? {} : { links: [...ticket.links, { ticketId: from.id, relation: "related" as const }] }),
  });
  changeProperties(draft, {
    tags: united(ticket.tags, from.tags, MAX_TAGS),
    followerIds: united(ticket.followerIds, from.followerIds, MAX_FOLLOWERS),
  });
}

/** Its own first: what goes beyond the limit is left behind, on the ticket that was merged. */
function united<Element>(own: readonly Element[], others: readonly Element[], max: number): Element[] {
  return Array.from(new Set([...own, ...others])).slice(0, Math.max(max, own.length));
}
