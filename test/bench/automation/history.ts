import type { Activity } from "#shared/model/activity.ts";
import type { Evaluation } from "#shared/model/evaluation.ts";
import { EventId, RunId, type TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Core } from "#main/core.ts";
import { inPortions, step, ticketIdOf } from "./desk-of.ts";
import { idAt, insertDocuments, stampAt } from "./store-access.ts";

const YEAR_MS = 365 * 86_400_000;

export type HistorySize = {
  readonly tickets: number;
  readonly activities: number;
  /** So many runs, and as many evaluations. */
  readonly runs: number;
};

/** What a year leaves in the file, spread evenly over it and over the tickets. The ids are like those that the core gives. */
export async function insertHistory(core: Core, size: HistorySize, nowEpochMs: number): Promise<void> {
  const { tickets, activities, runs } = size;
  const atOf = (number: number, count: number) => nowEpochMs - YEAR_MS + Math.floor((number / count) * YEAR_MS);
  const ticketOf = (number: number) => ticketIdOf((number * 7_919) % tickets);
  await inPortions(activities, (numbers) =>
    insertDocuments(
      core,
      "activities",
      numbers.map((number) => activityOf(number, ticketOf(number), atOf(number, activities))),
    ),
  );
  await inPortions(runs, async (numbers) => {
    const about = numbers.map((number) => ({ number, ticketId: ticketOf(number), atEpochMs: atOf(number, runs) }));
    await insertDocuments(
      core,
      "runs",
      about.map((one) => runOf(one.number, one.ticketId, one.atEpochMs)),
    );
    await insertDocuments(
      core,
      "evaluations",
      about.map((one) => evaluationOf(one.number, one.ticketId, one.atEpochMs)),
    );
  });
}

const eventIdAt = (atEpochMs: number, number: number) => EventId.parse(idAt("e", atEpochMs, "history", String(number)));
const workflowIdOf = (number: number) => WorkflowId.parse(`workflow-${number % 100}`);

function activityOf(number: number, ticketId: TicketId, atEpochMs: number): Activity {
  return {
    id: eventIdAt(atEpochMs, number),
    ticketId,
    atEpochMs,
    stamp: stampAt(atEpochMs),
    cause: {
      kind: "workflow",
      workflowId: workflowIdOf(number),
      runId: RunId.parse(idAt("r", atEpochMs, "history", String(number))),
      stepId: step("due"),
    },
    body: { type: "ticket.property-changed", property: "priority", from: "low", to: "high" },
  };
}

function runOf(number: number, ticketId: TicketId, atEpochMs: number): Run {
  return {
    id: RunId.parse(idAt("r", atEpochMs, "history", String(number))),
    workflowId: workflowIdOf(number),
    workflowRevision: 1,
    ticketId,
    eventId: eventIdAt(atEpochMs, number),
    triggerId: "t1",
    depth: 0,
    chainStartedAtEpochMs: atEpochMs,
    status: "done",
    cursor: null,
    sequence: 1,
    attempt: 0,
    waiting: null,
    wakeAtEpochMs: 0,
    startedAtEpochMs: atEpochMs,
    finishedAtEpochMs: atEpochMs,
    endReason: "",
    journal: [
      {
        stepId: step("due"),
        sequence: 1,
        attempt: 1,
        startedAtEpochMs: atEpochMs,
        finishedAtEpochMs: atEpochMs,
        outcome: { kind: "done", changed: true },
        eventIds: [eventIdAt(atEpochMs, number + 1)],
      },
    ],
  };
}

function evaluationOf(number: number, ticketId: TicketId, atEpochMs: number): Evaluation {
  return {
    id: EventId.parse(idAt("e", atEpochMs, "evaluation", String(number))),
    ticketId,
    atEpochMs,
    saw: { "ticket.tags": ["vip"], "ticket.stageKind": "open" },
    verdicts: Array.from({ length: 10 }, (_, at) => ({
      workflowId: workflowIdOf(number + at),
      revision: 1,
      triggerId: "t1",
      why: "filter",
      held: "01",
    })),
  };
}
