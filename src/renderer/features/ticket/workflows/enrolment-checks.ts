/** What has to be so for a ticket to go into a workflow, in the order in which the desk asks. Pure. */
import type { Explanation } from "#shared/contract/workflows.ts";

export type Check = {
  readonly key:
    | "enabled"
    | "pipeline"
    | "source"
    | "notPaused"
    | "notMerged"
    | "notAside"
    | "notIn"
    | "again"
    | "filter";
  readonly holds: boolean;
};

export function enrolmentChecks(explanation: Explanation): Check[] {
  const { enabled, pipelineFits, sourceFits, paused, isMerged, isAside, isIn, mayEnrol, meetsFilter } = explanation;
  return [
    { key: "enabled", holds: enabled },
    { key: "pipeline", holds: pipelineFits },
    { key: "source", holds: sourceFits },
    { key: "notPaused", holds: !paused },
    { key: "notMerged", holds: !isMerged },
    { key: "notAside", holds: !isAside },
    { key: "notIn", holds: !isIn },
    // While it is in the workflow, whether it might go in again says nothing.
    { key: "again", holds: mayEnrol || isIn },
    { key: "filter", holds: meetsFilter },
  ];
}
