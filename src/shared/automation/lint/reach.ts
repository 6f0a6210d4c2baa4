import type { WorkflowDefinition } from "../definition.ts";
import { isBranch, type BranchStep, type Step } from "../steps/step.ts";
import type { StepTree } from "../step-tree.ts";
import { armsOf } from "../step-tree.ts";
import { holdsAlways, holdsNever } from "./filters.ts";
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
      for (const dead of deadArms(step)) warn("arm-never-taken", `${at}.${dead}`, step.id);
      armsOf(step).forEach((arm, index) =>
        look(arm.steps, arm.id === null ? `${at}.otherwise` : `${at}.arms.${index}.steps`),
      );
    });
  };
  look(definition.steps, "steps");
}

/** Places of a branch's arms that can't be taken; an empty `otherwise` misses nothing. */
function deadArms(branch: BranchStep): string[] {
  if (branch.type === "branch-random") return branch.otherwise.length > 0 ? ["otherwise"] : [];
  const dead: string[] = [];
  const seen = new Set<string>();
  let isTaken = false;
  branch.arms.forEach((arm, position) => {
    const isNever =
      "filter" in arm ? holdsNever(arm.filter) : arm.values.every((value) => seen.has(value.toLowerCase()));
    if (isTaken || isNever) dead.push(`arms.${position}`);
    if ("filter" in arm) isTaken = isTaken || holdsAlways(arm.filter);
    else for (const value of arm.values) seen.add(value.toLowerCase());
  });
  if (isTaken && branch.otherwise.length > 0) dead.push("otherwise");
  return dead;
}
