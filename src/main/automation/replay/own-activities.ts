import type { ReplayedEffect } from "#shared/contract/explanations/replay.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { TicketEventBody } from "#shared/model/event.ts";
import type { EventId, WorkflowId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";

/** What a workflow really did to a ticket, in its history. */
export type OwnActivities = {
  /** Also what rules added to its changes, and that its own times came: a replay makes those itself. */
  isOwn(activity: Activity): boolean;
  readonly did: readonly ReplayedEffect[];
  /** When its triggers of time fired. */
  readonly triggered: ReadonlyMap<EventId, Activity>;
};

/** Triggers that come of themselves, and come again in a replay; the others are somebody's doing. */
const OF_TIME: readonly string[] = ["date", "silence", "schedule"];

/** @param keepsPauses whether a pause of the workflow stays as it was (F11), since it is the same definition */
export function ownOf(
  workflowId: WorkflowId,
  { runs }: { readonly runs: readonly Run[] },
  activities: readonly Activity[],
  keepsPauses: boolean,
): OwnActivities {
  const ofWorkflow = runs.filter((run) => run.workflowId === workflowId);
  const runIds = new Set(ofWorkflow.map(({ id }) => id));
  const noted = new Set(
    ofWorkflow.flatMap(({ journal, waiting }) => [
      ...journal.flatMap(({ eventIds = [] }) => eventIds),
      ...(waiting?.eventIds ?? []),
    ]),
  );
  // What a run of another ticket did here, as the other half of a link, is no doing of this ticket's runs.
  const isByRun = ({ cause }: Activity) =>
    cause.kind === "workflow" && cause.workflowId === workflowId && runIds.has(cause.runId);
  const isTimely = ({ body }: Activity) =>
    body.type === "workflow.triggered" && body.workflowId === workflowId && OF_TIME.includes(body.by);
  const isPause = ({ body }: Activity) => body.type === "workflow.paused" && body.workflowId === workflowId;

  return {
    isOwn: (activity) =>
      isByRun(activity) || noted.has(activity.id) || isTimely(activity) || (!keepsPauses && isPause(activity)),
    did: activities.flatMap((activity) => {
      const { cause, body, atEpochMs } = activity;
      return cause.kind === "workflow" && isByRun(activity) && isEffect(body)
        ? [{ atEpochMs, stepId: cause.stepId, body }]
        : [];
    }),
    triggered: new Map(activities.filter(isTimely).map((activity) => [activity.id, activity])),
  };
}

/** What a step decides; that its mail then left is a consequence, which a replay does not have. */
export function isEffect({ type }: TicketEventBody): boolean {
  return type !== "message.sent" && type !== "message.received" && type !== "ticket.created";
}
