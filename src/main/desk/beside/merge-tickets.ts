/**
 * What a merge does to the ticket that takes over (H5, F5). The merged ticket bears the other's id and the event by now; its messages, conversations, tasks and waiting mails go
 * along, all in the piece of work in which it was merged.
 */
import type { StageId, TicketId } from "#shared/model/ids.ts";
import type { MergeRecord } from "#shared/model/merge-record.ts";
import type { Message } from "#shared/model/message.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { firstOpenStage, stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { uniqueTags } from "#shared/rules/unique-tags.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { outboxItemIdOf } from "../derived-ids.ts";
import { standingOf } from "../ticket-changes/merge-into.ts";
import { moveTicket } from "../ticket-changes/move-ticket.ts";
import { standingTicket } from "../ticket-changes/merged-ticket.ts";
import { changeProperties } from "../ticket-changes/change-properties.ts";
import { draftOf, type ChangeOrigin, type TicketDraft } from "../ticket-changes/ticket-draft.ts";

/** As many as a ticket may have. */
const [MAX_TAGS, MAX_FOLLOWERS] = [50, 200];

/**
 * Takes over a merged ticket. All else that the piece of work makes must be carried out by now: it goes along.
 * @rule H5
 */
export async function mergeTickets(
  context: DeskContext,
  piece: PieceOfWork,
  { fromTicketId, intoTicketId }: { readonly fromTicketId: TicketId; readonly intoTicketId: TicketId },
  origin: ChangeOrigin,
): Promise<void> {
  const from = await piece.tickets.get(fromTicketId);
  const named = await piece.tickets.get(intoTicketId);
  // It may have been merged into a third one meanwhile, in the same piece of work.
  const into = named && (await standingTicket(named, (id) => piece.tickets.get(id)));
  if (!from || !into || into.id === from.id || into.mergedIntoTicketId !== undefined) return;
  const moved = await moveBelongings(context, piece, { from, into }, origin);
  await takeOver(context, piece, from, { into, messageCount: into.messageCount + moved }, origin);
}

/**
 * Messages, conversations, tasks and waiting mails.
 * @returns how many messages count: notes and mails to colleagues are in no conversation and don't
 */
export async function moveBelongings(
  context: DeskContext,
  piece: PieceOfWork,
  { from, into }: { readonly from: Ticket; readonly into: Ticket },
  origin: ChangeOrigin,
): Promise<number> {
  const moved = await moveMessages(context, piece, from.id, into.id);
  await moveConversations(context, piece, from, into, origin);
  await moveTasks(context, piece, from, into, origin);
  return moved;
}

async function moveMessages(
  { store }: DeskContext,
  piece: PieceOfWork,
  from: TicketId,
  ticketId: TicketId,
): Promise<number> {
  const stored = await store.messages.find({ selector: { ticketId: from } });
  const here = piece.messages.changedOf(from);
  const ids = Array.from(new Set([...stored, ...here].map(({ id }) => id)));
  await piece.messages.load(ids);
  const moved: Message[] = [];
  for (const id of ids) {
    const message = await piece.messages.get(id);
    if (message?.ticketId !== from) continue;
    piece.messages.put({ ...message, ticketId, mergedFrom: [...(message.mergedFrom ?? []), from] });
    moved.push(message);
  }
  await moveOutboxItems(piece, moved, ticketId);
  return moved.filter(({ conversationId }) => conversationId !== null).length;
}

/** They wait on the ticket on which their writer's view of it is judged now (H1b). */
export async function moveOutboxItems(
  piece: PieceOfWork,
  messages: readonly Message[],
  ticketId: TicketId | null,
): Promise<void> {
  const ids = messages.filter(({ direction }) => direction === "outgoing").map(({ id }) => outboxItemIdOf(id));
  await piece.outbox.load(ids);
  for (const id of ids) {
    const item = await piece.outbox.get(id);
    if (item && item.ticketId !== ticketId) piece.outbox.put({ ...item, ticketId });
  }
}

async function moveConversations(
  { store }: DeskContext,
  piece: PieceOfWork,
  from: Ticket,
  { id: ticketId }: Ticket,
  origin: ChangeOrigin,
): Promise<void> {
  const stored = await store.conversations.find({ selector: { ticketId: from.id } });
  const ids = new Set([...stored, ...piece.conversations.changed()].map(({ id }) => id));
  await piece.conversations.load(Array.from(ids));
  for (const id of ids) {
    const conversation = await piece.conversations.get(id);
    if (conversation?.ticketId !== from.id) continue;
    const mergedFrom = [...(conversation.mergedFrom ?? []), from.id];
    piece.conversations.put(
      touch(conversation, { ticketId, mergedFrom }, origin.nextStamp(), COLLECTIONS.conversations.sets),
    );
  }
}

