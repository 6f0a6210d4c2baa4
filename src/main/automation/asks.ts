import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { isGroup, type Condition, type Filter } from "#shared/automation/filters/filter.ts";
import type { Step, StepType } from "#shared/automation/steps/step.ts";
import type { StepTree } from "#shared/automation/step-tree.ts";
import { ASKS_ALL, type Asked } from "./facts.ts";

/** Steps that need to know nothing but the ticket. */
const LOOKS_AT_THE_TICKET_ONLY: ReadonlySet<StepType> = new Set([
  "set-property",
  "clear-property",
  "set-due",
  "set-owner",
  "add-tags",
  "remove-tags",
  "add-followers",
  "increase-property",
  "move-stage",
  "rotate-owner",
  "go-to",
  "stop",
  "wait-for",
  "wait-until-date",
  "wait-until-weekday",
  "wait-for-event",
  "branch-outcome",
  "branch-random",
  "enrol-in",
  "unenrol-from",
]);

/** Whether a run can stand at such a step while time passes. */
export function isWaiting(type: StepType): boolean {
  return type.startsWith("wait-") || type === "send-webhook" || type === "post-chat";
}

/** What a workflow looks at beside the ticket. */
export function asksOf({ filter, unenrolment }: WorkflowDefinition, { steps }: StepTree): Asked {
  // Templates may name anything.
  if (steps.some(writes)) return ASKS_ALL;
  const filters = [filter, ...(unenrolment.filter ? [unenrolment.filter] : []), ...steps.flatMap(filtersOf)];
  const conditions = filters.flatMap(conditionsOf);
  const objects = new Set([...conditions.map(({ object }) => object), ...steps.flatMap(objectsOf)]);
  return {
    people: objects.has("contact") || objects.has("company"),
    thread: objects.has("thread"),
    message: objects.has("message"),
    changes: conditions.some((condition) => "author" in condition),
  };
}

function writes(step: Step): boolean {
  return !LOOKS_AT_THE_TICKET_ONLY.has(step.type) && step.type !== "branch-if" && step.type !== "branch-value";
}

function filtersOf(step: Step): Filter[] {
  return step.type === "branch-if" ? step.arms.map((arm) => arm.filter) : [];
}

function objectsOf(step: Step): string[] {
  return step.type === "branch-value" ? [step.object] : [];
}

function conditionsOf({ parts }: Filter): Condition[] {
  return parts.flatMap((part) => (isGroup(part) ? conditionsOf(part) : [part]));
}
