import { planWait } from "#shared/automation/course.ts";
import { isWait, type Step } from "#shared/automation/steps/step.ts";
import type { Run, Waiting } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { momentsOf } from "#shared/automation/triggers/moments.ts";
import type { ReadyDefinition } from "../workflow-index.ts";

/**
 * A run as it stood at a moment at which it had begun: as it is if it had ended by then, else waiting in the step that it left next. Null where that can't be
 * told, because its revision is no longer kept.
 * @param ticket as it was then
 */
export function rewindRun(run: Run, atEpochMs: number, ready: ReadyDefinition | null, ticket: Ticket): Run | null {
  if (run.finishedAtEpochMs !== null && run.finishedAtEpochMs < atEpochMs) return run;
  if (ready === null) return null;
  const journal = run.journal.filter(({ finishedAtEpochMs }) => finishedAtEpochMs < atEpochMs);
  const next = run.journal[journal.length];
  const last = journal.at(-1);
  const cursor = next?.stepId ?? run.cursor ?? (last ? ready.tree.next(last.stepId) : ready.tree.first);
  if (cursor === null) return run;
  const sinceEpochMs =
    next?.startedAtEpochMs ?? run.waiting?.sinceEpochMs ?? last?.finishedAtEpochMs ?? run.startedAtEpochMs;
  const waiting =
    next === undefined && run.waiting !== null
      ? run.waiting
      : waitingIn(ready.tree.find(cursor), sinceEpochMs, ready, ticket);
  return {
    ...run,
    status: "waiting",
    cursor,
    sequence: (next?.sequence ?? run.sequence + 1) - 1,
    attempt: 0,
    waiting,
    wakeAtEpochMs: waiting.untilEpochMs ?? 0,
    finishedAtEpochMs: null,
    endReason: "",
    journal,
  };
}

/** Of a step that does not wait by a time of its own: for the answer to a request. */
function waitingIn(step: Step | null, sinceEpochMs: number, { definition }: ReadyDefinition, ticket: Ticket): Waiting {
  const planned =
    step !== null && isWait(step)
      ? planWait(step, {
          nowEpochMs: sinceEpochMs,
          businessHours: definition.businessHours,
          // Asked for by few, and slow to find out.
          get timeZone() {
            return Intl.DateTimeFormat().resolvedOptions().timeZone;
          },
          date: momentsOf(ticket),
        })
      : null;
  if (planned) return planned;
  return { sinceEpochMs, untilEpochMs: null, ends: [], onTime: "completed", webhookRequestId: "replayed" };
}
