/** A run as the stops that one walks through: each step that it took, then where it stands. Pure. */
import type { RunRecord, RunStep } from "#shared/contract/explanations/run-history.ts";
import type { StepId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Standing } from "../overlay/marks.ts";

export type Stop =
  | { readonly kind: "taken"; readonly stepId: StepId; readonly taken: RunStep }
  | { readonly kind: "standing"; readonly stepId: StepId; readonly at: RunRecord["at"]; readonly standing: Standing };

export function stopsOf({ run, steps, at }: RunRecord): Stop[] {
  const taken = steps.map((one): Stop => ({ kind: "taken", stepId: one.entry.stepId, taken: one }));
  const standing = standingOf(run);
  return standing === null || run.cursor === null
    ? taken
    : [...taken, { kind: "standing", stepId: run.cursor, at, standing }];
}

/** Null where the run ended, or failed at what its journal ends with. */
export function standingOf(run: Run): Standing | null {
  const { status, cursor, waiting, wakeAtEpochMs, journal, startedAtEpochMs } = run;
  if (cursor === null) return null;
  const last = journal.at(-1);
  const sinceEpochMs = waiting?.sinceEpochMs ?? last?.finishedAtEpochMs ?? startedAtEpochMs;
  const until = (epochMs: number | null | undefined) => (epochMs ? epochMs : null);
  switch (status) {
    case "waiting":
      return {
        stepId: cursor,
        // F11b: of its workflow, or of all of the desk's.
        state: waiting?.isHeld === true ? "held" : "waiting",
        sinceEpochMs,
        untilEpochMs: until(waiting?.untilEpochMs),
      };
    case "retrying":
      return { stepId: cursor, state: "retrying", sinceEpochMs, untilEpochMs: until(wakeAtEpochMs) };
    case "active":
      return { stepId: cursor, state: "active", sinceEpochMs, untilEpochMs: null };
    case "failed":
      return last?.stepId === cursor && last.outcome.kind === "failed"
        ? null
        : { stepId: cursor, state: "failed", sinceEpochMs, untilEpochMs: null };
    case "done":
    case "unenrolled":
      return null;
  }
}
