import type { PropertyValue, TicketEventBody } from "#shared/model/event.ts";
import { plainText } from "../../table.ts";

/** What happened to a ticket, in one line of the definition's own words. */
export function activityText(body: TicketEventBody): string {
  switch (body.type) {
    case "ticket.created":
      return `created in ${body.at.stageId}: ${plainText(body.subject)}`;
    case "ticket.stage-changed":
      return `stage: ${body.from.stageId} → ${body.to.stageId}`;
    case "ticket.property-changed":
      return `${body.property}: ${valueText(body.from)} → ${valueText(body.to)}`;
    case "ticket.move-refused":
      return `move to ${body.to.stageId} refused (${body.rule})`;
    case "workflow.acted":
      return `${body.action}: ${plainText(body.about)}`;
    case "workflow.triggered":
      return `workflow triggered by ${body.by}`;
    case "workflow.paused":
      return `workflow paused after ${body.changes} changes (F11)`;
    case "message.received":
    case "message.sent":
      return `${body.type} (${body.verdict.kind})`;
    case "ticket.linked":
    case "ticket.merged":
    case "note.added":
    case "conversation.side-added":
    case "workflow.left":
    case "workflow.resumed":
      return body.type;
  }
}

export function valueText(value: PropertyValue): string {
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return "–";
  if (Array.isArray(value)) return value.map(valueText).join(", ");
  return plainText(typeof value === "object" ? JSON.stringify(value) : String(value));
}
