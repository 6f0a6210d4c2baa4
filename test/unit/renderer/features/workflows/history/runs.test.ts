import { describe, expect, test } from "vitest";
import { withFresh } from "#renderer/features/workflows/history/run-list.ts";
import { standingOf, stopsOf } from "#renderer/features/workflows/history/stops.ts";
import type { RunHead, RunRecord } from "#shared/contract/explanations/run-history.ts";
import { EventId, RunId, StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { JournalEntry, Run } from "#shared/model/run.ts";

const [id, cursor] = [RunId.parse("r"), StepId.parse("b")];
const RUN: Run = {
  id,
  workflowId: WorkflowId.parse("w"),
  workflowRevision: 1,
  ticketId: TicketId.parse("t"),
  eventId: EventId.parse("e"),
  triggerId: "t1",
  depth: 0,
  status: "active",
  cursor,
  sequence: 0,
  attempt: 0,
  waiting: null,
  wakeAtEpochMs: 0,
  startedAtEpochMs: 100,
  finishedAtEpochMs: null,
  endReason: "",
  journal: [],
};
const entry = (stepId: string, outcome: JournalEntry["outcome"]): JournalEntry => ({
  stepId: StepId.parse(stepId),
  sequence: 1,
  attempt: 1,
  startedAtEpochMs: 200,
  finishedAtEpochMs: 200,
  outcome,
});
const waiting = { sinceEpochMs: 300, untilEpochMs: 900, ends: [], onTime: "completed" } as const;
const FAILED = { kind: "failed", code: "PD_INTERNAL", message: "No." } as const;

describe("[F9] where a run stands", () => {
  test("is told with since when and until when; nowhere where it ended", () => {
    expect([
      standingOf(RUN),
      standingOf({ ...RUN, status: "waiting", waiting: { ...waiting, ends: [] } }),
      standingOf({ ...RUN, status: "waiting", waiting: { ...waiting, untilEpochMs: null, ends: [], isHeld: true } }),
      standingOf({ ...RUN, status: "retrying", wakeAtEpochMs: 700, journal: [entry("a", { kind: "completed" })] }),
      standingOf({ ...RUN, status: "done", cursor: null }),
      standingOf({ ...RUN, status: "unenrolled", cursor: null }),
    ]).toEqual([
      { stepId: "b", state: "active", sinceEpochMs: 100, untilEpochMs: null },
      { stepId: "b", state: "waiting", sinceEpochMs: 300, untilEpochMs: 900 },
      { stepId: "b", state: "held", sinceEpochMs: 300, untilEpochMs: null },
      { stepId: "b", state: "retrying", sinceEpochMs: 200, untilEpochMs: 700 },
      null,
      null,
    ]);
  });

  test("of a failure is what its journal ends with, or, where no step tells of it, the step that it stood at", () => {
    expect([
      standingOf({ ...RUN, status: "failed", journal: [entry("b", FAILED)] }),
      standingOf({ ...RUN, status: "failed", journal: [entry("a", { kind: "completed" })] })?.state,
    ]).toEqual([null, "failed"]);
  });

  test("is the last of its stops", () => {
    const taken = { step: null, entry: entry("a", { kind: "completed" }), durationMs: 0, changes: [], outboxIds: [] };
    const record: RunRecord = {
      run: { ...RUN, journal: [taken.entry] },
      workflow: { id: RUN.workflowId, name: "W", template: null, revision: 1, isOutdated: false },
      ticket: null,
      trigger: null,
      steps: [taken],
      at: null,
      durationMs: 0,
    };
    expect(stopsOf(record).map(({ kind, stepId }) => `${kind} ${stepId}`)).toEqual(["taken a", "standing b"]);
  });
});

describe("[F9] the list of runs while they go on", () => {
  const head = (name: string, startedAtEpochMs: number, status: RunHead["status"] = "waiting"): RunHead => {
    const { journal: _journal, ...run } = RUN;
    return { ...run, id: RunId.parse(name), startedAtEpochMs, status, ticket: null };
  };
  const told = (runs: readonly RunHead[]) => runs.map((run) => `${run.id} ${run.status}`);
  const loaded = [head("d", 4), head("c", 3), head("b", 2), head("a", 1)];

  test("has what is new on top and what is another in its place; what lies behind stays", () => {
    const fresh = { items: [head("e", 5), head("d", 4, "done"), head("c", 3)], nextCursor: "more" };
    expect(told(withFresh(loaded, fresh))).toEqual(["e waiting", "d done", "c waiting", "b waiting", "a waiting"]);
  });

  test("loses what no longer belongs: within the part that was asked for, and all where that is the whole", () => {
    expect(told(withFresh(loaded, { items: [head("d", 4), head("b", 2)], nextCursor: "more" }))).toEqual([
      "d waiting",
      "b waiting",
      "a waiting",
    ]);
    expect(told(withFresh(loaded, { items: [head("b", 2)], nextCursor: null }))).toEqual(["b waiting"]);
    expect(told(withFresh(loaded, { items: [], nextCursor: null }))).toEqual([]);
  });

  test("of one moment is in the order of their ids", () => {
    const same = [head("c", 1), head("b", 1), head("a", 1)];
    expect(told(withFresh(same, { items: [head("c", 1), head("b", 1, "done")], nextCursor: "more" }))).toEqual([
      "c waiting",
      "b done",
      "a waiting",
    ]);
  });
});
