import type { Explanation } from "#shared/contract/workflows.ts";
import { firstFailed, type ConditionReport, type FilterReport } from "#shared/automation/filters/explain.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import { createBatch } from "../batch.ts";
import type { DeskContext } from "../context.ts";

/** F9b: what stands between a ticket and a workflow, as both are now. Changes nothing. @throws PD_DESK_NOT_FOUND */
export async function explainEnrolment(
  context: DeskContext,
  { id, ticketId }: { readonly id: WorkflowId; readonly ticketId: TicketId },
): Promise<Explanation> {
  const workflow = context.setup.require("workflow", id);
  // Only read from: it is never flushed.
  const batch = createBatch(context);
  const ticket = await batch.tickets.get(ticketId);
  if (!ticket) throw notFound("ticket", ticketId);
  const report = await context.automations.explain(batch, ticket, workflow);
  const runs = await context.store.runs.find({ selector: { ticketId, workflowId: id } });
  const isIn = runs.some(({ status }) => status === "waiting" || status === "retrying" || status === "active");
  const leaves = leavesOf(report, "");
  const failed = firstFailed(report);
  return {
    enabled: workflow.enabled,
    pipelineFits: workflow.pipelineId === null || workflow.pipelineId === ticket.pipelineId,
    sourceFits: workflow.definition.sources.includes(ticket.source),
    mayEnrol: !isIn && (runs.length === 0 || workflow.definition.reenrolment.kind !== "never"),
    meetsFilter: report.holds,
    conditions: leaves.map(({ path, leaf: { condition, saw, holds } }) => ({ path, condition, saw, holds })),
    firstFailed: leaves.find(({ leaf }) => leaf === failed)?.path ?? null,
  };
}

function leavesOf(report: FilterReport, prefix: string): { path: string; leaf: ConditionReport }[] {
  return report.parts.flatMap((part, position) => {
    const path = prefix === "" ? String(position) : `${prefix}.${position}`;
    return part.kind === "group" ? leavesOf(part, path) : [{ path, leaf: part }];
  });
}
