import type { ActionStep, StepOf } from "#shared/automation/steps/step.ts";
import type { TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { Action, ActionContext, StepResult } from "./action.ts";
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
import { copyValue, increaseValue, setValue } from "./own-property.ts";
import { waitForMail } from "./wait-for-mail.ts";

/** What the kind of each step does. The compiler refuses the table where one lacks, or takes steps of another kind. */
export const ACTIONS: { readonly [Type in ActionStep["type"]]: Action<StepOf<Type>> } = {
  "wait-for-mail": waitForMail,
  "send-email": sendEmail,
  "send-internal-email": sendInternalEmail,
  notify: notifyPeople,
  "add-note": addNote,
  "post-chat": postChat,
  "create-task": createTask,
  "create-ticket": createTicket,
  "set-owner": setOwner,
  "rotate-owner": rotateOwner,
  "add-tags": addTags,
  "remove-tags": removeTags,
  "add-followers": addFollowers,
  "link-ticket": linkTicket,
  "merge-into": mergeInto,
  "set-property": setProperty,
  "set-due": setDue,
  "clear-property": clearProperty,
  "copy-property": copyProperty,
  "increase-property": increaseProperty,
  "format-property": formatProperty,
  "set-value": setValue,
  "copy-value": copyValue,
  "increase-value": increaseValue,
  "move-stage": moveStage,
  "send-webhook": sendWebhook,
  "enrol-in": enrolIn,
  "unenrol-from": unenrolFrom,
};

/** An action as a method: it takes any step, since the step's own type has found it. */
type AnyAction = {
  perform(step: ActionStep, draft: TicketDraft, context: ActionContext): ReturnType<Action<ActionStep>>;
}["perform"];

export function perform(
  step: ActionStep,
  draft: TicketDraft,
  context: ActionContext,
): StepResult | Promise<StepResult> {
  const action: AnyAction = ACTIONS[step.type];
  return action(step, draft, context);
}
