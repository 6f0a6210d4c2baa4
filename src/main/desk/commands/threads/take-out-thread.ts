/**
 * A thread, or the end of one, leaves its ticket: for one of its own, or for the inbox. Messages keep their ids: answers find their thread by them, wherever it is. What was taken out once and came back makes the same
 * ticket when it is taken out again.
 */
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import { ConversationId, type MessageId, type TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { MAX_TICKET_SUBJECT_CHARACTERS, type Ticket } from "#shared/model/ticket.ts";
import type { TicketChange } from "#shared/model/ticket-change.ts";
import { customerOrSender } from "#shared/rules/email/customer.ts";
import { filedAs } from "#shared/rules/inbox/filing.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { checkCreate } from "#shared/rules/pipeline-rules/check-create.ts";
import { startStage } from "#shared/rules/pipeline-rules/start-stage.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import { moveOutboxItems } from "../../beside/merge-tickets.ts";
import type { Actor, DeskContext } from "../../context.ts";
import { idBeside } from "../../derived-ids.ts";
import { conversationOf } from "../../messages/apply-to-conversation.ts";
import { snippetOf } from "../../messages/snippet.ts";
import { contactOf } from "../../people.ts";
import type { PieceOfWork } from "../../piece-of-work.ts";
import { refusalOf } from "../../ticket-changes/move-ticket.ts";
import { newTicketDraft } from "../../ticket-changes/new-ticket.ts";
import { bringBack } from "../../ticket-changes/set-aside.ts";
import { draftOf, type ChangeOrigin, type TicketDraft } from "../../ticket-changes/ticket-draft.ts";
import { moveActorOf, originOf } from "../command.ts";
import { ticketIdOf } from "../ticket-of-conversation.ts";
import { requireEditable } from "../update-ticket.ts";
import { describeBy, messagesOf } from "./threads-of-ticket.ts";

/** Why a thread stays, or does not come back: a stable key. `only-thread`: nothing would be left. */
type ThreadRefusal = "only-thread" | "not-of-ticket";

const REFUSED: Readonly<Record<ThreadRefusal, string>> = {
  "only-thread": "The ticket has no other conversation: nothing would be left of it.",
  "not-of-ticket": "This is no conversation of the ticket.",
};

export function threadRefused(reason: ThreadRefusal, id: string): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", REFUSED[reason], { details: { what: "conversation", id, reason } });
}

type Taken = { readonly thread: Conversation; readonly messages: readonly Message[] };
type Out = Extract<TicketChange, { kind: "split" | "detach" }>;

/**
 * @returns what takes it back
 * @throws PD_DESK_NOT_FOUND, PD_RULE_REFUSED (G3 to G5), PD_INPUT_INVALID with a `ThreadRefusal` as reason
 */
export async function takeOutThread(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  ticketId: TicketId,
  change: Out,
): Promise<TicketChange> {
  const ticket = await piece.tickets.get(ticketId);
  if (!ticket) throw notFound("ticket", ticketId);
  const origin = originOf(context, actor);
  const draft = draftOf(ticket, origin);
  requireEditable(context, actor, draft);
  const all = await messagesOf(context, piece, { ticketId });
  const taken = await takenBy(context, piece, ticket, change, origin);
  const ids = new Set<string>(taken.messages.map(({ id }) => id));
  const rest = all.filter(({ id }) => !ids.has(id));
  if (!rest.some(({ conversationId }) => conversationId !== null)) throw threadRefused("only-thread", taken.thread.id);
  const isToInbox = change.kind === "detach" && change.to === "inbox";
  const own = isToInbox ? null : await ownTicket(context, actor, piece, ticket, taken, origin);
  const newId = own?.ticket.id ?? null;

  piece.conversations.put(
    touch(
      taken.thread,
      {
        ticketId: newId,
        ...(newId !== null || filedAs(taken.thread) === "inbox" ? {} : { filed: undefined }),
      },
      origin.nextStamp(),
      COLLECTIONS.conversations.sets,
    ),
  );
  for (const message of taken.messages)
    piece.messages.put({ ...message, conversationId: taken.thread.id, ticketId: newId });
  await moveOutboxItems(piece, taken.messages, newId);

  describeBy(draft, rest, taken.messages);
  const remaining = rest.find(({ conversationId }) => conversationId !== null)?.conversationId ?? null;
  draft.set({
    ...(ticket.originConversationId === taken.thread.id ? { originConversationId: remaining } : {}),
    ...(newId === null || ticket.links.some((link) => link.ticketId === newId)
      ? {}
      : { links: [...ticket.links, { ticketId: newId, relation: "related" as const }] }),
  });
  draft.emit({ type: "conversation.left", conversationId: taken.thread.id, ticketId: newId });
  await piece.change(draft);
  if (own) await piece.change(own);
  return { kind: "take-in", conversationId: taken.thread.id };
}

