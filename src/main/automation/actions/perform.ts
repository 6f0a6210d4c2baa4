import { assertNever } from "#shared/errors/pipedesk-error.ts";
import type { StepOutcome } from "#shared/model/run.ts";
import type { PlainStep } from "#shared/automation/steps/step.ts";
import type { WaitStep } from "#shared/automation/plan-wait.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { ActionContext } from "./action.ts";
import { moveStage } from "./move-stage.ts";
import { addFollowers, addTags, removeTags, setOwner } from "./people-and-tags.ts";
import { setDue } from "./set-due.ts";
import { clearProperty, setProperty } from "./set-property.ts";

/** Steps that do something; the others only say where the run goes on. */
export type ActionStep = Exclude<PlainStep, WaitStep | { type: "go-to" | "stop" }>;

export function perform(step: ActionStep, draft: TicketDraft, context: ActionContext): StepOutcome {
  switch (step.type) {
    case "set-property":
      return setProperty(step, draft, context);
    case "clear-property":
      return clearProperty(step, draft, context);
    case "set-due":
      return setDue(step, draft, context);
    case "set-owner":
      return setOwner(step, draft, context);
    case "add-tags":
      return addTags(step, draft, context);
    case "remove-tags":
      return removeTags(step, draft, context);
    case "add-followers":
      return addFollowers(step, draft, context);
    case "move-stage":
      return moveStage(step, draft, context);
    default:
      return assertNever(step);
  }
}
