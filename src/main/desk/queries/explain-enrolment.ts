import type { PastEvaluation } from "#shared/contract/explanations/past-evaluation.ts";
import type { Explanation } from "#shared/contract/workflows.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { createPieceOfWork } from "../create-piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { explainMoments } from "./explain-moments.ts";
import { conditionsOfReport, pastEvaluations } from "./past-evaluations.ts";

type About = { readonly id: WorkflowId; readonly ticketId: TicketId };

/** Finds what was judged earlier: thousands of events may be looked through for it, so it may be done elsewhere. */
type FindPast = (about: About) => Promise<PastEvaluation[]>;

/** F9b: what stands between a ticket and a workflow, as both are now, and stood before. Changes nothing. @throws PD_DESK_NOT_FOUND */
export function explainEnrolment(context: DeskContext, about: About, findPast?: FindPast): Promise<Explanation> {
  return explainWorkflow(context, context.setup.require("workflow", about.id), about.ticketId, findPast);
}

/** The same for a workflow as it would be with another definition. @throws PD_DESK_NOT_FOUND */
export async function explainWorkflow(
  context: DeskContext,
  workflow: Workflow,
  ticketId: TicketId,
  findPast: FindPast = (about) => pastEvaluations(context, about.ticketId, about.id),
): Promise<Explanation> {
  // Only read from: it is never flushed.
  const piece = createPieceOfWork(context);
  const ticket = await piece.tickets.get(ticketId);
  if (!ticket) throw notFound("ticket", ticketId);
  const report = await context.automations.explain(piece, ticket, workflow);
  const runs = await context.store.runs.find({
    selector: { ticketId, workflowId: workflow.id },
    sort: [{ startedAtEpochMs: "desc" }, { id: "desc" }],
  });
  const inIt = runs.filter(({ status }) => status === "waiting" || status === "retrying" || status === "active");
  const isIn = inIt.length > 0;
  const [last] = runs;
  return {
    enabled: workflow.enabled,
    pipelineFits: workflow.pipelineId === null || workflow.pipelineId === ticket.pipelineId,
    sourceFits: workflow.definition.sources.includes(ticket.source),
    paused: ticket.pausedWorkflows?.some(({ workflowId }) => workflowId === workflow.id) ?? false,
    isMerged: ticket.mergedIntoTicketId !== undefined,
    isAside: ticket.aside !== undefined,
    isIn,
    beenThrough: runs.length > inIt.length,
    mayEnrol: !isIn && (runs.length === 0 || workflow.definition.reenrolment.kind !== "never"),
    meetsFilter: report.holds,
    ...conditionsOfReport(report),
    moments: await explainMoments(context, workflow, ticket),
    lastEnrolment: last
      ? { runId: last.id, status: last.status, startedAtEpochMs: last.startedAtEpochMs, endReason: last.endReason }
      : null,
    evaluations: await findPast({ id: workflow.id, ticketId }),
  };
}
