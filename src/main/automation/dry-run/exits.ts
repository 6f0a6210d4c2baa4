import type { RunEvent } from "#shared/automation/reduce-run.ts";
import { createStepTree } from "#shared/automation/step-tree.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import { dryRunExitsOf } from "#shared/contract/explanations/dry-run-exits.ts";
import type { DryRunExit } from "#shared/contract/explanations/dry-run.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { StepId } from "#shared/model/ids.ts";
import type { StepOutcome, Waiting } from "#shared/model/run.ts";

/** What the step fails with that is to be seen failing; null for all others. */
export function triedFailure(exits: Readonly<Record<string, DryRunExit>>, stepId: StepId): PipedeskError | null {
  return exits[stepId] === "failed"
    ? new PipedeskError("PD_INPUT_INVALID", "A failure, to see what comes of it.")
    : null;
}

/** @throws PD_INPUT_INVALID with the path of each exit and each drawn arm that no step has */
export function requireExits(
  steps: readonly Step[],
  {
    exits,
    arms,
  }: { readonly exits: Readonly<Record<string, DryRunExit>>; readonly arms: Readonly<Record<string, string>> },
): void {
  const tree = createStepTree(steps);
  const issues = Object.entries(exits).flatMap(([id, exit]) => {
    const step = tree.find(id);
    if (dryRunExitsOf(step).includes(exit)) return [];
    return [{ path: `exits.${id}`, message: step ? "The step has no such exit." : "There is no such step." }];
  });
  for (const [id, armId] of Object.entries(arms)) {
    const step = tree.find(id);
    if (step?.type === "branch-random" && step.arms.some((arm) => arm.id === armId)) continue;
    issues.push({ path: `arms.${id}`, message: step ? "The step has no such arm to draw." : "There is no such step." });
  }
  if (issues.length > 0)
    throw new PipedeskError("PD_INPUT_INVALID", "The workflow cannot be left that way.", { details: { issues } });
}

/** What a request is assumed to bring. */
const ANSWERED: StepOutcome = { kind: "done", changed: false };

/**
 * How a dry run leaves a wait: by the exit that was chosen, else by its time, else by what it waits for. What happens, happens as the wait begins.
 * @param next where the run goes on behind each exit
 * @returns null where nothing ends it
 */
export function leaveWait(
  step: Step | null,
  waiting: Waiting,
  chosen: DryRunExit | undefined,
  next: (exit: "completed" | "cancelled" | "timed-out") => StepId | null,
): (RunEvent & { readonly atEpochMs: number }) | null {
  const { sinceEpochMs, untilEpochMs, ends, onTime } = waiting;
  // An event that is waited for completes its step by happening.
  const exit = chosen === "completed" && dryRunExitsOf(step).includes("happened") ? "happened" : chosen;
  if (exit === "cancelled" || exit === "happened" || (exit === undefined && untilEpochMs === null)) {
    const end = ends.find((one) => exit === undefined || one.exit === exit);
    if (end) {
      const { on: reason, exit: by } = end;
      const to = next(by === "cancelled" ? "cancelled" : "completed");
      return { type: "woken", reason, exit: by, next: to, atEpochMs: sinceEpochMs };
    }
  }
  if (waiting.mails !== undefined && exit !== "timed-out") {
    const outcome: StepOutcome = exit === "held" ? { kind: "held", reason: "" } : { kind: "sent" };
    return { type: "answered", outcome, next: next("completed"), atEpochMs: sinceEpochMs };
  }
  if (waiting.webhookRequestId !== undefined)
    return { type: "answered", outcome: ANSWERED, next: next("completed"), atEpochMs: sinceEpochMs };
  return untilEpochMs === null ? null : { type: "due", next: next(onTime), atEpochMs: untilEpochMs };
}
