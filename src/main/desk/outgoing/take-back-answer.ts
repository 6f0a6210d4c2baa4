import { reduceRun } from "#shared/automation/reduce-run.ts";
import type { EventId, MessageId, RunId, TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { EditableTicketProperties, type Ticket } from "#shared/model/ticket.ts";
import { isByPerson } from "#shared/rules/email/classification.ts";
import { mayHappen, reduceOutbox } from "#shared/rules/outbox/reduce-outbox.ts";
import { takeBack, type TakeBack } from "#shared/rules/outbox/take-back.ts";
import { presentStageId } from "#shared/rules/pipeline-rules/successor.ts";
import type { DeskContext } from "../context.ts";
import { outboxItemIdOf } from "../derived-ids.ts";
import { snippetOf } from "../messages/snippet.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { changeProperties } from "../ticket-changes/change-properties.ts";
import { moveTicket } from "../ticket-changes/move-ticket.ts";
import { draftOf, type ChangeOrigin, type TicketDraft } from "../ticket-changes/ticket-draft.ts";

/**
 * Takes back what an answer has changed, when it is taken back itself or put off: the status and whatever else workflows changed because of it, the time of the last agent message, the runs that
 * it began and the waits that it ended, and mails of those that have not gone out. What left the desk, tasks and notes stay: people have seen them. It sets nothing off, and the rules of
 * section G have no say in it: the ticket was never rightly there.
 * @rule D8c
 */
export async function takeBackAnswer(
  context: DeskContext,
  piece: PieceOfWork,
  item: OutboxItem,
  origin: ChangeOrigin,
): Promise<void> {
  const ticket = item.ticketId === null ? null : await piece.tickets.get(item.ticketId);
  if (!ticket || item.automatic || item.inForce === false || ticket.mergedIntoTicketId !== undefined) return;
  const messages = await context.store.messages.find({ selector: { ticketId: ticket.id, direction: "outgoing" } });
  const inForce = await inForceOf(piece, messages, item.messageId);
  const activities = await context.store.activities.find({
    selector: { ticketId: ticket.id },
    sort: [{ stamp: "asc" }, { id: "asc" }],
  });
  const taken = takeBack({
    activities,
    runs: await context.store.runs.find({ selector: { ticketId: ticket.id } }),
    isInForce: (id) => inForce.get(id) ?? true,
    isBarred: await barredOf(context, ticket.id),
  });
  const runs = [...taken.begun, ...taken.woken];
  for (const run of taken.begun) piece.runs.put(reduceRun(run, { type: "taken-back", atEpochMs: origin.atEpochMs }));
  for (const run of taken.woken) piece.runs.put(reduceRun(run, { type: "restored" }));
  await cancelMailsOf(piece, messages, new Map(runs.map((run) => [run.id, sinceOf(taken, run.id)])));

  const draft = draftOf(ticket, { ...origin, isHistory: true });
  const sentAt = new Map<MessageId, number>();
  for (const { atEpochMs, body } of activities) if (body.type === "message.sent") sentAt.set(body.messageId, atEpochMs);
  takeBackMarks(
    draft,
    messages.filter((message) => inForce.get(message.id) !== false),
    sentAt,
    item.messageId,
  );
  await takeBackSnippet(context, draft, messages.find(({ id }) => id === item.messageId) ?? null, inForce);
  moveBack(context, draft, taken);
  const { success, data } = EditableTicketProperties.partial().safeParse(
    Object.fromEntries(taken.properties.map(({ property, value }) => [property, value])),
  );
  if (success) changeProperties(draft, data as Partial<EditableTicketProperties>);
  await piece.change(draft);
  await context.automations.recountSla(piece, ticket.id, { nowEpochMs: origin.atEpochMs, fallen: item.messageId });

  function sinceOf({ woken }: TakeBack, id: RunId): number {
    const eventId = woken.find((run) => run.id === id)?.interrupted?.eventId;
    return activities.find((activity) => activity.id === eventId)?.atEpochMs ?? 0;
  }
}

/** Which of the messages stand; that one does not. What has no place in the outbox was sent elsewhere, and stands. */
async function inForceOf(
  piece: PieceOfWork,
  messages: readonly Message[],
  fallen: MessageId,
): Promise<Map<MessageId, boolean>> {
  await piece.outbox.load(messages.map(({ id }) => outboxItemIdOf(id)));
  const inForce = new Map<MessageId, boolean>();
  for (const { id } of messages) {
    const item = await piece.outbox.get(outboxItemIdOf(id));
    inForce.set(id, id !== fallen && item?.inForce !== false && item?.state !== "cancelled");
  }
  return inForce;
}

async function barredOf({ store }: DeskContext, ticketId: TicketId) {
  const evaluations = await store.evaluations.find({ selector: { ticketId } });
  const barred = new Set<string>();
  for (const { id, verdicts } of evaluations)
    for (const { workflowId, why } of verdicts)
      if (why === "in-it" || why === "been-through") barred.add(`${id} ${workflowId}`);
  return (eventId: EventId, workflowId: string) => barred.has(`${eventId} ${workflowId}`);
}

/** Of these runs, since those times. */
async function cancelMailsOf(
  piece: PieceOfWork,
  messages: readonly Message[],
  runs: ReadonlyMap<RunId, number>,
): Promise<void> {
  for (const { id, atEpochMs, outgoing } of messages) {
    const since = outgoing?.cause?.kind === "workflow" ? runs.get(outgoing.cause.runId) : undefined;
    const item = since !== undefined && atEpochMs >= since ? await piece.outbox.get(outboxItemIdOf(id)) : null;
    if (item && item.state !== "failed" && mayHappen(item.state, "cancelled"))
      piece.outbox.put(reduceOutbox(item, { type: "cancelled" }));
  }
}

/** When an agent wrote last. @param standing the answers that are left */
function takeBackMarks(
  draft: TicketDraft,
  standing: readonly Message[],
  sentAt: ReadonlyMap<MessageId, number>,
  fallen: MessageId,
): void {
  const { lastAgentMessageAtEpochMs } = draft.ticket;
  const at = sentAt.get(fallen);
  if (at === undefined || lastAgentMessageAtEpochMs === null || at < lastAgentMessageAtEpochMs) return;
  const others = standing.filter(isByPerson).map(({ id, atEpochMs }) => sentAt.get(id) ?? atEpochMs);
  draft.set({ lastAgentMessageAtEpochMs: others.length === 0 ? null : Math.max(...others) });
}

/** The beginning of the newest mail that is left, where the ticket shows that of the one that goes. */
async function takeBackSnippet(
  { store }: DeskContext,
  draft: TicketDraft,
  fallen: Message | null,
  inForce: ReadonlyMap<MessageId, boolean>,
): Promise<void> {
  if (fallen === null || draft.ticket.snippet !== snippetOf(fallen)) return;
  const newest = await store.messages.find({
    selector: { ticketId: draft.ticket.id, kind: "email", conversationId: { $ne: null } },
    sort: [{ atEpochMs: "desc" }, { id: "desc" }],
    limit: 1 + Array.from(inForce.values()).filter((stands) => !stands).length,
  });
  const left = newest.find(({ id }) => inForce.get(id) !== false);
  if (left) draft.set({ snippet: snippetOf(left) });
}

function moveBack({ setup }: DeskContext, draft: TicketDraft, { place }: TakeBack): void {
  const { pipelineId, stageId }: Ticket = draft.ticket;
  if (place === null || pipelineId !== place.to.pipelineId || stageId !== place.to.stageId) return;
  const from = setup.find("pipeline", pipelineId);
  const to = setup.find("pipeline", place.from.pipelineId);
  // It may have been deleted since: then to where its tickets went.
  const backTo = to && presentStageId(to, place.from.stageId);
  if (!from || !to || backTo === null) return;
  moveTicket(draft, { from, to }, { ...place.from, stageId: backTo }, { kind: "automation", overridesRules: true });
}
