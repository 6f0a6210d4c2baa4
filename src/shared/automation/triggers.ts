import type { EmailVerdict } from "../model/email-verdict.ts";
import type { TicketEvent } from "../model/event.ts";
import type { Workflow } from "../model/setup/workflow.ts";
import type { SourceKind, Ticket } from "../model/ticket.ts";
import type { Trigger } from "./definition.ts";

const CHATS: readonly SourceKind[] = ["chat", "messenger"];

/** The ticket that an event belongs to, as far as triggers look at it. */
type Happened = Pick<Ticket, "source">;

/**
 * By which keys the index over active workflows finds those that an event can set off: a few, however many workflows there are.
 * `triggerKeyOf` gives the key of one trigger.
 */
export function triggerKeysOf(event: TicketEvent, ticket: Happened): readonly string[] {
  const { body } = event;
  switch (body.type) {
    case "ticket.created":
      return [
        "ticket-created",
        `stage-reached:${body.at.stageId}`,
        ...(ticket.source === "form" ? ["form-submitted"] : []),
      ];
    case "ticket.stage-changed":
      return [
        `stage-reached:${body.to.stageId}`,
        "property-changed:stageId",
        ...(body.from.pipelineId === body.to.pipelineId ? [] : ["property-changed:pipelineId"]),
        "property-changed:",
      ];
    case "ticket.property-changed":
      return [`property-changed:${body.property}`, "property-changed:"];
    case "message.received":
      // D7: what a machine wrote sets nothing off.
      if (isAutomatic(body.verdict)) return [];
      return [
        "email-received",
        // D5 to D8 are decided before: only a reply that counts carries this verdict.
        ...(body.verdict.kind === "customer-replied" ? ["customer-replied"] : []),
        ...(CHATS.includes(ticket.source) ? ["chat-message"] : []),
      ];
    case "message.sent":
      if (isAutomatic(body.verdict)) return [];
      return body.verdict.kind === "sent-to-customer" ? ["email-sent", "email-sent-to-customer"] : ["email-sent"];
    case "note.added":
      return ["note-added"];
    default:
      return [];
  }
}

/** The key under which a trigger is found; null for those of time and by hand, which fire without a change of a ticket. */
export function triggerKeyOf(trigger: Trigger): string | null {
  switch (trigger.type) {
    case "stage-reached":
      return `stage-reached:${trigger.stageId}`;
    case "property-changed":
      return `property-changed:${trigger.property ?? ""}`;
    case "date-reached":
    case "silence":
    case "schedule":
    case "manual":
    case "incoming-webhook":
      return null;
    default:
      return trigger.type;
  }
}

/** Whether an event sets off this trigger of a workflow. */
export function triggers(trigger: Trigger, event: TicketEvent, ticket: Happened): boolean {
  const key = triggerKeyOf(trigger);
  if (key === null || !triggerKeysOf(event, ticket).includes(key)) return false;
  if (trigger.type !== "property-changed") return true;
  const change = changeOf(event, trigger.property);
  return (
    change !== null &&
    (trigger.from === undefined || trigger.from === change.from) &&
    (trigger.to === undefined || trigger.to === change.to)
  );
}

/** What an event changes; a move is a change of the properties `stageId` and `pipelineId`. */
function changeOf({ body }: TicketEvent, property: string | null): { from: unknown; to: unknown } | null {
  if (body.type === "ticket.property-changed") return { from: body.from, to: body.to };
  if (body.type !== "ticket.stage-changed") return null;
  return property === "pipelineId"
    ? { from: body.from.pipelineId, to: body.to.pipelineId }
    : { from: body.from.stageId, to: body.to.stageId };
}

/** Whether a workflow is switched on for a pipeline. */
export function isActiveIn(workflow: Workflow, pipelineId: string): boolean {
  return workflow.enabled && (workflow.pipelineId === null || workflow.pipelineId === pipelineId);
}

/** D7: written by a machine, or by the desk itself. */
function isAutomatic(verdict: EmailVerdict): boolean {
  return verdict.kind === "no-change" && verdict.rule === "D7";
}
