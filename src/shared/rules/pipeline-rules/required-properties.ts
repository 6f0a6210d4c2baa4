import { assertNever } from "../../errors/pipedesk-error.ts";
import type { Pipeline, RequirableProperty } from "../../model/setup/pipeline.ts";
import type { PropertyId } from "../../model/setup/property.ts";
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
  const { requiredProperties, requiredValues } = pipeline.rules;
  const missing = [
    ...(requiredProperties[stageId] ?? []).filter((property) => !isKnown(ticket, property)),
    ...(requiredValues?.[stageId] ?? []).filter((id) => !hasValue(ticket, id)),
  ];
  return missing.length === 0 ? ALLOWED : { allowed: false, rule: "G4", reason: "rule.G4.required", missing };
}

function hasValue({ values }: RuledTicket, id: PropertyId): boolean {
  const value = values?.[id];
  return value !== undefined && value !== null;
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
