import type { TicketEvent } from "../model/event.ts";
import type { Workflow } from "../model/setup/workflow.ts";
import type { Trigger } from "./definition.ts";

/** Kinds of happenings that an event can be for workflows; the index over active workflows is kept by them. */
export type TriggerType = Trigger["type"];

/** Which triggers an event can set off. Most events set off one or none. */
export function triggerTypesOf(event: TicketEvent): readonly TriggerType[] {
  const { body } = event;
  switch (body.type) {
    case "ticket.created":
      return ["ticket-created", "stage-reached"];
    case "ticket.stage-changed":
      return ["stage-reached"];
    case "message.received":
      // D5 to D8 are decided before: only a reply that counts carries this verdict.
      return body.verdict.kind === "customer-replied" ? ["customer-replied"] : [];
    case "message.sent":
      return body.verdict.kind === "sent-to-customer" ? ["email-sent-to-customer"] : [];
    default:
      return [];
  }
}

/** Whether an event sets off this trigger of a workflow. */
export function triggers(trigger: Trigger, event: TicketEvent): boolean {
  if (!triggerTypesOf(event).includes(trigger.type)) return false;
  if (trigger.type !== "stage-reached") return true;
  const reached =
    event.body.type === "ticket.created"
      ? event.body.at
      : event.body.type === "ticket.stage-changed"
        ? event.body.to
        : null;
  return reached?.stageId === trigger.stageId;
}

/** Whether a workflow is switched on for a pipeline. */
export function isActiveIn(workflow: Workflow, pipelineId: string): boolean {
  return workflow.enabled && (workflow.pipelineId === null || workflow.pipelineId === pipelineId);
}
