import type { MoveStageStep } from "#shared/automation/steps/move-stage.ts";
import { moveTicket } from "#main/desk/ticket-changes/move-ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { Action } from "./action.ts";

/** Moves the ticket under the pipeline's rules (G); a refusal fails the step and is told in the ticket's timeline (G1, G6). */
export const moveStage: Action<MoveStageStep> = (step, draft, { workflow, setup }) => {
  const { ticket } = draft;
  const from = setup.find("pipeline", ticket.pipelineId);
  const to = setup.find("pipeline", step.pipelineId ?? ticket.pipelineId);
  if (!from || !to || !stageOf(to, step.stageId)) {
    return { kind: "failed", code: "PD_DESK_NOT_FOUND", message: `The stage ${step.stageId} is no longer there.` };
  }
  const place = { pipelineId: to.id, stageId: step.stageId };
  const before = draft.events.length;
  const verdict = moveTicket(draft, { from, to }, place, {
    kind: "automation",
    overridesRules: workflow.overridesRules,
  });
  if (verdict.allowed) return { kind: "done", changed: draft.events.length > before };
  draft.emit({ type: "ticket.move-refused", to: place, rule: verdict.rule, reason: verdict.reason });
  return { kind: "failed", code: "PD_RULE_REFUSED", message: `${verdict.rule}: ${verdict.reason}` };
};
