import { afterEach, beforeEach, expect, test } from "vitest";
import { scanTickets, scanWaitingRuns, presentIds, lastTicketRow, waitingRunsText } from "#main/store/scan.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { sqliteOf } from "../../support/sqlite-of.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(async () => {
  await desk.close();
});

const create = (
  subject: string,
  dueAtEpochMs: number | null,
  stageId: (typeof STAGES)[keyof typeof STAGES] = STAGES.new,
) => desk.client.tickets.create({ subject, dueAtEpochMs, pipelineId: SUPPORT, stageId });

test("[F2] tickets are read in the order in which they came, with the dates that are asked for", async () => {
  // Words that look like a property are none.
  const one = await create(`"mergedIntoTicketId":"t_1"`, 7);
  const two = await create("Two", null, STAGES.waitingOnUs);
  const three = await create("Three", 9);
  // Written once more it stays in its place.
  await desk.client.tickets.update({ id: one.id, dueAtEpochMs: 8 });
  const { store } = desk.core.context;
  const known = await store.tickets.get(three.id);
  if (!known) throw new Error("It was made just now.");
  await store.tickets.write([{ previous: known, next: { ...known, mergedIntoTicketId: one.id } }]);
  const scan = (afterRow: number, limit: number, stageIds: readonly string[] | null) =>
    scanTickets(store.sql, { afterRow, limit, numbers: ["dueAtEpochMs", "closedAtEpochMs"], stageIds });
  const told = (await scan(0, 10, null)).map((row) => [
    row.id,
    row.stageId,
    row.isMerged,
    row.number("dueAtEpochMs"),
    row.number("closedAtEpochMs"),
  ]);
  expect(told).toEqual([
    [one.id, STAGES.new, false, 8, null],
    [two.id, STAGES.waitingOnUs, false, null, null],
    [three.id, STAGES.new, true, 9, null],
  ]);
  const [first] = await scan(0, 1, null);
  expect((await scan(first?.row ?? 0, 10, [STAGES.new])).map(({ id }) => id)).toEqual([three.id]);
  expect(await scan(await lastTicketRow(store.sql), 10, null)).toEqual([]);
  expect(await presentIds(store.sql, "tickets", [one.id, "t_none"])).toEqual(new Set([one.id]));
});

test("[F7] waiting runs are read from their index alone", async () => {
  const { store } = desk.core.context;
  await scanWaitingRuns(store.sql);
  const plan = sqliteOf(store)
    .prepare(`EXPLAIN QUERY PLAN ${waitingRunsText(store.sql.dialect)}`)
    .all()
    .map(({ detail }) => String(detail));
  expect(plan).toEqual([expect.stringContaining("USING COVERING INDEX waiting-runs")]);
});
