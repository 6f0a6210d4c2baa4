import type { EmailVerdict, TicketEvent } from "../model/event.ts";
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
    case "ticket.property-changed":
      return ["property-changed"];
    case "message.received":
      // D7: what a machine wrote sets nothing off.
      if (isAutomatic(body.verdict)) return [];
      // D5 to D8 are decided before: only a reply that counts carries this verdict.
      return body.verdict.kind === "customer-replied" ? ["email-received", "customer-replied"] : ["email-received"];
    case "message.sent":
      if (isAutomatic(body.verdict)) return [];
      return body.verdict.kind === "sent-to-customer" ? ["email-sent", "email-sent-to-customer"] : ["email-sent"];
    case "note.added":
      return ["note-added"];
    default:
      return [];
  }
}

/** Whether an event sets off this trigger of a workflow. Triggers of time and by hand fire without an event of a ticket. */
export function triggers(trigger: Trigger, event: TicketEvent): boolean {
  if (!triggerTypesOf(event).includes(trigger.type)) return false;
  const { body } = event;
  switch (trigger.type) {
    case "stage-reached": {
      const reached = body.type === "ticket.created" ? body.at : body.type === "ticket.stage-changed" ? body.to : null;
      return reached?.stageId === trigger.stageId;
    }
    case "property-changed":
      return (
        body.type === "ticket.property-changed" &&
        (trigger.property === null || trigger.property === body.property) &&
        (trigger.from === undefined || trigger.from === body.from) &&
        (trigger.to === undefined || trigger.to === body.to)
      );
    default:
      return true;
  }
}

/** Whether a workflow is switched on for a pipeline. */
export function isActiveIn(workflow: Workflow, pipelineId: string): boolean {
  return workflow.enabled && (workflow.pipelineId === null || workflow.pipelineId === pipelineId);
}

/** D7: written by a machine, or by the desk itself. */
function isAutomatic(verdict: EmailVerdict): boolean {
  return verdict.kind === "no-change" && verdict.rule === "D7";
}
