/**
 * Finishes, once, what a crash cut off in the version before, whose pieces of work were several writes: the ticket first, with its events and what the automations had made of them inside
 * (`pending`); everything that follows from those, and from messages that were not `settled`, may be missing. All of it in one commit, after which no document has those
 * properties any more.
 */
import type { Activity } from "#shared/model/activity.ts";
import type { Cause } from "#shared/model/cause.ts";
import type { Evaluation } from "#shared/model/evaluation.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { MessageId, StepId, TicketId, UserId, WorkflowId } from "#shared/model/ids.ts";
import type { InboxItem } from "#shared/model/inbox-item.ts";
import type { Message } from "#shared/model/message.ts";
import type { Run } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { WebhookRequest } from "#shared/model/webhook-request.ts";
import { reduceRun } from "#shared/automation/reduce-run.ts";
import { isStoreError } from "#main/store/errors.ts";
import { forgetUnfinished, unfinishedIds } from "#main/store/format/one-commit.ts";
import { createPieceOfWork } from "../create-piece-of-work.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { carryOut } from "../beside/carry-out.ts";
import { moveBelongings, takeOver } from "../beside/merge-tickets.ts";
import { tellOfPausedWorkflow } from "../beside/tell-of-runs.ts";
import { turnsOf, withTurn } from "../beside/turns.ts";
import type { DeskContext } from "../context.ts";
import { applyMessage } from "../messages/apply-message.ts";
import type { BesideTicket } from "../ticket-changes/beside-ticket.ts";
import { standingTicket } from "../ticket-changes/merged-ticket.ts";
import type { ChangeOrigin } from "../ticket-changes/ticket-draft.ts";

/** As the version before stored it. */
type OldEffect =
  | { readonly kind: "message"; readonly message: OldMessage }
  | { readonly kind: "inbox-item"; readonly item: InboxItem }
  | { readonly kind: "webhook"; readonly request: WebhookRequest }
  | { readonly kind: "turn"; readonly workflowId: WorkflowId; readonly stepId: StepId; readonly userId: UserId }
  | Extract<BesideTicket, { kind: "new-ticket" | "link" | "merge" }>;
type OldEvent = TicketEvent & {
  readonly effects?: readonly OldEffect[];
  readonly outcome?: { readonly runs: readonly Run[]; readonly evaluation?: Evaluation };
  readonly carries?: Run;
};
type OldTicket = Ticket & { readonly pending?: readonly OldEvent[]; readonly hasPending?: boolean };
type OldMessage = Message & { readonly settled?: boolean };

type Half = { readonly ticketId: TicketId; readonly event: OldEvent };

/** @returns how many messages and tickets there were */
export async function finishHalves(context: DeskContext): Promise<number> {
  const { store } = context;
  const messageIds = await unfinishedIds(store.sql, "messages");
  const ticketIds = await unfinishedIds(store.sql, "tickets");
  if (messageIds.length + ticketIds.length === 0) return 0;
  await context.queue.run(async () => {
    const piece = createPieceOfWork(context);
    const halves = await tellWhatWasDecided(piece, ticketIds);
    await finishMessages(context, piece, messageIds);
    await carryOutEffects(context, piece, halves);
    await piece.flush();
    await store.writeSql(forgetUnfinished);
  });
  return messageIds.length + ticketIds.length;
}

/** Activities, runs and evaluations of events that were decided: all of them lie in the events. The tickets lose their events. */
async function tellWhatWasDecided(piece: PieceOfWork, ids: readonly string[]): Promise<Half[]> {
  const halves: Half[] = [];
  await piece.tickets.load(ids);
  for (const id of ids) {
    const ticket: OldTicket | null = await piece.tickets.get(id);
    if (!ticket) continue;
    const { pending = [], hasPending: _, ...whole } = ticket;
    piece.tickets.put(whole);
    for (const event of pending) {
      halves.push({ ticketId: ticket.id, event });
      await addMissing(piece.activities, activityOf(ticket.id, event));
      if (event.outcome?.evaluation) await addMissing(piece.evaluations, event.outcome.evaluation);
      for (const run of [...(event.carries ? [event.carries] : []), ...(event.outcome?.runs ?? [])]) {
        await piece.runs.load([run.id]);
        piece.runs.put(run);
      }
    }
  }
  return halves;
}

