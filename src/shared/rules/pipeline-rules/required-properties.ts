import { assertNever } from "../../errors/pipedesk-error.ts";
import type { Pipeline, RequirableProperty } from "../../model/setup/pipeline.ts";
import { ALLOWED, type MoveVerdict, type RuledTicket } from "./verdict.ts";

/**
 * G4: a ticket may enter the stage only with the properties that the stage requires. No permission lifts this.
 * @rule G4
 */
export function checkRequiredProperties(
  pipeline: Pick<Pipeline, "rules">,
  stageId: string,
  ticket: RuledTicket,
): MoveVerdict {
  const required = pipeline.rules.requiredProperties[stageId] ?? [];
  const missing = required.filter((property) => !isKnown(ticket, property));
  return missing.length === 0 ? ALLOWED : { allowed: false, rule: "G4", reason: "rule.G4.required", missing };
}

function isKnown(ticket: RuledTicket, property: RequirableProperty): boolean {
  switch (property) {
    case "subject":
      return ticket.subject.trim() !== "";
    case "tags":
      return ticket.tags.length > 0;
    case "priority":
    case "ownerId":
    case "dueAtEpochMs":
      return ticket[property] !== null;
    default:
      return assertNever(property);
  }
}
