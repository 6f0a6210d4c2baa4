/**
 * Why something happened, as steps from the change back to what a person or a mail did. Pure.
 *
 * An activity carries its own cause only. What caused that cause is found among the ticket's other activities: those of the same write (they
 * share its moment) first, then the latest before it.
 */
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { ActivityView } from "#shared/contract/views.ts";
import type { Trigger } from "#shared/automation/triggers/trigger.ts";
import { assertNever } from "#shared/errors/pipedesk-error.ts";
import type { EmailVerdict } from "#shared/model/email-verdict.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { MAX_CAUSE_STEPS } from "../limits.ts";

export type FindWorkflow = (id: WorkflowId) => WorkflowView | undefined;

/** The activity itself first, then what caused it, and so on; ends with what nobody here caused. */
export function causeSteps(
  activity: ActivityView,
  activities: readonly ActivityView[],
  findWorkflow: FindWorkflow,
): ActivityView[] {
  const steps = [activity];
  while (steps.length < MAX_CAUSE_STEPS) {
    const last = steps.at(-1);
    const trigger = last === undefined ? undefined : triggerOf(last, activities, findWorkflow);
    if (trigger === undefined || steps.includes(trigger)) return steps;
    steps.push(trigger);
  }
  return steps;
}

/** The activity that made the rule or the workflow of this activity act; undefined for what a person, a mail or an import did. */
export function triggerOf(
  activity: ActivityView,
  activities: readonly ActivityView[],
  findWorkflow: FindWorkflow,
): ActivityView | undefined {
  const { cause } = activity;
  switch (cause.kind) {
    case "rule":
      return nearest(activity, activities, (candidate) => setsOff(cause.rule, candidate));
    case "workflow": {
      const triggers = findWorkflow(cause.workflowId)?.definition.triggers;
      const matches = (candidate: ActivityView) =>
        triggers === undefined ? isMessage(candidate) : triggers.some((trigger) => firesOn(trigger, candidate));
      return nearest(activity, activities, matches);
    }
    case "user":
    case "trigger":
    case "channel":
    case "import":
    case "sync":
      return undefined;
  }
}

function nearest(
  activity: ActivityView,
  activities: readonly ActivityView[],
  matches: (candidate: ActivityView) => boolean,
): ActivityView | undefined {
  const others = activities.filter((candidate) => candidate.id !== activity.id && matches(candidate));
  const together = others.findLast((candidate) => candidate.atEpochMs === activity.atEpochMs);
  if (together !== undefined) return together;
  return others
    .filter((candidate) => candidate.stamp < activity.stamp)
    .toSorted((a, b) => (a.stamp < b.stamp ? -1 : 1))
    .at(-1);
}

/** Whether a rule of the desk acts on what this activity tells. */
function setsOff(rule: string, { body }: ActivityView): boolean {
  switch (rule) {
    case "C1":
    case "C2":
    case "C4":
    case "C6":
      return body.type === "ticket.stage-changed" || body.type === "ticket.created";
    case "D6":
    case "D10":
    case "B1": {
      const verdict = verdictOf(body);
      return verdict !== null && verdict.rule === rule;
    }
    default:
      return isMessageBody(body);
  }
}

function firesOn(trigger: Trigger, { body }: ActivityView): boolean {
  if (body.type === "workflow.triggered") return body.triggerId === trigger.id;
  switch (trigger.type) {
    case "email-sent-to-customer":
      return verdictOf(body)?.kind === "sent-to-customer";
    case "customer-replied":
      return verdictOf(body)?.kind === "customer-replied";
    case "ticket-created":
      return body.type === "ticket.created";
    case "stage-reached":
      return body.type === "ticket.stage-changed" && body.to.stageId === trigger.stageId;
    case "property-changed":
      return body.type === "ticket.property-changed" && (trigger.property ?? body.property) === body.property;
    case "email-sent":
      return body.type === "message.sent";
    case "email-received":
      return body.type === "message.received";
    case "note-added":
      return body.type === "note.added";
    case "chat-message":
      return body.type === "message.received";
    case "form-submitted":
      return body.type === "ticket.created";
    case "date-reached":
    case "silence":
    case "schedule":
    case "manual":
    case "incoming-webhook":
      return false;
    default:
      return assertNever(trigger);
  }
}

function verdictOf(body: ActivityView["body"]): EmailVerdict | null {
  return body.type === "message.received" || body.type === "message.sent" ? body.verdict : null;
}

function isMessageBody(body: ActivityView["body"]): boolean {
  return body.type === "message.received" || body.type === "message.sent";
}

function isMessage(activity: ActivityView): boolean {
  return isMessageBody(activity.body);
}