function activityOf(ticketId: TicketId, { id, atEpochMs, stamp, cause, body }: OldEvent): Activity {
  return { id, ticketId, atEpochMs, stamp, cause, body };
}

async function addMissing<Doc extends { id: string }>(
  overlay: { get(id: string): Promise<Doc | null>; put(document: Doc): void },
  document: Doc,
): Promise<boolean> {
  if (await overlay.get(document.id)) return false;
  overlay.put(document);
  return true;
}

/** In the order in which they came; one that something fails at is set aside, or the desk would never open again (H6). */
async function finishMessages(context: DeskContext, piece: PieceOfWork, ids: readonly string[]): Promise<void> {
  await piece.messages.load(ids);
  const messages: OldMessage[] = [];
  for (const id of ids) {
    const message = await piece.messages.get(id);
    if (message) messages.push(message);
  }
  for (const { settled: _, ...message } of messages.toSorted(
    (a, b) => a.atEpochMs - b.atEpochMs || (a.id < b.id ? -1 : 1),
  )) {
    try {
      await piece.attempt(() => finishMessage(context, piece, message));
    } catch (error) {
      if (isStoreError(error)) throw error;
      context.log.error("A message could not be handled and is set aside", { messageId: message.id, error });
      piece.messages.put({ ...message, setAsideReason: `The message could not be handled: ${wordsOf(error)}` });
    }
  }
}

async function finishMessage(context: DeskContext, piece: PieceOfWork, message: Message): Promise<void> {
  const { conversationId } = message;
  // It may be counted or not: its own document is there, so counting the documents tells.
  const messagesInConversation = conversationId === null ? 0 : await context.store.messages.count({ conversationId });
  const isApplied = message.ticketId !== null && (await isTold(context, piece, message.ticketId, message.id));
  await applyMessage(context, piece, message, causeOf(message), { half: { messagesInConversation, isApplied } });
}

/** Whether the ticket has the message's own event, and so all that it changed of the ticket (D8). */
async function isTold(
  { store }: DeskContext,
  piece: PieceOfWork,
  ticketId: TicketId,
  messageId: MessageId,
): Promise<boolean> {
  const here = piece.activities.changedOf(ticketId);
  return [...(await store.activities.find({ selector: { ticketId } })), ...here].some(
    ({ body }) => (body.type === "message.received" || body.type === "message.sent") && body.messageId === messageId,
  );
}

function causeOf(message: Message): Cause {
  if (message.outgoing?.cause) return message.outgoing.cause;
  if (message.authorId !== null) return { kind: "user", userId: message.authorId };
  if (message.channelId !== null) return { kind: "channel", channelId: message.channelId };
  return { kind: "import", source: "" };
}

/** Merges last: they take along what the others made. */
async function carryOutEffects(context: DeskContext, piece: PieceOfWork, halves: readonly Half[]): Promise<void> {
  const due = halves.flatMap(({ ticketId, event }) =>
    (event.effects ?? []).map((effect) => ({ ticketId, event, effect })),
  );
  const isMerge = ({ effect }: (typeof due)[number]) => effect.kind === "merge";
  for (const { ticketId, event, effect } of [...due.filter((one) => !isMerge(one)), ...due.filter(isMerge)])
    await carryOutSafely(context, piece, { ticketId, event }, effect);
  for (const { ticketId, event } of halves)
    if (event.body.type === "workflow.paused")
      await tellOfPausedWorkflow(context, piece, ticketId, event.id, event.body);
}

