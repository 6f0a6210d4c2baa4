import type { StepId } from "../model/ids.ts";
import type { StepTree } from "./step-tree.ts";

/** Where a run goes on when its wait ends by one of its exits; null: it ends with it. Pure. */
export function afterWait(
  tree: StepTree,
  stepId: StepId,
  exit: "completed" | "cancelled" | "timed-out",
): StepId | null {
  const step = tree.find(stepId);
  const stops =
    (exit === "cancelled" && step !== null && "whenCancelled" in step && step.whenCancelled === "stop") ||
    (exit === "timed-out" && step !== null && "whenTimedOut" in step && step.whenTimedOut === "stop");
  return stops ? null : tree.next(stepId);
}
