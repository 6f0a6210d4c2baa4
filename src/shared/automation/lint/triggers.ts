import type { WorkflowDefinition } from "../definition.ts";
import { isGroup, type Condition } from "../filters/filter.ts";
import { asksHours } from "../schedule/shift.ts";
import type { Trigger } from "../triggers/trigger.ts";
import type { LintDesk, Warn } from "./warning.ts";

/** Triggers that nothing fires, alone or with the filter that all of them stand under. */
export function lintTriggers(definition: WorkflowDefinition, desk: LintDesk, warn: Warn): void {
  definition.triggers.forEach((trigger, position) => {
    const path = `triggers.${position}`;
    if (neverFires(trigger, definition)) warn("trigger-never-fires", path, trigger.id);
  });
  // D6: when the workflows hear of the reply, the ticket is open again.
  const isOnReply =
    definition.triggers.length > 0 && definition.triggers.every(({ type }) => type === "customer-replied");
  const { match, parts } = definition.filter;
  if (!isOnReply || (match === "any" && parts.length > 1)) return;
  parts.forEach((part, position) => {
    if (!isGroup(part) && asksForClosed(part, desk)) warn("reopened-before", `filter.parts.${position}`);
  });
}

/** Where messages of a kind come from: a workflow that takes no tickets of that source hears none. */
const SOURCES_OF: Partial<Readonly<Record<Trigger["type"], readonly string[]>>> = {
  "chat-message": ["chat", "messenger"],
  "form-submitted": ["form"],
};

function neverFires(trigger: Trigger, { sources, businessHours }: WorkflowDefinition): boolean {
  const needed = SOURCES_OF[trigger.type];
  if (needed && !needed.some((source) => sources.some((one) => one === source))) return true;
  if (sources.length === 0) return true;
  const hasNoHours = businessHours?.week.every((day) => day.length === 0) === true;
  if (hasNoHours && asksHours(trigger)) return true;
  if (trigger.type !== "property-changed" || trigger.from === undefined) return false;
  // From a value to the same one is no change.
  return JSON.stringify(trigger.from) === JSON.stringify(trigger.to);
}

function asksForClosed(condition: Condition, desk: LintDesk): boolean {
  if (condition.object !== "ticket") return false;
  const values =
    condition.operator === "is" && "value" in condition
      ? [condition.value]
      : condition.operator === "is-any-of" && "values" in condition
        ? condition.values
        : [];
  if (values.length === 0) return false;
  if (condition.property === "stageKind") return values.every((value) => value === "closed");
  return condition.property === "stageId" && values.every((value) => desk.stageKind(value) === "closed");
}
