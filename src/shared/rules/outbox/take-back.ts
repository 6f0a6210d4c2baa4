import type { Activity } from "../../model/activity.ts";
import type { PropertyValue, StagePlace } from "../../model/event.ts";
import type { EventId, MessageId, RunId, WorkflowId } from "../../model/ids.ts";
import { TAKEN_BACK, type Run } from "../../model/run.ts";

export type TakeBackFacts = {
  /** Of the ticket, in the order of their stamps. */
  readonly activities: readonly Activity[];
  /** Of the ticket. */
  readonly runs: readonly Run[];
  /** Whether an answer is one that was neither taken back nor put off. */
  readonly isInForce: (messageId: MessageId) => boolean;
  /** Whether the workflow would not take the ticket at that event because it had been in it before (F4). */
  readonly isBarred: (eventId: EventId, workflowId: WorkflowId) => boolean;
};

export type TakeBack = {
  /** Runs that would never have begun. */
  readonly begun: readonly Run[];
  /** Runs that would wait still. */
  readonly woken: readonly Run[];
  /** What those did; nothing of it is to last. */
  readonly undone: ReadonlySet<EventId>;
  /** Properties that nobody changed since, with what they were. */
  readonly properties: readonly { readonly property: string; readonly value: PropertyValue }[];
  /** Where the ticket was, if nobody moved it since; null: it stays. */
  readonly place: { readonly from: StagePlace; readonly to: StagePlace } | null;
};

/**
 * What answers that are taken back, or put off, have set off on their ticket, and what therefore is taken back with them: the runs that they began or woke, and what those changed, as
 * far as no later answer that stands would have made the same. Asked again for every answer that falls: what one left because another stood goes with that one.
 * @rule D8c
 */
export function takeBack(facts: TakeBackFacts): TakeBack {
  const { activities, runs } = facts;
  const answers = new Map<EventId, Activity>();
  const standing: Activity[] = [];
  for (const activity of activities) {
    const { body } = activity;
    if (body.type !== "message.sent" || (body.verdict.kind === "no-change" && body.verdict.rule === "D7")) continue;
    if (facts.isInForce(body.messageId)) standing.push(activity);
    else answers.set(activity.id, activity);
  }
  const isHeld = (fallen: Activity | undefined, by: (answer: Activity) => boolean) =>
    fallen !== undefined && standing.some((answer) => answer.stamp > fallen.stamp && by(answer));
  const wouldBegin = (workflowId: WorkflowId) => (answer: Activity) =>
    facts.isBarred(answer.id, workflowId) ||
    runs.some((run) => run.workflowId === workflowId && run.eventId === answer.id && run.endReason !== TAKEN_BACK);

  const undone = new Set<EventId>(answers.keys());
  // The status that was chosen with an answer goes where the answer goes.
  for (const { id, cause } of activities)
    if (cause.kind === "user" && cause.withAnswer !== undefined && !facts.isInForce(cause.withAnswer)) undone.add(id);
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  const begun = new Map<RunId, Run>();
  const woken = new Map<RunId, Run>();
  const take = (list: Map<RunId, Run>, run: Run, sinceStamp: string) => {
    list.set(run.id, run);
    for (const { id, cause, stamp } of activities)
      if (cause.kind === "workflow" && cause.runId === run.id && stamp > sinceStamp) undone.add(id);
  };
  for (let before = -1; before < begun.size + woken.size;) {
    before = begun.size + woken.size;
    for (const run of runs) {
      if (begun.has(run.id) || woken.has(run.id) || run.endReason === TAKEN_BACK) continue;
      const wokenBy = run.interrupted?.eventId;
      if (undone.has(run.eventId) && !isHeld(answers.get(run.eventId), wouldBegin(run.workflowId)))
        take(begun, run, "");
      else if (wokenBy !== undefined && undone.has(wokenBy) && !isHeld(answers.get(wokenBy), () => true))
        take(woken, run, byId.get(wokenBy)?.stamp ?? "");
    }
  }
  return {
    begun: Array.from(begun.values()),
    woken: Array.from(woken.values()),
    undone,
    properties: propertiesBefore(activities, undone),
    place: placeBefore(activities, undone),
  };
}

function propertiesBefore(activities: readonly Activity[], undone: ReadonlySet<EventId>): TakeBack["properties"] {
  const changes = new Map<string, { isUndone: boolean; value: PropertyValue }[]>();
  for (const { id, body } of activities) {
    if (body.type !== "ticket.property-changed") continue;
    const one = { isUndone: undone.has(id), value: body.from };
    changes.set(body.property, [...(changes.get(body.property) ?? []), one]);
  }
  return Array.from(changes).flatMap(([property, list]) => {
    const first = firstOfLast(list, ({ isUndone }) => isUndone);
    return first === null ? [] : [{ property, value: first.value }];
  });
}

function placeBefore(activities: readonly Activity[], undone: ReadonlySet<EventId>): TakeBack["place"] {
  const moves = activities.flatMap(({ id, body }) =>
    body.type === "ticket.stage-changed" ? [{ from: body.from, to: body.to, isUndone: undone.has(id) }] : [],
  );
  const first = firstOfLast(moves, ({ isUndone }) => isUndone);
  const last = moves.at(-1);
  return first === null || last === undefined ? null : { from: first.from, to: last.to };
}

/** The first of those at the end for which it holds without a gap; null where it does not hold for the last. */
function firstOfLast<One>(list: readonly One[], holds: (one: One) => boolean): One | null {
  const gap = list.findLastIndex((one) => !holds(one));
  return list[gap + 1] ?? null;
}
