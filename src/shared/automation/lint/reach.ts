import type { WorkflowDefinition } from "../definition.ts";
import { branchOf, isBranch, type Step } from "../steps/step.ts";
import { armsOf, type StepTree } from "../step-tree.ts";
import type { Warn } from "./warning.ts";

/** Steps to which nothing leads, and arms that nothing takes. Of a row of steps that nothing reaches the first is told. */
export function lintReach(definition: WorkflowDefinition, tree: StepTree, warn: Warn): void {
  const reached = new Set<string>();
  const open: string[] = tree.first === null ? [] : [tree.first];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = tree.find(id);
    if (step === null || reached.has(id)) continue;
    reached.add(id);
    open.push(...tree.successors(step));
  }

  const look = (steps: readonly Step[], path: string): void => {
    let isTold = false;
    steps.forEach((step, position) => {
      const at = `${path}.${position}`;
      const isReached = reached.has(step.id);
      if (!isReached && !isTold) warn("unreachable-step", at, step.id);
      isTold = !isReached;
      if (!isBranch(step) || !isReached) return;
      for (const dead of branchOf(step).deadArms(step)) warn("arm-never-taken", `${at}.${dead}`, step.id);
      for (const arm of armsOf(step)) look(arm.steps, `${at}.${arm.field}`);
    });
  };
  look(definition.steps, "steps");
}
