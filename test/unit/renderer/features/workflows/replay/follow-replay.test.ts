import { expect, test } from "vitest";
import { followReplay, type ReplayState } from "#renderer/features/workflows/replay/follow-replay.ts";
import type { ReplayEntry, ReplayTotals } from "#shared/contract/explanations/replay.ts";
import { StepId, TicketId } from "#shared/model/ids.ts";

const totals = (ticketsDone: number): ReplayTotals => ({
  ticketsDone,
  tickets: 2,
  events: 0,
  enrolled: 0,
  would: 0,
  did: 0,
  same: 0,
  differences: 0,
  ticketsDiffering: 0,
});
const ticketId = TicketId.parse("t1");
const body = { type: "workflow.acted", action: "note", about: "" } as const;
const DIFFERENCE: ReplayEntry = {
  type: "difference",
  difference: {
    ticketId,
    number: 1,
    subject: "Boots",
    kind: "would",
    would: { stepId: StepId.parse("a"), atEpochMs: 1, body },
    did: null,
  },
};

async function told(entries: readonly (ReplayEntry | Error)[], ends = new AbortController()): Promise<ReplayState[]> {
  const states: ReplayState[] = [];
  async function* stream() {
    for (const entry of entries) {
      if (entry instanceof Error) throw entry;
      yield entry;
    }
  }
  await followReplay(
    () => Promise.resolve(stream()),
    ends.signal,
    (state) => states.push(state),
  );
  return states;
}
const short = ({ kind, totals: sums, differences, skipped }: ReplayState) =>
  `${kind} ${String(sums?.ticketsDone ?? "-")} ${String(differences.length)} ${String(skipped)}`;

test("[F10] a replay tells what it has found so far, and keeps it where it fails", async () => {
  const states = await told([
    { type: "begun", fromEpochMs: 0, toEpochMs: 1, tickets: 2 },
    DIFFERENCE,
    { type: "progress", totals: totals(1) },
    { type: "skipped", ticketId, reason: "" },
    { type: "progress", totals: totals(2) },
    new Error("The desk is away."),
  ]);
  expect(states.map(short)).toEqual(["running - 0 0", "running 1 1 0", "running 2 1 1", "failed 2 1 1"]);
  // The same list as long as nothing was found: a table of it is not made anew.
  expect(states[2]?.differences).toBe(states[1]?.differences);
});

test("[F10] nothing is told of a replay that was ended", async () => {
  const ends = new AbortController();
  ends.abort();
  expect((await told([DIFFERENCE, { type: "done", totals: totals(2), listed: 1 }], ends)).map(short)).toEqual([
    "running - 0 0",
  ]);
});
