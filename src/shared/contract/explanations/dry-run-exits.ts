import { isAction, isWait, waitOf, type Step } from "../../automation/steps/step.ts";
import type { DryRunExit } from "./dry-run.ts";

/** The exits that a step has in a dry run: whatever does something can fail. Empty for those that only lead on. */
export function dryRunExitsOf(step: Step | null): readonly DryRunExit[] {
  if (step === null) return [];
  if (isWait(step)) return waitOf(step).exits(step);
  if (!isAction(step)) return [];
  if (step.type !== "wait-for-mail") return ["failed"];
  const held = step.whenHeld === "continue" ? (["held"] as const) : [];
  return step.timeout === null ? ["sent", "failed", ...held] : ["sent", "failed", "timed-out", ...held];
}
