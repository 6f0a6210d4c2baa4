import { describe, expect, test } from "vitest";
import { MAX_JOURNAL_ENTRIES } from "#shared/automation/limits.ts";
import { reduceRun, type RunEvent, type RunEventType } from "#shared/automation/reduce-run.ts";
import { RunStatus, type Run } from "#shared/model/run.ts";
import { EventId, RunId, StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";

const A = StepId.parse("a");
const B = StepId.parse("b");
const START = 1000;

const begun: Run = {
  id: RunId.parse("r"),
  workflowId: WorkflowId.parse("w"),
  workflowRevision: 1,
  ticketId: TicketId.parse("t"),
  eventId: EventId.parse("e"),
  triggerId: "t1",
  depth: 0,
  status: "active",
  cursor: A,
  sequence: 0,
  attempt: 0,
  waiting: null,
  wakeAtEpochMs: 0,
  startedAtEpochMs: START,
  finishedAtEpochMs: null,
  endReason: "",
  journal: [],
};

const stepped = (changes: Partial<Extract<RunEvent, { type: "stepped" }>> = {}): RunEvent => ({
  type: "stepped",
  stepId: A,
  outcome: { kind: "done", changed: true },
  next: B,
  startedAtEpochMs: START,
  atEpochMs: START + 1,
  ...changes,
});
const waits: RunEvent = {
  type: "waits",
  stepId: A,
  waiting: {
    sinceEpochMs: START,
    untilEpochMs: START + 100,
    ends: [{ on: "customer-replied", exit: "cancelled" }],
    onTime: "completed",
  },
};
const run = (...events: RunEvent[]) => events.reduce(reduceRun, begun);

describe("[F7] the step machine", () => {
  test("a step that is done goes on with the next, the last one ends the run", () => {
    expect(run(stepped())).toEqual({
      ...begun,
      cursor: B,
      sequence: 1,
      journal: [
        {
          stepId: A,
          sequence: 1,
          attempt: 1,
          startedAtEpochMs: START,
          finishedAtEpochMs: START + 1,
          outcome: { kind: "done", changed: true },
        },
      ],
    });
    expect(run(stepped({ next: null }))).toMatchObject({ status: "done", cursor: null, finishedAtEpochMs: START + 1 });
  });

  test("[F5] a wait has two exits: its time, and what cancels it", () => {
    const waiting = run(waits);
    expect(waiting).toMatchObject({ status: "waiting", cursor: A, wakeAtEpochMs: START + 100, sequence: 0 });
    const completed = reduceRun(waiting, { type: "due", next: B, atEpochMs: START + 100 });
    expect(completed).toMatchObject({ status: "active", cursor: B, waiting: null, wakeAtEpochMs: 0 });
    expect(completed.journal.at(-1)).toMatchObject({ startedAtEpochMs: START, outcome: { kind: "completed" } });
    const cancelled = reduceRun(waiting, {
      type: "woken",
      reason: "customer-replied",
      exit: "cancelled",
      next: null,
      atEpochMs: START + 5,
    });
    expect(cancelled).toMatchObject({ status: "done", finishedAtEpochMs: START + 5 });
    expect(cancelled.journal.at(-1)?.outcome).toEqual({ kind: "cancelled", reason: "customer-replied" });
  });

  test("[F9] a step that can work later is tried again; one that fails for good ends the run, until a person retries or skips it", () => {
    const retrying = run({ type: "deferred", stepId: A, message: "busy", retryAtEpochMs: START + 50 });
    expect(retrying).toMatchObject({ status: "retrying", attempt: 1, wakeAtEpochMs: START + 50, endReason: "busy" });
    const again = reduceRun(retrying, { type: "due", next: B, atEpochMs: START + 50 });
    expect(again).toMatchObject({ status: "active", cursor: A, attempt: 1, endReason: "" });
    const failed = reduceRun(again, stepped({ outcome: { kind: "failed", code: "PD_X", message: "no" } }));
    expect(failed).toMatchObject({ status: "failed", cursor: A, finishedAtEpochMs: START + 1, endReason: "no" });
    expect(failed.journal.at(-1)).toMatchObject({ attempt: 2, outcome: { kind: "failed" } });
    expect(reduceRun(failed, { type: "retried", atEpochMs: START + 9 })).toMatchObject({
      status: "active",
      cursor: A,
      attempt: 0,
      finishedAtEpochMs: null,
    });
    expect(reduceRun(failed, { type: "skipped", next: B, atEpochMs: START + 9 })).toMatchObject({
      status: "active",
      cursor: B,
      sequence: 2,
    });
  });

  test("[F9] one that was through and fails after all has nothing to try again: it is done then", () => {
    const done = run(stepped({ next: null }));
    const failed = reduceRun(done, {
      type: "faulted",
      message: "The mail could not be written.",
      atEpochMs: START + 5,
    });
    expect(failed).toMatchObject({ status: "failed", cursor: null, endReason: "The mail could not be written." });
    expect(reduceRun(failed, { type: "retried", atEpochMs: START + 9 })).toMatchObject({
      status: "done",
      cursor: null,
    });
  });

  test("what a state does not allow throws, and so does a step that the run does not stand at", () => {
    const events: Record<RunEventType, RunEvent> = {
      stepped: stepped(),
      deferred: { type: "deferred", stepId: A, message: "", retryAtEpochMs: 1 },
      waits,
      held: { type: "held", atEpochMs: 1 },
      due: { type: "due", next: B, atEpochMs: 1 },
      woken: { type: "woken", reason: "ticket-closed", exit: "cancelled", next: B, atEpochMs: 1 },
      answered: { type: "answered", outcome: { kind: "completed" }, next: B, atEpochMs: 1 },
      faulted: { type: "faulted", message: "no", atEpochMs: 1 },
      unenrolled: { type: "unenrolled", reason: "", atEpochMs: 1 },
      "taken-back": { type: "taken-back", atEpochMs: 1 },
      superseded: { type: "superseded", byRunId: RunId.parse("r2"), atEpochMs: 1 },
      "let-act": { type: "let-act" },
      restored: { type: "restored" },
      retried: { type: "retried", atEpochMs: 1 },
      skipped: { type: "skipped", next: B, atEpochMs: 1 },
    };
    const allowed = RunStatus.options.map((status) => [
      status,
      Object.values(events)
        .filter((event) => {
          try {
            reduceRun({ ...begun, status }, event);
            return true;
          } catch {
            return false;
          }
        })
        .map(({ type }) => type),
    ]);
    expect(Object.fromEntries(allowed)).toEqual({
      active: ["stepped", "deferred", "waits", "held", "faulted", "unenrolled", "taken-back", "superseded", "let-act"],
      waiting: ["due", "woken", "answered", "faulted", "unenrolled", "taken-back", "superseded", "let-act", "restored"],
      retrying: [
        "due",
        "faulted",
        "unenrolled",
        "taken-back",
        "superseded",
        "let-act",
        "restored",
        "retried",
        "skipped",
      ],
      done: ["faulted", "taken-back", "superseded", "let-act", "restored"],
      failed: ["unenrolled", "taken-back", "superseded", "let-act", "restored", "retried", "skipped"],
      unenrolled: ["let-act", "restored"],
    });
    expect(() => run(stepped({ stepId: B }))).toThrow("stands at step a");
  });

  test("the journal of a loop keeps its beginning and its end; numbers are never given twice", () => {
    let looping: Run = begun;
    for (let round = 0; round < MAX_JOURNAL_ENTRIES + 10; round += 1)
      looping = reduceRun(looping, stepped({ next: A }));
    const numbers = looping.journal.map(({ sequence }) => sequence);
    expect([numbers.length, numbers[0], numbers.at(-1), new Set(numbers).size, looping.sequence]).toEqual([
      MAX_JOURNAL_ENTRIES,
      1,
      MAX_JOURNAL_ENTRIES + 10,
      MAX_JOURNAL_ENTRIES,
      MAX_JOURNAL_ENTRIES + 10,
    ]);
  });
});
