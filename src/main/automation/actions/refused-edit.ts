import type { StepOutcome } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { checkEdit } from "#shared/rules/pipeline-rules/check-edit.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";

/**
 * The failure of a step that changed properties of a closed ticket, or gave the ticket away, where the pipeline lets no workflow edit closed ones; null where it
 * was allowed. Asked of what a step did and not of its kind: a step that finds everything as it wants it edits nothing. A move has its own answer (G1 to G5).
 * @param before the ticket as the step found it
 * @rule G5, G5b
 */
export function refusedEdit(
  before: Ticket,
  { events }: TicketDraft,
  { workflow, setup }: { readonly workflow: Workflow; readonly setup: SetupCache },
): StepOutcome | null {
  const pipeline = setup.find("pipeline", before.pipelineId);
  const isMoved = events.some(({ body }) => body.type === "ticket.stage-changed");
  const isMerged = events.some(({ body }) => body.type === "ticket.merged");
  const isEdited = events.some(({ body }) => body.type === "ticket.property-changed");
  if (!pipeline || (isMoved ? !isMerged : !isEdited && !isMerged)) return null;
  const actor = { kind: "automation", overridesRules: workflow.overridesRules } as const;
  const { stageId, ownerId } = before;
  const verdict = checkEdit({ pipeline, stageId, ownerId, actor });
  if (verdict.allowed) return null;
  return { kind: "failed", code: "PD_RULE_REFUSED", message: `${verdict.rule}: ${verdict.reason}` };
}
