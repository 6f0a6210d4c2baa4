/** How a run goes through its steps: what it waits for and where it goes on after, and which arm it takes. Pure. */
import type { StepId } from "../model/ids.ts";
import type { Waiting } from "../model/run.ts";
import type { StepTree } from "./step-tree.ts";
import type { ArmChoice, WaitFacts } from "./steps/kind.ts";
import { branchOf, isWait, waitOf, type BranchStep, type WaitStep } from "./steps/step.ts";

/** What a step waits for from now on; null where there is nothing to wait for: it is complete at once. */
export function planWait(step: WaitStep, facts: WaitFacts): Waiting | null {
  return waitOf(step).plan(step, facts);
}

/** Where a run goes on when its wait ends by one of its exits; null: it ends with it. */
export function afterWait(
  tree: StepTree,
  stepId: StepId,
  exit: "completed" | "cancelled" | "timed-out",
): StepId | null {
  const step = tree.find(stepId);
  return step !== null && isWait(step) && waitOf(step).stopsAt(step, exit) ? null : tree.next(stepId);
}

/**
 * Whether a run goes on when the step failed for good: because the step says so, or because a branch on the outcome stands behind it with an arm for that.
 * @rule F9
 */
export function isFailureCaught(tree: StepTree, stepId: StepId): boolean {
  const step = tree.find(stepId);
  if (step !== null && "onFailure" in step && step.onFailure === "go-on") return true;
  const next = tree.next(stepId);
  const behind = next === null ? null : tree.find(next);
  return behind?.type === "branch-outcome" && behind.arms.some(({ values }) => values.includes("failed"));
}

/** The arm that a branch takes; null: otherwise. */
export function chooseArm(branch: BranchStep, choice: ArmChoice): string | null {
  return branchOf(branch).choose(branch, choice);
}
