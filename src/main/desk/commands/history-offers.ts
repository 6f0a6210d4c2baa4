import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import { isActiveIn } from "#shared/automation/triggers/firing.ts";
import { historyWorkId } from "#shared/contract/history-offers.ts";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { ChannelId, WorkflowId } from "#shared/model/ids.ts";
import { presentIds } from "#main/store/scan.ts";
import type { Actor, DeskContext } from "../context.ts";
import { runIdOf } from "../derived-ids.ts";
import {
  NO_FIGURES,
  offeredTickets,
  offerIdOf,
  offerOf,
  putOffer,
  type OfferedTicket,
  type OfferTask,
  type StoredOffer,
} from "../enrolment/history-offer.ts";
import { TICKETS_BY_HAND_AT_ONCE } from "../enrolment/limits.ts";
import { triggeredEventId, triggerTicket, type Derivation } from "../enrolment/trigger-ticket.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { createPieceOfWork } from "../create-piece-of-work.ts";
import { draftOf } from "../ticket-changes/ticket-draft.ts";
import { inOnePiece, requireAutomationAccess } from "./command.ts";
import { GOING } from "./end-runs.ts";

/**
 * Puts what came into a channel as history into chosen workflows, each ticket once, and resolves when that is done. What the end of the program cuts off goes on at the next start.
 * @throws PD_ACCESS_PERMISSION (A3); PD_DESK_NOT_FOUND where nothing is offered; PD_INPUT_INVALID for a workflow that is off
 * @rule D7
 */
export async function enrolHistory(
  context: DeskContext,
  actor: Actor,
  id: ChannelId,
  workflowIds: readonly WorkflowId[],
): Promise<void> {
  requireAutomationAccess(actor);
  for (const workflowId of workflowIds)
    if (!context.setup.require("workflow", workflowId).enabled)
      throw new PipedeskError("PD_INPUT_INVALID", "This workflow is switched off.", {
        details: { what: "workflow", id: workflowId, reason: "switched-off" },
      });
  await ask(context, actor, id, { what: "enrol", workflowIds: Array.from(new Set(workflowIds)) });
}

/** Takes out again what is still in the workflows. @throws as `enrolHistory`, but for workflows that are off */
export async function unenrolHistory(
  context: DeskContext,
  actor: Actor,
  id: ChannelId,
  workflowIds: readonly WorkflowId[],
): Promise<void> {
  await ask(context, actor, id, { what: "unenrol", workflowIds: Array.from(new Set(workflowIds)) });
}

/** The history stays as it is, and is not offered any more. @throws PD_ACCESS_PERMISSION (A3) */
export async function dismissHistory(context: DeskContext, actor: Actor, id: ChannelId): Promise<void> {
  await ask(context, actor, id, { what: "dismiss", workflowIds: [] });
}

async function ask(
  context: DeskContext,
  actor: Actor,
  channelId: ChannelId,
  { what, workflowIds }: Pick<OfferTask, "what" | "workflowIds">,
): Promise<void> {
  requireAutomationAccess(actor);
  await inOnePiece(context, async (piece) => {
    context.setup.require("channel", channelId);
    const offer = await offerOf(piece.local, channelId);
    if (offer === null) {
      if (what === "dismiss") return;
      throw notFound("history-offer", channelId);
    }
    // The same as the last that was asked for and goes on: pressed twice.
    const last = offer.tasks.findLast((task) => what === "dismiss" || overlaps(task, workflowIds));
    const known = new Set(last?.what === what ? last.workflowIds : []);
    const asked = workflowIds.filter((id) => offer.workflows[id] !== undefined && !known.has(id));
    if (asked.length === 0 && (what !== "dismiss" || last?.what === what)) return;
    const task: OfferTask = { what, userId: actor.user.id, workflowIds: asked, afterId: "", done: 0 };
    putOffer(context, piece, { ...offer, tasks: [...offer.tasks, task] });
  });
  await workOffHistory(context, channelId);
}

function overlaps(task: OfferTask, workflowIds: readonly WorkflowId[]): boolean {
  return task.workflowIds.some((id) => workflowIds.includes(id));
}

/** Does what was asked for and is not done, in pieces between which others get their turn. */
export async function workOffHistory(context: DeskContext, channelId: ChannelId): Promise<void> {
  const workId = historyWorkId(channelId);
  const pending = async () => ((await offerOf(context.store.local, channelId))?.tasks.length ?? 0) > 0;
  // Asked for again behind the last piece of the work that goes on, it begins anew.
  while (context.background.isOpen && (await pending()))
    await context.background.once(workId, async () => {
      for (let goesOn = true; goesOn && context.background.isOpen;)
        goesOn = await context.queue.run(() => workPiece(context, channelId, workId), "bulk");
      const isGone = (await offerOf(context.store.local, channelId)) === null;
      if (isGone) await context.queue.run(() => context.store.local.purge(), "bulk");
    });
}

