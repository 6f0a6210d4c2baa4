import { isDeepStrictEqual } from "node:util";
import type { Activity } from "#shared/model/activity.ts";
import type { WorkflowId } from "#shared/model/ids.ts";

/** What was written at once, and so was there when the first of it was seen to. */
export type Group = {
  readonly events: readonly Activity[];
  /** What workflows listed before the replayed one had done by then to the same events (F13); it comes again as events of its own. */
  readonly ahead: readonly Activity[];
};

/**
 * Takes a ticket's history apart into what was written at once: it stands together, at one moment, and has one cause but for what rules added.
 * @param isOwn what the replayed workflow did, which is left out
 * @param isBefore whether a workflow runs before the replayed one
 */
export function groupsOf(
  activities: readonly Activity[],
  isOwn: (activity: Activity) => boolean,
  isBefore: (id: WorkflowId) => boolean,
): Group[] {
  const groups: Group[] = [];
  for (let position = 0; position < activities.length;) {
    const first = activities[position];
    if (first === undefined) break;
    if (isOwn(first)) {
      position += 1;
      continue;
    }
    const fits = (activity: Activity) => !isOwn(activity) && activity.atEpochMs === first.atEpochMs;
    const end = endOf(activities, position + 1, (one) => fits(one) && isOfOneWrite(first, one));
    const isAhead = (one: Activity) =>
      fits(one) && (one.cause.kind === "rule" || (one.cause.kind === "workflow" && isBefore(one.cause.workflowId)));
    groups.push({
      events: activities.slice(position, end),
      ahead: activities.slice(end, endOf(activities, end, isAhead)),
    });
    position = end;
  }
  return groups;
}

function endOf(activities: readonly Activity[], from: number, fits: (activity: Activity) => boolean): number {
  let end = from;
  for (let next = activities[end]; next && fits(next); next = activities[end]) end += 1;
  return end;
}

/** A rule's change follows what it acts on. A step's changes are seen one after the other by whoever comes behind. */
function isOfOneWrite(first: Activity, { cause }: Activity): boolean {
  return cause.kind === "rule" || first.cause.kind === "rule" || isDeepStrictEqual(cause, first.cause);
}
