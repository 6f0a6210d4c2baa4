import { propertyWords, valueWords } from "#shared/automation/describe/values.ts";
import { say } from "#shared/automation/describe/words.ts";
import { propertyType } from "#shared/automation/filters/properties.ts";
import type { PropertyValue, TicketEventBody } from "#shared/model/event.ts";
import { plainText } from "../../table.ts";
import type { Names } from "./names.ts";
import { momentText } from "./output.ts";

/** What happened to a ticket, in one line. */
export function activityText(body: TicketEventBody, names: Names): string {
  switch (body.type) {
    case "ticket.created":
      return `created in ${plainText(names.of(body.at.stageId))}: ${plainText(body.subject)}`;
    case "ticket.stage-changed":
      return `stage: ${plainText(names.of(body.from.stageId))} → ${plainText(names.of(body.to.stageId))}`;
    case "ticket.stage-kind-changed":
      return `stage ${plainText(names.of(body.stageId))} became ${body.to}`;
    case "ticket.property-changed":
      return changeText(body.property, body.from, body.to, names);
    case "ticket.move-refused":
      return `move to ${plainText(names.of(body.to.stageId))} refused (${body.rule})`;
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
    case "ticket.unmerged":
    case "note.added":
    case "conversation.side-added":
    case "contact.wrote":
    case "workflow.left":
    case "workflow.resumed":
      return body.type;
  }
}

/** `priority: High → Urgent` */
export function changeText(property: string, from: PropertyValue, to: PropertyValue, names: Names): string {
  const text = (value: PropertyValue): string => {
    if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return "–";
    if (Array.isArray(value)) return value.map(text).join(", ");
    if (typeof value === "number" && property.endsWith("EpochMs")) return momentText(value);
    if (typeof value === "object") return plainText(JSON.stringify(value));
    return plainText(say(valueWords("ticket", property, value, names.find), names.speaker));
  };
  const name = propertyType("ticket", property) ? say(propertyWords("ticket", property), names.speaker) : property;
  return `${name}: ${text(from)} → ${text(to)}`;
}
