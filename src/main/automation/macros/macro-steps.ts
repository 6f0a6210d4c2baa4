import type { MacroStep } from "#shared/automation/documents/macro.ts";
import type { MacroStepResult } from "#shared/contract/macros.ts";
import { assertNever, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { ERRORS, type ErrorCode } from "#shared/errors/registry.ts";
import { isActiveIn } from "#shared/automation/triggers/firing.ts";
import type { StepOutcome } from "#shared/model/run.ts";
import { addNoteTo } from "#main/desk/commands/add-note.ts";
import { moveActorOf } from "#main/desk/commands/command.ts";
import { requireStayingPipeline } from "#main/desk/commands/pipeline-removal/remove-pipeline.ts";
import { requireEditable } from "#main/desk/commands/update-ticket.ts";
import type { Actor, DeskContext } from "#main/desk/context.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import { moveTicket, refusalOf, requireStage } from "#main/desk/ticket-changes/move-ticket.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import { addFollowers, addTags, removeTags, setOwner } from "../actions/people-and-tags.ts";
import { setDue } from "../actions/set-due.ts";
import { clearProperty, setProperty } from "../actions/set-property.ts";
import { fillFor } from "../snippets/fill.ts";

export type MacroWork = { readonly context: DeskContext; readonly actor: Actor; readonly piece: PieceOfWork };

/**
 * Makes one step of a macro, as a workflow would make it, in the name of the person who runs it: their rights count, and a note is theirs.
 * @throws PD_RULE_REFUSED (section G), PD_DESK_NOT_FOUND, and what the step fails with
 */
export async function makeMacroStep(work: MacroWork, draft: TicketDraft, step: MacroStep): Promise<MacroStepResult> {
  const before = draft.events.length;
  const made = await perform(work, draft, step);
  if (made.kind === "failed") {
    const code = Object.hasOwn(ERRORS, made.code) ? (made.code as ErrorCode) : "PD_INTERNAL";
    throw new PipedeskError(code, made.message);
  }
  if (made.kind === "skipped") return { stepId: step.id, kind: "skipped", reason: made.reason };
  const text = "text" in made && typeof made.text === "string" ? { text: made.text } : {};
  return { stepId: step.id, kind: draft.events.length > before ? "changed" : "unchanged", ...text };
}

type Made = StepOutcome | { readonly kind: "noted"; readonly text: string };

async function perform({ context, actor, piece }: MacroWork, draft: TicketDraft, step: MacroStep): Promise<Made> {
  const { setup } = context;
  const plain = { setup, nowEpochMs: draft.origin.atEpochMs, businessHours: null };
  switch (step.type) {
    case "set-property":
      return setProperty(step, draft, plain);
    case "set-due":
      return setDue(step, draft, plain);
    case "clear-property":
      return clearProperty(step, draft, plain);
    case "set-owner":
      return setOwner(step, draft, plain);
    case "add-tags":
      return addTags(step, draft, plain);
    case "remove-tags":
      return removeTags(step, draft, plain);
    case "add-followers":
      return addFollowers(step, draft, plain);
    case "move-stage":
      move(context, actor, draft, step);
      return { kind: "done", changed: true };
    case "add-note": {
      const text = (await fillFor(context, piece, draft.ticket, step.text)).text.trim();
      if (text === "") return { kind: "skipped", reason: "empty" };
      await addNoteTo({ context, actor, piece }, draft, text);
      return { kind: "noted", text };
    }
    case "enrol-in": {
      const workflow = setup.require("workflow", step.workflowId);
      if (!workflow.enabled) return { kind: "skipped", reason: "switched-off" };
      if (!isActiveIn(workflow, draft.ticket.pipelineId)) return { kind: "skipped", reason: "other-pipeline" };
      const manual = workflow.definition.triggers.find(({ type }) => type === "manual");
      draft.emit({ type: "workflow.triggered", workflowId: workflow.id, triggerId: manual?.id ?? "", by: "manual" });
      return { kind: "done", changed: true };
    }
    default:
      return assertNever(step);
  }
}

/** Under the pipeline's rules, as the person's own move (G). */
function move(
  context: DeskContext,
  actor: Actor,
  draft: TicketDraft,
  step: Extract<MacroStep, { type: "move-stage" }>,
): void {
  const from = context.setup.require("pipeline", draft.ticket.pipelineId);
  const wanted = step.pipelineId ?? from.id;
  const to = wanted === from.id ? from : requireStayingPipeline(context, wanted);
  requireStage(to, step.stageId);
  requireEditable(context, actor, draft);
  const verdict = moveTicket(draft, { from, to }, { pipelineId: to.id, stageId: step.stageId }, moveActorOf(actor));
  if (!verdict.allowed) throw refusalOf(verdict);
}
