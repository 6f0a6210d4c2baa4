import type { WorkflowDefinition } from "../definition.ts";
import { alwaysTrue, neverTrue } from "../filters/certain.ts";
import { isGroup, type Filter } from "../filters/filter.ts";
import { isBranch, type Step } from "../steps/step.ts";
import { armFilters, armsOf } from "../step-tree.ts";
import type { Warn } from "./warning.ts";

/** Groups that always or never hold: "is not A OR is not B" is the classic. */
export function lintFilters(definition: WorkflowDefinition, warn: Warn): void {
  lintFilter(definition.filter, "filter", warn);
  if (definition.unenrolment.filter) lintFilter(definition.unenrolment.filter, "unenrolment.filter", warn);
  lintSteps(definition.steps, "steps", warn);
}

function lintSteps(steps: readonly Step[], path: string, warn: Warn): void {
  steps.forEach((step, position) => {
    const at = `${path}.${position}`;
    if (!isBranch(step)) return;
    armFilters(step).forEach((filter, index) => lintFilter(filter, `${at}.arms.${index}.filter`, warn));
    for (const arm of armsOf(step)) lintSteps(arm.steps, `${at}.${arm.field}`, warn);
  });
}

function lintFilter(filter: Filter, path: string, warn: Warn): void {
  if (filter.match === "any" && filter.parts.length === 0) warn("matches-nothing", path);
  if (filter.match === "any") {
    const always = alwaysTrue(filter);
    if (always !== null) warn("matches-everything", path, always);
  }
  const never = filter.match === "all" ? neverTrue(filter) : null;
  if (never !== null) warn("contradiction", path, never);
  filter.parts.forEach((part, position) => {
    if (isGroup(part)) lintFilter(part, `${path}.parts.${position}`, warn);
  });
}
