import type { Run } from "../model/run.ts";
import type { StepTree } from "./step-tree.ts";

/** A run at its first step; one of a workflow without steps is done. Pure. */
export function beginRun(
  { first }: Pick<StepTree, "first">,
  about: Pick<
    Run,
    | "id"
    | "workflowId"
    | "workflowRevision"
    | "ticketId"
    | "eventId"
    | "occasionId"
    | "base"
    | "isLetAct"
    | "triggerId"
    | "alsoTriggers"
    | "data"
    | "depth"
    | "chainStartedAtEpochMs"
    | "startedAtEpochMs"
  >,
): Run {
  return {
    ...about,
    status: first === null ? "done" : "active",
    cursor: first,
    sequence: 0,
    attempt: 0,
    waiting: null,
    wakeAtEpochMs: 0,
    finishedAtEpochMs: first === null ? about.startedAtEpochMs : null,
    endReason: "",
    journal: [],
  };
}
