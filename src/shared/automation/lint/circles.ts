import type { WorkflowId } from "../../model/ids.ts";
import type { Workflow } from "../documents/workflow.ts";
import type { WorkflowDefinition } from "../definition.ts";
import { mapDefinition } from "../map-definition.ts";
import type { StepChange } from "../steps/changes.ts";
import { kindOf, type Step } from "../steps/step.ts";
import { createStepTree, type StepTree } from "../step-tree.ts";
import { kindOfTrigger } from "../triggers/trigger.ts";
import { settingsOf, stepsAtOnce } from "./at-once.ts";
import type { LintedWorkflow, Warn } from "./warning.ts";
import { canMeetBoth } from "./overlap.ts";

/** A workflow as a place in the graph of who sets off whom. */
type Node = {
  readonly id: WorkflowId | null;
  readonly workflow: Pick<Workflow, "pipelineId" | "definition">;
  /** Steps that are made at once: a circle with a wait in it is a reminder, not a loop. */
  readonly steps: readonly Step[];
};

/**
 * Ways on which the workflow sets itself off again at once: by putting the ticket into itself, or by changing what a trigger waits for, maybe by way of
 * others. F11 stops such a chain and pauses the last workflow of it for the ticket.
 */
export function lintCircles(
  workflow: LintedWorkflow,
  tree: StepTree,
  others: readonly Pick<Workflow, "id" | "pipelineId" | "definition">[],
  warn: Warn,
): void {
  const start: Node = { id: workflow.id, workflow, steps: stepsAtOnce(tree) };
  const nodes: readonly Node[] = others.map((other) => ({
    id: other.id,
    workflow: other,
    steps: stepsAtOnce(createStepTree(other.definition.steps)),
  }));
  const paths = pathsOf(workflow.definition);
  for (const step of start.steps) {
    const by = wayBack(step, start, nodes);
    if (by !== null)
      warn("circle", paths.get(step.id) ?? "steps", step.id, by === start ? undefined : (by.id ?? undefined));
  }
}

function pathsOf(definition: WorkflowDefinition): Map<string, string> {
  const paths = new Map<string, string>();
  mapDefinition(definition, {
    step(step, path) {
      paths.set(step.id, path);
      return step;
    },
  });
  return paths;
}

/** Who sets off the workflow again after one of its steps: itself, or the last of a chain of others; null where nobody does. */
function wayBack(step: Step, start: Node, nodes: readonly Node[]): Node | null {
  if (setsOff(step, start, start, start.steps)) return start;
  const seen = new Set<Node>();
  const next = (steps: readonly Step[], from: Node) =>
    nodes.filter((to) => to !== from && steps.some((one) => setsOff(one, from, to, [...start.steps, ...to.steps])));
  const open = next([step], start);
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const from = node;
    if (from.steps.some((one) => setsOff(one, from, start, [...start.steps, ...from.steps]))) return from;
    open.push(...next(from.steps, from));
  }
  return null;
}

/** Whether a step of one workflow can put a ticket that has been through it into another, again and again. `among`: the steps of the circle. */
function setsOff(step: Step, from: Node, to: Node, among: readonly Step[]): boolean {
  const { reenrolment, triggers } = to.workflow.definition;
  if (reenrolment.kind === "never") return false;
  const waiting = triggers.filter(({ id }) => reenrolment.kind === "always" || reenrolment.triggerIds.includes(id));
  return kindOf(step)
    .changes(step)
    .some((change) => {
      if (change.kind === "enrols") return change.workflowId === to.id && reenrolment.kind === "always";
      if (from !== to && !canMeetBoth(from.workflow, to.workflow)) return false;
      return (
        changesEachTime(change, among) && waiting.some((trigger) => kindOfTrigger(trigger).isSetOffBy(trigger, change))
      );
    });
}

/** What is set to the same value again is no change: a circle needs a step that counts on, or another that sets it back. */
function changesEachTime(change: StepChange, among: readonly Step[]): boolean {
  if (change.kind !== "sets" || change.again === "anew") return true;
  if (change.again === "never") return false;
  const { property, value } = change;
  return among.some((other) => settingsOf(other).some((one) => one.property === property && one.value !== value));
}
