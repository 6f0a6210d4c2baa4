import { reduceRun } from "#shared/automation/reduce-run.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import { mayHappen, reduceOutbox } from "#shared/rules/outbox/reduce-outbox.ts";
import { settleRivals } from "#shared/rules/rivals/superseded.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { outboxItemIdOf } from "#main/desk/derived-ids.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import { draftOf } from "#main/desk/ticket-changes/ticket-draft.ts";

/**
 * Lets of runs that rivals began only the first act, and ends the others: what they would have sent is cancelled, their history and the ticket's say why. What their steps did at once stays: it is
 * merged by now.
 */
export async function settleRivalsOf(
  context: DeskContext,
  piece: PieceOfWork,
  ticketIds: readonly TicketId[],
): Promise<void> {
  for (const ticketId of new Set(ticketIds)) {
    const stored = await context.store.runs.find({ selector: { ticketId } });
    if (stored.every(({ base }) => base === undefined)) continue;
    const runs: Run[] = [];
    for (const { id } of stored) {
      const run = await piece.runs.get(id);
      if (run) runs.push(run);
    }
    const { letAct, superseded } = settleRivals(runs);
    for (const run of letAct) piece.runs.put(reduceRun(run, { type: "let-act" }));
    for (const { run, by } of superseded) await supersede(context, piece, run, by);
  }
}

async function supersede(context: DeskContext, piece: PieceOfWork, run: Run, by: Run): Promise<void> {
  const atEpochMs = context.clock.nowEpochMs();
  piece.runs.put(reduceRun(run, { type: "superseded", byRunId: by.id, atEpochMs }));
  await cancelMails(context, piece, run);
  for (const request of await context.store.webhookRequests.find({ selector: { runId: run.id } }))
    if (request.state === "queued")
      piece.webhookRequests.put({ ...request, state: "cancelled", superseded: true, reported: true });
  const ticket = await piece.tickets.get(run.ticketId);
  if (ticket === null) return;
  const draft = draftOf(ticket, {
    atEpochMs,
    cause: { kind: "rule", rule: "H4" },
    depth: 0,
    // The same two runs meet once, however often they come.
    derivedFrom: [run.id, by.id, "superseded"],
    derivedAtEpochMs: run.startedAtEpochMs,
    isHistory: true,
    isNoActivity: true,
    nextStamp: () => context.nextStamp(),
  });
  draft.emit({ type: "workflow.superseded", workflowId: run.workflowId, runId: run.id, byRunId: by.id });
  const [event] = draft.events;
  if (event && (await piece.activities.get(event.id)) === null) await piece.change(draft);
}

/** What has not left the desk. */
async function cancelMails({ store }: DeskContext, piece: PieceOfWork, { id, ticketId }: Run): Promise<void> {
  const messages = await store.messages.find({ selector: { ticketId, direction: { $ne: "incoming" } } });
  for (const message of messages) {
    const cause = message.outgoing?.cause;
    if (cause?.kind !== "workflow" || cause.runId !== id) continue;
    const item = await piece.outbox.get(outboxItemIdOf(message.id));
    if (item && item.state !== "failed" && mayHappen(item.state, "cancelled"))
      piece.outbox.put(reduceOutbox(item, { type: "cancelled", superseded: true }));
  }
}
