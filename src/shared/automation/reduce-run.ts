import { PipedeskError } from "../errors/pipedesk-error.ts";
import type { Run, StepOutcome } from "../model/run.ts";
import type { StepId } from "../model/ids.ts";
import type { WorkflowDefinition } from "./definition.ts";

/** What happens to a run. */
export type RunEvent =
  | {
      readonly type: "step-finished";
      readonly stepId: StepId;
      readonly outcome: StepOutcome;
      readonly atEpochMs: number;
    }
  | { readonly type: "ended"; readonly atEpochMs: number };

/**
 * The step machine: the run after an event. Pure; every change of a run goes through here.
 * @throws PD_INTERNAL for an event that the run's state does not allow.
 */
export function reduceRun(run: Run, definition: WorkflowDefinition, event: RunEvent): Run {
  if (run.status !== "active") {
    throw new PipedeskError("PD_INTERNAL", `Run ${run.id} is ${run.status} and takes no ${event.type}.`);
  }
  if (event.type === "ended") return { ...run, status: "done", cursor: null, finishedAtEpochMs: event.atEpochMs };
  if (run.cursor !== event.stepId) {
    throw new PipedeskError("PD_INTERNAL", `Run ${run.id} stands at step ${run.cursor}, not at ${event.stepId}.`);
  }
  const entry = { stepId: event.stepId, attempt: 1, finishedAtEpochMs: event.atEpochMs, outcome: event.outcome };
  const journal = [...run.journal, entry];
  if (event.outcome.kind === "failed") return { ...run, journal, status: "failed", finishedAtEpochMs: event.atEpochMs };
  const position = definition.steps.findIndex((step) => step.id === event.stepId);
  const following = definition.steps[position + 1];
  if (following) return { ...run, journal, cursor: following.id };
  return { ...run, journal, cursor: null, status: "done", finishedAtEpochMs: event.atEpochMs };
}
