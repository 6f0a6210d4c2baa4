import { isActiveIn } from "#shared/automation/triggers/firing.ts";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { EnrolmentResult, Matching, UnenrolmentResult } from "#shared/contract/enrolment.ts";
import type { EventId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { createPieceOfWork } from "../create-piece-of-work.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId, runIdOf } from "../derived-ids.ts";
import { createCandidates } from "../enrolment/candidates.ts";
import { MAX_TICKETS_COUNTED, TICKETS_A_PIECE, TICKETS_BY_HAND_AT_ONCE } from "../enrolment/limits.ts";
import { beginningOf, runSweep } from "../enrolment/sweeps.ts";
import { triggerTicket } from "../enrolment/trigger-ticket.ts";
import { draftOf } from "../ticket-changes/ticket-draft.ts";
import { changeTicket, inOnePiece, originOf, requireAutomationAccess } from "./command.ts";

/**
 * Puts tickets into a workflow by hand (F2). Anybody may who works with tickets: what the workflow may do was decided by whoever made it.
 * @returns for each ticket the run that came of it, or why none did
 * @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID for a workflow that is off or has no trigger for it; then nothing is changed
 */
export async function enrolByHand(
  context: DeskContext,
  actor: Actor,
  id: WorkflowId,
  ticketIds: readonly TicketId[],
): Promise<EnrolmentResult[]> {
  const workflow = context.setup.require("workflow", id);
  const trigger = workflow.definition.triggers.find(({ type }) => type === "manual");
  if (!trigger) throw refused(id, "no-manual-trigger", "This workflow cannot be started by hand.");
  requireEnabled(workflow);
  const results: EnrolmentResult[] = [];
  for (const some of inPieces(ticketIds, TICKETS_BY_HAND_AT_ONCE)) {
    const made = await inOnePiece(context, (piece) => enrolSome(context, actor, piece, workflow, trigger.id, some));
    results.push(...(await Promise.all(made.map((one) => resultOf(context, id, one)))));
  }
  return results;
}

type Enrolled = {
  readonly ticketId: TicketId;
  readonly eventId: EventId | null;
  readonly why: "not-found" | "pipeline" | null;
};

async function enrolSome(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  workflow: Workflow,
  triggerId: string,
  ticketIds: readonly TicketId[],
): Promise<Enrolled[]> {
  const made: Enrolled[] = [];
  for (const ticketId of ticketIds) {
    const ticket = await piece.tickets.get(ticketId);
    if (!ticket) made.push({ ticketId, eventId: null, why: "not-found" });
    else if (!isActiveIn(workflow, ticket.pipelineId)) made.push({ ticketId, eventId: null, why: "pipeline" });
    else {
      const cause = { kind: "user", userId: actor.user.id } as const;
      const triggering = { workflowId: workflow.id, triggerId, by: "manual", cause } as const;
      made.push({ ticketId, eventId: await triggerTicket(context, piece, ticket, triggering), why: null });
    }
  }
  return made;
}

/** From what was written: the run that follows from the event, or what was told of why there is none. */
async function resultOf(
  { store }: DeskContext,
  workflowId: WorkflowId,
  { ticketId, eventId, why }: Enrolled,
): Promise<EnrolmentResult> {
  if (eventId === null) return { ticketId, enrolled: false, why: why ?? "not-found" };
  const run = await store.runs.get(runIdOf(workflowId, ticketId, eventId));
  if (run) return { ticketId, enrolled: true, runId: run.id };
  const evaluation = await store.evaluations.get(eventId);
  const verdict = evaluation?.verdicts.find((one) => one.workflowId === workflowId);
  return { ticketId, enrolled: false, why: verdict?.why ?? "switched-off" };
}

/**
 * Takes tickets out of a workflow by hand. One that is not in it stays as it is.
 * @throws PD_DESK_NOT_FOUND for the workflow
 */
export async function unenrolByHand(
  context: DeskContext,
  actor: Actor,
  id: WorkflowId,
  ticketIds: readonly TicketId[],
): Promise<UnenrolmentResult[]> {
  context.setup.require("workflow", id);
  const results: UnenrolmentResult[] = [];
  for (const some of inPieces(ticketIds, TICKETS_BY_HAND_AT_ONCE)) {
    const made = await inOnePiece(context, async (piece) => {
      const told: UnenrolmentResult[] = [];
      for (const ticketId of some) told.push(await takeOut(context, actor, piece, id, ticketId));
      return told;
    });
    results.push(...made);
  }
  return results;
}

async function takeOut(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  workflowId: WorkflowId,
  ticketId: TicketId,
): Promise<UnenrolmentResult> {
  const ticket = await piece.tickets.get(ticketId);
  if (!ticket) return { ticketId, left: false, why: "not-found" };
  const runs = await context.store.runs.find({ selector: { ticketId, workflowId } });
  if (!runs.some(({ status }) => status === "waiting" || status === "retrying"))
    return { ticketId, left: false, why: "not-in-it" };
  const draft = draftOf(ticket, originOf(context, actor));
  draft.emit({ type: "workflow.left", workflowId });
  await piece.change(draft);
  return { ticketId, left: true };
}

/**
 * F3: enrols the tickets that meet the workflow's triggers and filter as they are now. Done once for each time that the workflow is switched on: asked for again it takes up
 * what is not finished, and enrols what has come to meet them since. Goes on over a crash.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID for a workflow that is off
 */
export async function enrolExisting(context: DeskContext, actor: Actor, id: WorkflowId): Promise<{ enrolled: number }> {
  requireAutomationAccess(actor);
  const workflow = context.setup.require("workflow", id);
  requireEnabled(workflow);
  const atEpochMs = workflow.enabledAtEpochMs ?? workflow.createdAtEpochMs;
  const derivedFrom = [id, "switched-on", String(atEpochMs)];
  const sweep = {
    id: derivedId("sw", ...derivedFrom),
    workflowId: id,
    triggerId: null,
    by: "switched-on",
    derivedFrom,
    atEpochMs,
  } as const;
  await context.queue.run(async () => {
    const beginning = await beginningOf(context, sweep);
    if (beginning) await context.store.local.write([beginning]);
  });
  return { enrolled: await runSweep(context, sweep.id) };
}

/** F3: how many tickets `enrolExisting` would enrol. Changes nothing, and looks at a bounded number of tickets. @throws PD_DESK_NOT_FOUND */
export async function countMatching(context: DeskContext, id: WorkflowId): Promise<Matching> {
  const workflow = context.setup.require("workflow", id);
  const candidates = createCandidates(context, { ...workflow, enabled: true }, null);
  let matching = 0;
  let looked = 0;
  for (let afterRow = 0, isEnd = false; !isEnd;) {
    if (looked >= MAX_TICKETS_COUNTED) return { matching, isExact: false };
    const read = await candidates.read(afterRow, TICKETS_A_PIECE);
    // Only read from: it is never flushed.
    const piece = createPieceOfWork(context);
    const tickets = await context.store.tickets.getMany(read.rows.map((row) => row.id));
    for (const ticket of tickets.values()) if (await candidates.triggerFor(piece, ticket)) matching += 1;
    looked += read.rows.length;
    ({ row: afterRow, isEnd } = read);
  }
  return { matching, isExact: true };
}

/**
 * F11: lets a workflow act on a ticket again that it was paused for. Where it is not paused nothing is changed.
 * @throws PD_DESK_NOT_FOUND
 */
export function resumeWorkflow(
  context: DeskContext,
  actor: Actor,
  id: TicketId,
  workflowId: WorkflowId,
): Promise<Ticket> {
  return changeTicket(context, actor, id, (draft) => {
    const paused = draft.ticket.pausedWorkflows ?? [];
    const others = paused.filter((one) => one.workflowId !== workflowId);
    if (others.length === paused.length) {
      // A workflow that is no more may be named by the ticket still.
      if (!context.setup.find("workflow", workflowId)) throw notFound("workflow", workflowId);
      return;
    }
    draft.set({ pausedWorkflows: others });
    draft.emit({ type: "workflow.resumed", workflowId });
  });
}

function requireEnabled(workflow: Workflow): void {
  if (!workflow.enabled) throw refused(workflow.id, "switched-off", "This workflow is switched off.");
}

function refused(id: WorkflowId, reason: string, words: string): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", words, { details: { what: "workflow", id, reason } });
}

/** In pieces between which others get their turn. A ticket that is named twice counts once. */
function inPieces<One>(all: readonly One[], size: number): One[][] {
  const once = Array.from(new Set(all));
  return Array.from({ length: Math.ceil(once.length / size) }, (_, piece) =>
    once.slice(piece * size, (piece + 1) * size),
  );
}