/** What is still to be done for the ticket. */
async function moveTasks(
  { store }: DeskContext,
  piece: PieceOfWork,
  from: Ticket,
  { id: ticketId }: Ticket,
  origin: ChangeOrigin,
): Promise<void> {
  const stored = await store.inboxItems.find({ selector: { kind: "task", ticketId: from.id, doneAtEpochMs: null } });
  for (const id of new Set([...stored, ...piece.inboxItems.changed()].map((item) => item.id))) {
    const task = await piece.inboxItems.get(id);
    if (task?.kind !== "task" || task.ticketId !== from.id || task.doneAtEpochMs !== null) continue;
    const mergedFrom = [...(task.mergedFrom ?? []), from.id];
    piece.inboxItems.put(touch(task, { ticketId, mergedFrom }, origin.nextStamp(), []));
  }
}

/** The other ticket tells of the merge and takes over what the two have; nothing is left of the messages of the first. */
export async function takeOver(
  context: DeskContext,
  piece: PieceOfWork,
  from: Ticket,
  { into, messageCount }: { readonly into: Ticket; readonly messageCount: number },
  origin: ChangeOrigin,
): Promise<void> {
  const draft = draftOf(into, origin);
  draft.emit({ type: "ticket.merged", ticketId: from.id, role: "from" });
  unite(draft, from, messageCount);
  const reopenedInto = openWins(context, draft, from);
  const target = whatChanged(into, draft.ticket, reopenedInto);
  await piece.change(draft);
  const rest = draftOf((await piece.tickets.get(from.id)) ?? from, origin);
  const { merge } = rest.ticket;
  rest.set({ messageCount: 0, unread: false, ...(merge ? { merge: { ...merge, target } } : {}) });
  piece.tickets.put(rest.ticket);
}

/** Contacts, tags and followers of both; the newest of the dates. Owner, priority and due date are those of the ticket that takes over. */
function unite(draft: TicketDraft, from: Ticket, messageCount: number): void {
  const { ticket } = draft;
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
    tags: united(ticket.tags, from.tags, MAX_TAGS, uniqueTags),
    followerIds: united(ticket.followerIds, from.followerIds, MAX_FOLLOWERS),
  });
}

export function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

/**
 * A question that is still open must not end in a closed ticket: it goes to the stage of the merged one, or where that is of another pipeline, to the first open one.
 * @returns the stage; null where it stays where it is
 * @rule H5
 */
function openWins({ setup }: DeskContext, draft: TicketDraft, from: Ticket): StageId | null {
  const pipeline = setup.find("pipeline", draft.ticket.pipelineId);
  if (!pipeline || from.merge?.own.isOpen !== true) return null;
  if (stageOf(pipeline, draft.ticket.stageId)?.kind !== "closed") return null;
  const { standing } = from.merge.own;
  const same = standing.pipelineId === pipeline.id ? stageOf(pipeline, standing.stageId) : undefined;
  const stage = same ?? firstOpenStage(pipeline);
  const rule = { kind: "rule", rule: "H5" } as const;
  moveTicket(draft, { from: pipeline, to: pipeline }, { pipelineId: pipeline.id, stageId: stage.id }, rule, rule);
  return stage.id;
}

function whatChanged(before: Ticket, after: Ticket, reopenedInto: StageId | null): MergeRecord["target"] {
  const added = <Element>(had: readonly Element[], has: readonly Element[]) => has.filter((one) => !had.includes(one));
  return {
    standing: standingOf(before),
    unread: before.unread,
    lastCustomerMessageAtEpochMs: before.lastCustomerMessageAtEpochMs,
    lastAgentMessageAtEpochMs: before.lastAgentMessageAtEpochMs,
    reopenedInto,
    took: {
      contactIds: added(before.contactIds, after.contactIds),
      primaryContactId: before.primaryContactId === null ? after.primaryContactId : null,
      originConversationId: before.originConversationId === null ? after.originConversationId : null,
      tags: added(before.tags, after.tags),
      followerIds: added(before.followerIds, after.followerIds),
      link: before.links.length !== after.links.length,
    },
  };
}

/** Its own first: what goes beyond the limit is left behind, on the ticket that was merged. */
function united<Element>(
  own: readonly Element[],
  others: readonly Element[],
  max: number,
  once: (all: readonly Element[]) => Element[] = (all) => Array.from(new Set(all)),
): Element[] {
  return once([...own, ...others]).slice(0, Math.max(max, own.length));
}
