/**
 * Undoes a merge (H5): what the merged ticket brought goes back to it, with what came into its threads since, and both stand where they would stand had they never been one. What
 * happened on the other ticket meanwhile stays as it is: only what the merge itself changed, and nobody since, is taken back.
 */
import type { Conversation } from "#shared/model/conversation.ts";
import type { ConversationId, PersonId, TicketId } from "#shared/model/ids.ts";
import type { MergeRecord, Standing } from "#shared/model/merge-record.ts";
import type { Message } from "#shared/model/message.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { isByPerson } from "#shared/rules/email/classification.ts";
import { customerOrSender } from "#shared/rules/email/customer.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { presentPipelineIdIn } from "#shared/rules/pipeline-rules/removal.ts";
import { presentStageIdIn } from "#shared/rules/pipeline-rules/successor.ts";
import { firstOpenStage, stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import type { DeskContext } from "../context.ts";
import { isOfCustomer } from "../messages/apply-to-ticket.ts";
import { snippetOf } from "../messages/snippet.ts";
import { contactIdOf } from "../people.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { changeProperties } from "../ticket-changes/change-properties.ts";
import { moveTicket } from "../ticket-changes/move-ticket.ts";
import { draftOf, type ChangeOrigin, type TicketDraft } from "../ticket-changes/ticket-draft.ts";
import { latest, moveOutboxItems } from "./merge-tickets.ts";

type Both = { readonly from: Ticket; readonly into: Ticket };

/** @param both the merged ticket and the one that took over; `into` is merged into none itself */
export async function unmergeTickets(
  context: DeskContext,
  piece: PieceOfWork,
  both: Both,
  origin: ChangeOrigin,
): Promise<void> {
  const { from, into } = both;
  const conversations = await giveBackConversations(context, piece, both, origin);
  const { given, kept } = await giveBackMessages(context, piece, both, new Set(conversations.map(({ id }) => id)));
  await giveBackTasks(context, piece, both, origin);
  const others = await stillMerged(piece, both);
  const own = draftOf(from, origin);
  standAlone(context, own, into, given);
  const other = draftOf(into, origin);
  giveUp(context, other, from, { others, given, kept });
  const heir = heirOf(from, others);
  if (heir) {
    const draft = draftOf(heir, origin);
    draft.set({ merge: inherited(from, heir, other.ticket, kept) });
    piece.tickets.put(draft.ticket);
  }
  await piece.change(other);
  await piece.change(own);
}

function pathBefore(path: readonly TicketId[] | undefined, id: TicketId): TicketId[] | null {
  const position = path?.indexOf(id) ?? -1;
  return position < 0 ? null : (path ?? []).slice(0, position);
}

async function giveBackConversations(
  { store }: DeskContext,
  piece: PieceOfWork,
  { from, into }: Both,
  origin: ChangeOrigin,
): Promise<Conversation[]> {
  const back: Conversation[] = [];
  for (const stored of await store.conversations.find({ selector: { ticketId: into.id } })) {
    const conversation = await piece.conversations.get(stored.id);
    const path = pathBefore(conversation?.mergedFrom, from.id);
    if (!conversation || path === null) continue;
    const changes = { ticketId: from.id, mergedFrom: path.length === 0 ? undefined : path };
    const next = touch(conversation, changes, origin.nextStamp(), COLLECTIONS.conversations.sets);
    piece.conversations.put(next);
    back.push(next);
  }
  return back;
}

async function giveBackMessages(
  { store }: DeskContext,
  piece: PieceOfWork,
  { from, into }: Both,
  conversationIds: ReadonlySet<ConversationId>,
): Promise<{ readonly given: Message[]; readonly kept: Message[] }> {
  const given: Message[] = [];
  const kept: Message[] = [];
  for (const { _deleted, _attachments, _meta, _rev, ...message } of await store.messages.find({
    selector: { ticketId: into.id },
    sort: [{ atEpochMs: "asc" }, { id: "asc" }],
  })) {
    const path = pathBefore(message.mergedFrom, from.id);
    const isInThread = message.conversationId !== null && conversationIds.has(message.conversationId);
    if (path === null && !isInThread) {
      kept.push(message);
      continue;
    }
    const { mergedFrom: _, ...own } = message;
    const next: Message = { ...own, ticketId: from.id, ...(path && path.length > 0 ? { mergedFrom: path } : {}) };
    piece.messages.put(next);
    given.push(next);
  }
  await moveOutboxItems(piece, given, from.id);
  return { given, kept };
}

async function giveBackTasks(
  { store }: DeskContext,
  piece: PieceOfWork,
  { from, into }: Both,
  origin: ChangeOrigin,
): Promise<void> {
  for (const { id } of await store.inboxItems.find({ selector: { kind: "task", ticketId: into.id } })) {
    const task = await piece.inboxItems.get(id);
    const path = task?.kind === "task" ? pathBefore(task.mergedFrom, from.id) : null;
    if (task?.kind !== "task" || path === null) continue;
    const changes = { ticketId: from.id, mergedFrom: path.length === 0 ? undefined : path };
    piece.inboxItems.put(touch(task, changes, origin.nextStamp(), []));
  }
}

/** Other tickets that are merged into the same one: what they brought too stays there. */
async function stillMerged(piece: PieceOfWork, { from, into }: Both): Promise<Ticket[]> {
  const ids = into.links.map(({ ticketId }) => ticketId).filter((id) => id !== from.id);
  await piece.tickets.load(ids);
  const tickets = await Promise.all(ids.map((id) => piece.tickets.get(id)));
  return tickets.flatMap((ticket) => (ticket?.mergedIntoTicketId === into.id ? [ticket] : []));
}

/** What a customer or an agent wrote since the merge, as the tickets count it. */
export function since(messages: readonly Message[], atEpochMs: number) {
  const later = messages.filter((message) => message.atEpochMs > atEpochMs && isByPerson(message));
  const last = (some: readonly Message[]) => some.at(-1)?.atEpochMs ?? null;
  const received = later.filter(({ direction }) => direction === "incoming");
  return {
    customer: last(received.filter(({ verdict }) => isOfCustomer(verdict))),
    agent: last(later.filter(({ direction }) => direction === "outgoing")),
    isReceived: received.length > 0,
  };
}

const inThreads = (messages: readonly Message[]) => messages.filter(({ conversationId }) => conversationId !== null);

/** The merged ticket is one of its own again, where it stood; what a customer has asked in it since and nobody answered is open. */
function standAlone(context: DeskContext, draft: TicketDraft, into: Ticket, given: readonly Message[]): void {
  const { ticket } = draft;
  const record = ticket.merge;
  const news = since(given, record?.atEpochMs ?? Number.POSITIVE_INFINITY);
  const newest = inThreads(given).at(-1);
  draft.set({
    mergedIntoTicketId: undefined,
    merge: undefined,
    messageCount: inThreads(given).length,
    unread: into.unread && (record?.own.unread === true || news.isReceived),
    lastCustomerMessageAtEpochMs: latest(ticket.lastCustomerMessageAtEpochMs, news.customer),
    lastAgentMessageAtEpochMs: latest(ticket.lastAgentMessageAtEpochMs, news.agent),
    ...(newest ? { snippet: snippetOf(newest) } : {}),
    ...(record?.own.linked === false ? {} : { links: ticket.links.filter(({ ticketId }) => ticketId !== into.id) }),
  });
  draft.emit({ type: "ticket.unmerged", ticketId: into.id, role: "into" });
  if (!record) return;
  const isWaitedFor = news.customer !== null && (news.agent ?? 0) < news.customer;
  standAt(context, draft, record.own.standing, isWaitedFor);
}

/**
 * In the stage of then, with its dates; where that is gone, or closed over somebody who waits, in the first open one. Where its pipeline was deleted, in the stage that takes its place
 * in the one that the tickets went to.
 */
function standAt({ setup }: DeskContext, draft: TicketDraft, standing: Standing, mustBeOpen: boolean): void {
  const ever = setup.pipelinesEver();
  const toId = presentPipelineIdIn(ever, standing.pipelineId);
  const [from, to] = [setup.find("pipeline", draft.ticket.pipelineId), toId && setup.find("pipeline", toId)];
  if (!from || !to) return;
  const before = stageOf(
    to,
    to.id === standing.pipelineId ? standing.stageId : (presentStageIdIn(ever, standing.stageId) ?? ""),
  );
  const isBack = before !== undefined && !(mustBeOpen && before.kind === "closed");
  const stageId = isBack ? before.id : firstOpenStage(to).id;
  const place = { pipelineId: to.id, stageId };
  moveTicket(
    draft,
    { from, to },
    place,
    { kind: "rule", rule: "H5" },
    {
      kind: "rule",
      rule: "H5",
    },
  );
  const { closedAtEpochMs, timeToCloseMs, wasReopened, stageEnteredAtEpochMs } = standing;
  if (isBack)
    draft.set({
      closedAtEpochMs,
      timeToCloseMs,
      wasReopened,
      ...(stageEnteredAtEpochMs === undefined ? {} : { stageEnteredAtEpochMs }),
    });
}

/** The one that was merged next: what it found was made by this merge in part, and would be left behind when it too stands alone. */
function heirOf(from: Ticket, others: readonly Ticket[]): Ticket | undefined {
  const merged = (ticket: Ticket) => ticket.merge?.atEpochMs ?? 0;
  return others
    .filter((one) => one.merge?.target !== undefined && merged(one) >= merged(from))
    .toSorted((a, b) => merged(a) - merged(b) || (a.id < b.id ? -1 : 1))[0];
}

/** @param into after it gave up what was the first one's alone: what is still there of it, the heir answers for */
function inherited(from: Ticket, heir: Ticket, into: Ticket, kept: readonly Message[]): MergeRecord | undefined {
  const [before, own] = [from.merge?.target, heir.merge?.target];
  if (!heir.merge || !before || !own) return heir.merge;
  const ownMessages = kept.filter(({ mergedFrom }) => mergedFrom === undefined);
  const news = since(ownMessages, from.merge?.atEpochMs ?? Number.POSITIVE_INFINITY);
  const both = <Element>(left: readonly Element[], right: readonly Element[], has: readonly Element[]) =>
    Array.from(new Set([...left.filter((one) => has.includes(one)), ...right]));
  return {
    ...heir.merge,
    target: {
      standing: before.standing,
      unread: before.unread,
      lastCustomerMessageAtEpochMs: latest(before.lastCustomerMessageAtEpochMs, news.customer),
      lastAgentMessageAtEpochMs: latest(before.lastAgentMessageAtEpochMs, news.agent),
      reopenedInto: before.reopenedInto ?? own.reopenedInto,
      took: {
        contactIds: both(before.took.contactIds, own.took.contactIds, into.contactIds),
        primaryContactId: before.took.primaryContactId === null ? own.took.primaryContactId : into.primaryContactId,
        originConversationId:
          before.took.originConversationId === null ? own.took.originConversationId : into.originConversationId,
        tags: both(before.took.tags, own.took.tags, into.tags),
        followerIds: both(before.took.followerIds, own.took.followerIds, into.followerIds),
        link: own.took.link,
      },
    },
  };
}

/** The ticket that had taken over keeps what is its own, and what those still merged into it brought. */
function giveUp(
  context: DeskContext,
  draft: TicketDraft,
  from: Ticket,
  rest: { readonly others: readonly Ticket[]; readonly given: readonly Message[]; readonly kept: readonly Message[] },
): void {
  const { others, kept } = rest;
  const record = from.merge;
  const target = record?.target;
  const news = since(kept, record?.atEpochMs ?? Number.POSITIVE_INFINITY);
  const newest = inThreads(kept).at(-1);
  draft.emit({ type: "ticket.unmerged", ticketId: from.id, role: "from" });
  draft.set({
    messageCount: inThreads(kept).length,
    ...(newest ? { snippet: snippetOf(newest) } : {}),
    ...(target?.took.link === false
      ? {}
      : { links: draft.ticket.links.filter(({ ticketId }) => ticketId !== from.id) }),
  });
  if (!target) return;
  const { took } = target;
  const brought = (of: (ticket: Ticket) => number | null) =>
    others.map(of).reduce<number | null>((a, b) => latest(a, b), null);
  const without = <Element>(has: readonly Element[], gone: readonly Element[], still: readonly Element[]) =>
    has.filter((one) => !gone.includes(one) || still.includes(one));
  const writers = kept.map((message): PersonId => contactIdOf(customerOrSender(message).address));
  const { ticket } = draft;
  draft.set({
    contactIds: without(ticket.contactIds, took.contactIds, [...writers, ...others.flatMap((one) => one.contactIds)]),
    ...(took.primaryContactId !== null && took.primaryContactId === ticket.primaryContactId
      ? { primaryContactId: others.find((one) => one.primaryContactId !== null)?.primaryContactId ?? null }
      : {}),
    ...(took.originConversationId !== null && took.originConversationId === ticket.originConversationId
      ? { originConversationId: inThreads(kept)[0]?.conversationId ?? null }
      : {}),
    unread: ticket.unread && (target.unread || news.isReceived || others.some((one) => one.merge?.own.unread)),
    lastCustomerMessageAtEpochMs: latest(
      latest(target.lastCustomerMessageAtEpochMs, news.customer),
      brought((one) => one.lastCustomerMessageAtEpochMs),
    ),
    lastAgentMessageAtEpochMs: latest(
      latest(target.lastAgentMessageAtEpochMs, news.agent),
      brought((one) => one.lastAgentMessageAtEpochMs),
    ),
  });
  const tags = others.flatMap((one) => one.tags);
  const followers = others.flatMap((one) => one.followerIds);
  changeProperties(draft, {
    tags: without(ticket.tags, took.tags, tags),
    followerIds: without(ticket.followerIds, took.followerIds, followers),
  });
  if (isOpenOnlyBy(context, target, draft.ticket, others, news)) standAt(context, draft, target.standing, false);
}

/** Open wins had opened it, it is still where that put it (or where the tickets of that stage went, when it was deleted), and nothing else keeps it open. */
function isOpenOnlyBy(
  { setup }: DeskContext,
  { reopenedInto, standing }: NonNullable<MergeRecord["target"]>,
  ticket: Ticket,
  others: readonly Ticket[],
  news: { readonly isReceived: boolean },
): boolean {
  const ever = setup.pipelinesEver();
  return (
    reopenedInto !== null &&
    ticket.stageId === presentStageIdIn(ever, reopenedInto) &&
    ticket.pipelineId === presentPipelineIdIn(ever, standing.pipelineId) &&
    !news.isReceived &&
    !others.some((one) => one.merge?.own.isOpen === true)
  );
}
