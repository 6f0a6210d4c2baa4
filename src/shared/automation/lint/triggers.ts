import { EditableTicketProperties } from "../../model/ticket.ts";
import type { PipelineId } from "../../model/ids.ts";
import type { WorkflowDefinition } from "../definition.ts";
import { neverTrue, type Place } from "../filters/certain.ts";
import { isGroup, type Condition } from "../filters/filter.ts";
import { propertyType } from "../filters/properties.ts";
import { asksHours } from "../schedule/shift.ts";
import type { Trigger } from "../triggers/trigger.ts";
import { takenBy } from "./filters.ts";
import type { LintDesk, Warn } from "./warning.ts";

/** Triggers that nothing fires, alone or with the filter that all of them stand under. */
export function lintTriggers(
  definition: WorkflowDefinition,
  pipelineId: PipelineId | null,
  desk: LintDesk,
  warn: Warn,
): void {
  const { filter, triggers, sources } = definition;
  const taken = takenBy(definition, pipelineId, desk);
  // Of a filter that lets nothing in, each trigger would say so again.
  const under =
    sources.length === 0 || neverTrue(filter, taken) === null ? filter : { match: "all" as const, parts: [] };
  triggers.forEach((trigger, position) => {
    // That it names a status which is not there is an error, and told as one.
    if (trigger.type === "stage-reached" && desk.places?.every(({ stageId }) => stageId !== trigger.stageId)) return;
    const conditions = [...taken.conditions, ...impliedBy(trigger)];
    if (neverFires(trigger, definition) || neverTrue(under, { ...taken, conditions }) !== null)
      warn("trigger-never-fires", `triggers.${position}`, trigger.id);
  });
  // D6: when the workflows hear of the reply, the ticket is open again.
  const isOnReply = triggers.length > 0 && triggers.every(({ type }) => type === "customer-replied");
  const { match, parts } = filter;
  if (!isOnReply || (match === "any" && parts.length > 1)) return;
  parts.forEach((part, position) => {
    if (!isGroup(part) && asksForClosed(part, desk.places)) warn("reopened-before", `filter.parts.${position}`);
  });
}

/** What moves tell as a change, beside the properties that somebody can set. */
const CHANGING: readonly string[] = [...Object.keys(EditableTicketProperties.shape), "stageId", "pipelineId"];

function neverFires(trigger: Trigger, { businessHours }: WorkflowDefinition): boolean {
  const hasNoHours = businessHours?.week.every((day) => day.length === 0) === true;
  if (hasNoHours && asksHours(trigger)) return true;
  return trigger.type === "property-changed" && trigger.property !== null && !CHANGING.includes(trigger.property);
}

const ofTicket = (property: string, values: readonly string[]): Condition => ({
  object: "ticket",
  property,
  operator: "is-any-of",
  values: [...values],
});

/** What holds of a ticket when the trigger fires. */
function impliedBy(trigger: Trigger): Condition[] {
  switch (trigger.type) {
    case "chat-message":
      return [ofTicket("source", ["chat", "messenger"])];
    case "form-submitted":
      return [ofTicket("source", ["form"])];
    case "stage-reached":
      return [ofTicket("stageId", [trigger.stageId])];
    case "property-changed": {
      const { property, from, to } = trigger;
      if (property === null) return [];
      return [
        ...(to === undefined ? [] : hasNow(property, to, true)),
        ...(from === undefined ? [] : hasNow(property, from, false)),
      ];
    }
    default:
      return [];
  }
}

type Value = Extract<Trigger, { type: "property-changed" }>["to"];

/** That a property has the value, or has it no more. */
function hasNow(property: string, value: Value, has: boolean): Condition[] {
  const about = { object: "ticket", property };
  if (value === undefined) return [];
  if (value === null) return [{ ...about, operator: has ? "is-unknown" : "is-known" }];
  if (typeof value === "boolean") return [{ ...about, operator: value === has ? "is-true" : "is-false" }];
  if (typeof value === "number") {
    if (propertyType("ticket", property)?.kind === "number")
      return [{ ...about, operator: has ? "equals" : "not-equals", number: value }];
    return has ? [{ ...about, operator: "between", from: value, to: value }] : [];
  }
  if (propertyType("ticket", property)?.kind === "set")
    return [{ ...about, operator: has ? "has-any-of" : "has-none-of", values: [value] }];
  return [{ ...about, operator: has ? "is" : "is-not", value }];
}

function asksForClosed(condition: Condition, places: readonly Place[] | undefined): boolean {
  const isOpen: Condition = { object: "ticket", property: "stageKind", operator: "is", value: "open" };
  if (condition.object !== "ticket" || (condition.property !== "stageKind" && condition.property !== "stageId"))
    return false;
  return neverTrue(condition) === null && neverTrue(condition, { conditions: [isOpen], places }) !== null;
}
