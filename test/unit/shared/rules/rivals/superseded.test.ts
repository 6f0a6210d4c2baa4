import { expect, test } from "vitest";
import { EventId, RunId, StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import { SUPERSEDED, TAKEN_BACK, type Run } from "#shared/model/run.ts";
import { settleRivals } from "#shared/rules/rivals/superseded.ts";

function run(name: string, changes: Partial<Run> = {}): Run {
  return {
    id: RunId.parse(name),
    workflowId: WorkflowId.parse("w"),
    workflowRevision: 1,
    ticketId: TicketId.parse("t"),
    eventId: EventId.parse(`e-${name}`),
    triggerId: "t1",
    base: { stageId: "s0" },
    depth: 0,
    status: "waiting",
    cursor: StepId.parse("a"),
    sequence: 0,
    attempt: 0,
    waiting: null,
    wakeAtEpochMs: 0,
    startedAtEpochMs: 1,
    finishedAtEpochMs: null,
    endReason: "",
    journal: [],
    ...changes,
  };
}

function permutations<One>(all: readonly One[]): One[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((one, at) =>
    permutations([...all.slice(0, at), ...all.slice(at + 1)]).map((rest) => [one, ...rest]),
  );
}

/** Runs come to the host one batch after the other; what became of each is kept. */
function settleAll(batches: readonly (readonly Run[])[]): Run[] {
  const known = new Map<string, Run>();
  for (const batch of batches) {
    for (const one of batch) if (!known.has(one.id)) known.set(one.id, one);
    const { letAct, superseded } = settleRivals(Array.from(known.values()));
    for (const one of letAct) known.set(one.id, { ...one, isLetAct: true });
    for (const { run: one, by } of superseded)
      known.set(one.id, { ...one, status: "unenrolled", endReason: SUPERSEDED, supersededBy: by.id });
  }
  return Array.from(known.values());
}

test("[H4] in whatever order rivals come, one of them acts and each of the others names it", () => {
  const rivals = ["a", "b", "c", "d"].map((name, at) => run(name, { startedAtEpochMs: at }));
  for (const order of permutations(rivals)) {
    const settled = settleAll(order.map((one) => [one]));
    const [winner, ...more] = settled.filter(({ endReason }) => endReason !== SUPERSEDED);
    expect([winner?.id, more.length]).toEqual([order[0]?.id, 0]);
    expect(new Set(settled.map(({ supersededBy }) => supersededBy))).toEqual(new Set([undefined, winner?.id]));
    expect(settleAll([settled, settled])).toEqual(settled);
  }
});

test("[H4] of those that come together the one that began first acts, however they are listed", () => {
  const rivals = ["c", "a", "b"].map((name) => run(name, { startedAtEpochMs: name === "b" ? 0 : 1 }));
  for (const order of permutations(rivals)) expect(settleRivals(order).letAct.map(({ id }) => id)).toEqual(["b"]);
});

test("[H4] other workflows, other bases, runs without one and what was taken back are no rivals", () => {
  const all = [
    run("a"),
    run("b", { workflowId: WorkflowId.parse("other") }),
    run("c", { base: { stageId: "s1" } }),
    run("d", { base: { ownerId: "s0" } }),
    run("f", { startedAtEpochMs: 0, status: "unenrolled", endReason: TAKEN_BACK }),
  ];
  const { base: _base, ...without } = run("g");
  const { letAct, superseded } = settleRivals([...all, without]);
  expect([letAct.map(({ id }) => id), superseded]).toEqual([["a", "b", "c", "d"], []]);
});

test("[H4] two that two hosts had let act are one again", () => {
  const [a, b] = [run("a", { isLetAct: true }), run("b", { isLetAct: true })];
  expect(settleRivals([b, a])).toEqual({ letAct: [], superseded: [{ run: b, by: a }] });
});
