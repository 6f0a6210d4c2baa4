import { withoutInner } from "#shared/automation/step-tree.ts";
import type { RunRecord } from "#shared/contract/explanations/run-history.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import { MessageId, type RunId, type StepId } from "#shared/model/ids.ts";
import type { JournalEntry } from "#shared/model/run.ts";
import { outboxItemIdOf } from "../derived-ids.ts";
import type { ReadContext } from "../read-context.ts";
import { definitionOfRun } from "./definition-of.ts";
import { runViewOf } from "./runs.ts";
import { viewOf } from "./views.ts";

/** F9: one run with the input, result, duration and changes of each of its steps. @throws PD_DESK_NOT_FOUND */
export async function runRecord({ store, setup, clock }: ReadContext, id: RunId): Promise<RunRecord> {
  const stored = await store.runs.get(id);
  if (!stored) throw notFound("run", id);
  const run = runViewOf(stored);
  const { workflow, step: find, trigger } = definitionOfRun(setup, run);
  const step = (stepId: StepId) => {
    const found = find(stepId);
    return found && withoutInner(found);
  };
  const ticket = await store.tickets.get(run.ticketId);
  const activities = await store.activities.getMany(run.journal.flatMap(({ eventIds = [] }) => eventIds));
  const outbox = await store.outbox.getMany(run.journal.flatMap(outboxIdsOf));
  return {
    run,
    workflow,
    ticket: ticket && { id: ticket.id, number: ticket.number, subject: ticket.subject },
    trigger,
    steps: run.journal.map((entry) => ({
      step: step(entry.stepId),
      entry,
      durationMs: Math.max(entry.finishedAtEpochMs - entry.startedAtEpochMs, 0),
      changes: (entry.eventIds ?? []).flatMap((eventId) => {
        const activity = activities.get(eventId);
        return activity ? [viewOf(activity)] : [];
      }),
      outboxIds: outboxIdsOf(entry).filter((outboxId) => outbox.has(outboxId)),
    })),
    at: run.cursor === null ? null : step(run.cursor),
    durationMs: Math.max((run.finishedAtEpochMs ?? clock.nowEpochMs()) - run.startedAtEpochMs, 0),
  };
}

/** Of the mails that a step says it wrote. */
function outboxIdsOf({ outcome }: JournalEntry) {
  const ids = outcome.kind === "done" ? MessageId.array().safeParse(outcome.details?.["messageIds"]) : null;
  return ids?.success === true ? ids.data.map(outboxItemIdOf) : [];
}