/** The thread that leaves, with where it was taken from; of one that is cut, the end as a thread of its own. */
async function takenBy(
  context: DeskContext,
  piece: PieceOfWork,
  { id: ticketId, originConversationId }: Ticket,
  change: Out,
  origin: ChangeOrigin,
): Promise<Taken> {
  const first = change.kind === "split" ? await piece.messages.get(change.messageId) : null;
  const conversationId = change.kind === "detach" ? change.conversationId : (first?.conversationId ?? null);
  if (conversationId === null) throw threadRefused("not-of-ticket", change.kind === "split" ? change.messageId : "");
  const conversation = await piece.conversations.get(conversationId);
  if (conversation?.ticketId !== ticketId) throw threadRefused("not-of-ticket", conversationId);
  const all = await messagesOf(context, piece, { conversationId });
  const from = change.kind === "split" ? all.findIndex(({ id }) => id === change.messageId) : 0;
  const takenFrom = {
    ticketId,
    conversationId,
    ...(originConversationId === conversationId ? { wasOrigin: true } : {}),
  };
  const stamp = (thread: Conversation, changes: Partial<Conversation>) =>
    touch(thread, changes, origin.nextStamp(), COLLECTIONS.conversations.sets);
  if (from <= 0) return { thread: stamp(conversation, { takenFrom }), messages: all };
  const [kept, messages] = [all.slice(0, from), all.slice(from)];
  const [last, head] = [kept.at(-1), messages[0]];
  if (!last || !head) throw threadRefused("not-of-ticket", conversationId);
  piece.conversations.put(stamp(conversation, threadOf(kept, last)));
  const id = threadIdOf(head.id);
  const known = await piece.conversations.get(id);
  const thread = stamp(known ?? { ...conversationOf(head, id), kind: conversation.kind }, {
    participants: conversation.participants,
    takenFrom,
    ...threadOf(messages, messages.at(-1) ?? head),
  });
  return { thread, messages };
}

/** The same message begins the same thread, however often it is split off. */
function threadIdOf(messageId: MessageId): ConversationId {
  return ConversationId.parse(idBeside("c", messageId, "split"));
}

/** How a thread is described by its messages. */
export function threadOf(messages: readonly Message[], last: Message) {
  return { messageCount: messages.length, lastMessageAtEpochMs: last.atEpochMs, snippet: snippetOf(last) };
}

/** In the stage where tickets of its pipeline begin, with the owner, priority and tags of the one that it comes from. */
async function ownTicket(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  from: Ticket,
  { thread, messages }: Taken,
  origin: ChangeOrigin,
): Promise<TicketDraft> {
  const id = ticketIdOf(thread);
  const known = await piece.tickets.get(id);
  const draft = known
    ? draftOf(known, origin)
    : await newTicket(context, actor, piece, from, { thread, messages }, origin);
  if (known) bringBack(draft);
  describeBy(draft, [...(known ? await messagesOf(context, piece, { ticketId: id }) : []), ...messages], messages);
  if (!draft.ticket.links.some((link) => link.ticketId === from.id))
    draft.set({ links: [...draft.ticket.links, { ticketId: from.id, relation: "related" }] });
  draft.emit({ type: "conversation.came", conversationId: thread.id, ticketId: from.id });
  return draft;
}

async function newTicket(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  from: Ticket,
  { thread, messages }: Taken,
  origin: ChangeOrigin,
): Promise<TicketDraft> {
  const pipeline = context.setup.require("pipeline", from.pipelineId);
  const stageId = startStage(pipeline).id;
  const subject = thread.subject.trim().slice(0, MAX_TICKET_SUBJECT_CHARACTERS) || from.subject;
  const { priority, ownerId, tags, source } = from;
  const verdict = checkCreate({
    pipeline,
    stageId,
    ticket: { subject, priority, ownerId, dueAtEpochMs: null, tags },
    actor: moveActorOf(actor),
  });
  if (!verdict.allowed) throw refusalOf(verdict);
  const writer = messages.find(({ direction, from: { address } }) => direction === "incoming" && address !== "");
  // Known from when they wrote, not from when their mail was taken out.
  const known = writer && { ...origin, atEpochMs: writer.atEpochMs };
  const contact = known ? await contactOf(piece.people, customerOrSender(writer), known) : null;
  return newTicketDraft(
    {
      id: ticketIdOf(thread),
      ...(await context.numbers.take(piece)),
      subject,
      pipeline,
      stageId,
      source,
      contactId: contact?.id ?? from.primaryContactId,
      channelId: thread.channelId,
      originConversationId: thread.id,
      priority,
      ownerId,
      tags,
    },
    origin,
  );
}
