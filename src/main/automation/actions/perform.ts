import { assertNever } from "#shared/errors/pipedesk-error.ts";
import type { PlainStep } from "#shared/automation/steps/step.ts";
import type { WaitStep } from "#shared/automation/plan-wait.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { ActionContext, StepResult } from "./action.ts";
import { sendEmail } from "./send-email.ts";
import { sendInternalEmail } from "./send-internal-email.ts";
import { notifyPeople } from "./notify.ts";
import { addNote } from "./add-note.ts";
import { sendWebhook } from "./send-webhook.ts";
import { postChat } from "./post-chat.ts";
import { createTask } from "./create-task.ts";
import { createTicket } from "./create-ticket.ts";
import { linkTicket } from "./link-ticket.ts";
import { mergeInto } from "./merge-into.ts";
import { rotateOwner } from "./rotate-owner.ts";
import { enrolIn } from "./enrol-in.ts";
import { unenrolFrom } from "./unenrol-from.ts";
import { copyProperty } from "./copy-property.ts";
import { increaseProperty } from "./increase-property.ts";
import { formatProperty } from "./format-property.ts";
import { moveStage } from "./move-stage.ts";
import { addFollowers, addTags, removeTags, setOwner } from "./people-and-tags.ts";
import { setDue } from "./set-due.ts";
import { clearProperty, setProperty } from "./set-property.ts";

/** Steps that do something; the others only say where the run goes on. */
export type ActionStep = Exclude<PlainStep, WaitStep | { type: "go-to" | "stop" }>;

export function perform(
  step: ActionStep,
  draft: TicketDraft,
  context: ActionContext,
): StepResult | Promise<StepResult> {
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
    case "send-email":
      return sendEmail(step, draft, context);
    case "send-internal-email":
      return sendInternalEmail(step, draft, context);
    case "notify":
      return notifyPeople(step, draft, context);
    case "add-note":
      return addNote(step, draft, context);
    case "send-webhook":
      return sendWebhook(step, draft, context);
    case "post-chat":
      return postChat(step, draft, context);
    case "create-task":
      return createTask(step, draft, context);
    case "create-ticket":
      return createTicket(step, draft, context);
    case "link-ticket":
      return linkTicket(step, draft, context);
    case "merge-into":
      return mergeInto(step, draft, context);
    case "rotate-owner":
      return rotateOwner(step, draft, context);
    case "enrol-in":
      return enrolIn(step, draft, context);
    case "unenrol-from":
      return unenrolFrom(step, draft, context);
    case "copy-property":
      return copyProperty(step, draft, context);
    case "increase-property":
      return increaseProperty(step, draft, context);
    case "format-property":
      return formatProperty(step, draft, context);
    default:
      return assertNever(step);
  }
}