/** One that something fails at fails its run, or the desk would never open again. */
async function carryOutSafely(context: DeskContext, piece: PieceOfWork, half: Half, effect: OldEffect): Promise<void> {
  const { cause, atEpochMs } = half.event;
  try {
    await piece.attempt(() => carryOutEffect(context, piece, half, effect));
  } catch (error) {
    if (isStoreError(error)) throw error;
    context.log.error("What a change had made could not be finished", { ticketId: half.ticketId, error });
    const run = cause.kind === "workflow" ? await piece.runs.get(cause.runId) : null;
    if (!run || run.status === "failed" || run.status === "unenrolled") return;
    piece.runs.put(reduceRun(run, { type: "faulted", message: wordsOf(error), atEpochMs }));
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function carryOutEffect(
  context: DeskContext,
  piece: PieceOfWork,
  { ticketId, event }: Half,
  effect: OldEffect,
): Promise<void> {
  switch (effect.kind) {
    case "message": {
      const { settled, ...message } = effect.message;
      if (settled === true) return void (await addMissing(piece.messages, message));
      if (await piece.messages.get(message.id)) return;
      return carryOut(context, piece, ticketId, { event, what: { kind: "mail", message } });
    }
    case "inbox-item":
      return void (await addMissing(piece.inboxItems, effect.item));
    case "webhook":
      return void (await addMissing(piece.webhookRequests, effect.request));
    case "turn": {
      const turns = await turnsOf(piece.local, effect);
      if ((turns.get(effect.userId) ?? "") >= event.stamp) return;
      const nowEpochMs = context.clock.nowEpochMs();
      return piece.local.put(withTurn(turns, effect, { userId: effect.userId, stamp: event.stamp, nowEpochMs }));
    }
    case "new-ticket":
      if (await piece.tickets.get(effect.ticketId)) return;
      return carryOut(context, piece, ticketId, { event, what: effect });
    case "link":
      return carryOut(context, piece, ticketId, { event, what: effect });
    case "merge":
      return finishMerge(context, piece, { ticketId, event }, effect);
  }
}

/** Some of the messages may have been moved, or all of it done. */
async function finishMerge(
  context: DeskContext,
  piece: PieceOfWork,
  { ticketId, event }: Half,
  { intoTicketId }: Extract<OldEffect, { kind: "merge" }>,
): Promise<void> {
  const from = await piece.tickets.get(ticketId);
  const named = await piece.tickets.get(intoTicketId);
  const into = named && (await standingTicket(named, (id) => piece.tickets.get(id)));
  if (!from || !into || into.id === from.id || into.mergedIntoTicketId !== undefined) return;
  const origin: ChangeOrigin = {
    atEpochMs: event.atEpochMs,
    cause: event.cause,
    depth: event.depth,
    ...(event.chainStartedAtEpochMs === undefined ? {} : { chainStartedAtEpochMs: event.chainStartedAtEpochMs }),
    derivedFrom: [event.id, "merge"],
    nextStamp: () => context.nextStamp(),
  };
  await moveBelongings(context, piece, { from, into }, origin);
  if (await hasTakenOver(context, piece, from.id, into.id)) return;
  await takeOver(context, piece, from, { into, messageCount: await countMessages(context, piece, into.id) }, origin);
}

async function hasTakenOver(
  { store }: DeskContext,
  piece: PieceOfWork,
  fromTicketId: TicketId,
  ticketId: TicketId,
): Promise<boolean> {
  const here = piece.activities.changedOf(ticketId);
  return [...(await store.activities.find({ selector: { ticketId } })), ...here].some(
    ({ body }) => body.type === "ticket.merged" && body.role === "from" && body.ticketId === fromTicketId,
  );
}

/** Counted: how many of them the ticket had counted, a merge in halves can't tell. */
async function countMessages({ store }: DeskContext, piece: PieceOfWork, ticketId: TicketId): Promise<number> {
  const stored = await store.messages.find({ selector: { ticketId } });
  const here = new Map(piece.messages.changed().map((message) => [message.id, message]));
  const all = new Map<string, Message>([...stored.map((one) => [one.id, one] as const), ...here]);
  return Array.from(all.values()).filter((one) => one.ticketId === ticketId && one.conversationId !== null).length;
}
