import type { PipelineId } from "../../model/ids.ts";
import type { WorkflowDefinition } from "../definition.ts";
import { alwaysTrue, neverTrue, type Given } from "../filters/certain.ts";
import { isGroup, type Condition, type Filter } from "../filters/filter.ts";
import { isBranch, type Step } from "../steps/step.ts";
import { armFilters, armsOf } from "../step-tree.ts";
import type { LintDesk, Warn } from "./warning.ts";

/** Groups that always or never hold: "is not A OR is not B" is the classic. */
export function lintFilters(
  definition: WorkflowDefinition,
  pipelineId: PipelineId | null,
  desk: LintDesk,
  warn: Warn,
): void {
  lintFilter(definition.filter, "filter", takenBy(definition, pipelineId, desk), warn);
  const anywhere = { conditions: [], places: desk.places };
  if (definition.unenrolment.filter) lintFilter(definition.unenrolment.filter, "unenrolment.filter", anywhere, warn);
  lintSteps(definition.steps, "steps", anywhere, warn);
}

/** What holds of every ticket that the workflow takes in. */
export function takenBy({ sources }: WorkflowDefinition, pipelineId: PipelineId | null, desk: LintDesk): Given {
  const ofTicket = (property: string, values: readonly string[]): Condition => ({
    object: "ticket",
    property,
    operator: "is-any-of",
    values: [...values],
  });
  const ofPipeline = pipelineId === null ? [] : [ofTicket("pipelineId", [pipelineId])];
  return { conditions: [ofTicket("source", sources), ...ofPipeline], places: desk.places };
}

function lintSteps(steps: readonly Step[], path: string, given: Given, warn: Warn): void {
  steps.forEach((step, position) => {
    const at = `${path}.${position}`;
    if (!isBranch(step)) return;
    armFilters(step).forEach((filter, index) => lintFilter(filter, `${at}.arms.${index}.filter`, given, warn));
    for (const arm of armsOf(step)) lintSteps(arm.steps, `${at}.${arm.field}`, given, warn);
  });
}

function lintFilter(filter: Filter, path: string, given: Given, warn: Warn): void {
  if (filter.match === "any" && filter.parts.length === 0) warn("matches-nothing", path);
  if (filter.match === "any") {
    const always = alwaysTrue(filter);
    const nearly = always === null ? nearlyAlwaysTrue(filter) : null;
    if (always !== null) warn("matches-everything", path, always);
    if (nearly !== null) warn("matches-nearly-everything", path, nearly);
  }
  // A group that nothing meets is told where it stands.
  const parts = filter.parts.filter((part) => !isGroup(part) || neverTrue(part, given) === null);
  const never = parts.length === 0 ? null : neverTrue({ ...filter, parts }, given);
  if (never !== null) warn("contradiction", path, never);
  filter.parts.forEach((part, position) => {
    if (isGroup(part)) lintFilter(part, `${path}.parts.${position}`, given, warn);
  });
}

/** The property of which one text or another must be missing: only what has all of them fails, and whoever writes it hardly means that. */
function nearlyAlwaysTrue({ parts }: Filter): string | null {
  const missing = new Map<string, string>();
  for (const part of parts) {
    if (isGroup(part) || part.operator !== "contains-not") continue;
    const property = `${part.object}.${part.property}`;
    const value = part.value.toLowerCase();
    if ((missing.get(property) ?? value) !== value) return property;
    missing.set(property, value);
  }
  return null;
}