/** Whether something is left to do. */
async function workPiece(context: DeskContext, channelId: ChannelId, workId: string): Promise<boolean> {
  const piece = createPieceOfWork(context);
  const offer = await offerOf(piece.local, channelId);
  const [task, ...others] = offer?.tasks ?? [];
  if (!offer || !task) return false;
  const tickets = await offeredTickets(context, offer, task.afterId, TICKETS_BY_HAND_AT_ONCE);
  context.background.tell({
    id: workId,
    what: `history-${task.what}`,
    pipelineId: null,
    stageId: null,
    workflowId: null,
    done: task.done,
    total: Math.max(offer.tickets, task.done),
  });
  if (task.what === "dismiss") {
    await context.store.local.remove(tickets.map(({ record }) => record));
    if (tickets.length > 0) return true;
    const record = await context.store.local.get(offerIdOf(channelId));
    if (record) await context.store.local.remove([record]);
    return false;
  }
  await piece.tickets.load(tickets.map(({ ticketId }) => ticketId));
  let next = offer;
  for (const ticket of tickets)
    next = await (task.what === "enrol" ? enrolOne : takeOutOne)(context, piece, next, task, ticket);
  const last = tickets.at(-1);
  const left = last ? [{ ...task, afterId: last.record.id, done: task.done + tickets.length }, ...others] : others;
  putOffer(context, piece, { ...next, tasks: left });
  await piece.flush();
  return left.length > 0;
}

/** One ticket into one workflow is one event, whoever asks for it how often. */
function derivationOf(
  { channelId, beganAtEpochMs }: StoredOffer,
  workflowId: WorkflowId,
  ticketId: string,
): Derivation {
  return {
    derivedFrom: ["history", channelId, String(beganAtEpochMs), workflowId, ticketId],
    atEpochMs: beganAtEpochMs,
  };
}

async function enrolOne(
  context: DeskContext,
  piece: PieceOfWork,
  offer: StoredOffer,
  { userId, workflowIds }: OfferTask,
  { ticketId, triggers }: OfferedTicket,
): Promise<StoredOffer> {
  const workflows = { ...offer.workflows };
  // In the order in which they are listed (F13).
  for (const workflow of context.setup.all("workflow")) {
    const triggerId = triggers[workflow.id];
    if (triggerId === undefined || !workflowIds.includes(workflow.id) || !workflow.enabled) continue;
    const derivation = derivationOf(offer, workflow.id, ticketId);
    const eventId = triggeredEventId(derivation, ticketId);
    const ticket = await piece.tickets.get(ticketId);
    const isDone = (await presentIds(context.store.sql, "activities", [eventId])).has(eventId);
    if (!ticket || isDone || isOutOfTheWay(ticket) || !isActiveIn(workflow, ticket.pipelineId)) continue;
    const cause = { kind: "user", userId } as const;
    await triggerTicket(context, piece, ticket, {
      workflowId: workflow.id,
      triggerId,
      by: "history",
      cause,
      derivation,
    });
    const figures = workflows[workflow.id] ?? NO_FIGURES;
    const run = await piece.runs.get(runIdOf(workflow.id, ticketId, eventId));
    const verdict = (await piece.evaluations.get(eventId))?.verdicts.find((one) => one.workflowId === workflow.id);
    const why = verdict?.why ?? "fault";
    workflows[workflow.id] = run
      ? { ...figures, enrolled: figures.enrolled + 1 }
      : { ...figures, notEnrolled: { ...figures.notEnrolled, [why]: (figures.notEnrolled[why] ?? 0) + 1 } };
  }
  return { ...offer, workflows };
}

async function takeOutOne(
  context: DeskContext,
  piece: PieceOfWork,
  offer: StoredOffer,
  { userId, workflowIds }: OfferTask,
  { ticketId }: OfferedTicket,
): Promise<StoredOffer> {
  const workflows = { ...offer.workflows };
  for (const workflowId of workflowIds) {
    const eventId = triggeredEventId(derivationOf(offer, workflowId, ticketId), ticketId);
    const run = await piece.runs.get(runIdOf(workflowId, ticketId, eventId));
    const ticket = await piece.tickets.get(ticketId);
    const figures = workflows[workflowId];
    if (!run || !ticket || !figures || !GOING.includes(run.status)) continue;
    const draft = draftOf(ticket, {
      atEpochMs: context.clock.nowEpochMs(),
      cause: { kind: "user", userId },
      depth: 0,
      nextStamp: () => context.nextStamp(),
    });
    draft.emit({ type: "workflow.left", workflowId });
    await piece.change(draft);
    workflows[workflowId] = { ...figures, takenOut: figures.takenOut + 1 };
  }
  return { ...offer, workflows };
}
