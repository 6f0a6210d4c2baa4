import type { EventId, OutboxItemId, RunId, TicketId } from "#shared/model/ids.ts";
import { createStepTree } from "#shared/automation/step-tree.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { assignFinalNumber } from "#main/desk/numbers/assign-final-number.ts";
import { isNobody } from "../actions/rotate-owner.ts";
import { unsharedRecord } from "../share-out/unshared.ts";
import { settleRings } from "./settle-rings.ts";
import { settleRivalsOf } from "./settle-rivals.ts";

/** What came from another device and is written by now, in the order in which it came. Activities that were known already are left out. */
export type Arrived = {
  readonly ticketIds: readonly TicketId[];
  readonly activityIds?: readonly EventId[];
  readonly runIds?: readonly RunId[];
  readonly outboxIds?: readonly OutboxItemId[];
};

/**
 * What the host does about documents that came from another device, in the transaction in which they are written: final numbers, of rivals' runs only the first acts, tickets that nobody could be found
 * for are kept in mind, tickets that were merged into each other are parted, and runs that wait meet what happened. Called inside queued work; elsewhere than at the host it does nothing. The same documents again change nothing.
 * @rule H2, H4
 */
export async function settleArrived(
  context: DeskContext,
  { ticketIds, activityIds = [], runIds = [], outboxIds = [] }: Arrived,
): Promise<void> {
  const { host, automations, store, clock } = context;
  if (host.mode() === "solo" || !host.isAtHost()) return;
  const piece = createPieceOfWork(context);
  if (host.mode() === "server") for (const id of ticketIds) await assignFinalNumber(context, piece, id);
  await settleRings(context, piece, ticketIds);
  // Ahead of all else: a run that is superseded must not go on.
  await settleRivalsOf(context, piece, ticketIds);
  await keepUnshared(context, piece, runIds);
  const activities = await store.activities.getMany(activityIds);
  for (const id of activityIds) {
    const activity = activities.get(id);
    if (activity) await automations.arrived(piece, activity);
  }
  for (const id of outboxIds) {
    const item = await piece.outbox.get(id);
    if (item?.automatic === true) await automations.noteMail(piece, item, clock.nowEpochMs());
  }
  await piece.flush();
}

/** Who shares tickets out is the host; the device that found nobody is not. */
async function keepUnshared(
  context: DeskContext,
  piece: ReturnType<typeof createPieceOfWork>,
  runIds: readonly RunId[],
): Promise<void> {
  for (const id of runIds) {
    const run = await piece.runs.get(id);
    if (run === null || run.status === "unenrolled") continue;
    const waiting = run.journal.filter(({ outcome }) => isNobody(outcome));
    if (waiting.length === 0) continue;
    const definition = context.setup.find("workflow", run.workflowId)?.definition;
    const tree = definition && createStepTree(definition.steps);
    for (const { stepId, finishedAtEpochMs } of waiting) {
      const step = tree?.find(stepId);
      if (step?.type !== "rotate-owner" || step.whenNobody === "skip") continue;
      const { ticketId, workflowId } = run;
      piece.local.put(
        unsharedRecord({ ticketId, workflowId, runId: id, stepId, nowEpochMs: Math.trunc(finishedAtEpochMs) }),
      );
    }
  }
}
