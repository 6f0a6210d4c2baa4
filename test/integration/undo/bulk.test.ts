import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BulkView } from "#shared/contract/ticket-changes.ts";
import { resumeBackgroundWork } from "#main/desk/commands/resume-background-work.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { mailFrom } from "../automation/crm-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(async () => {
  await desk.close();
});

async function ended(id: string): Promise<BulkView> {
  for (;;) {
    const work = await desk.client.tickets.bulk({ id });
    if (work.state !== "going") return work;
    await wait(5);
  }
}

async function tickets(count: number): Promise<TicketId[]> {
  const ids: TicketId[] = [];
  for (let at = 0; at < count; at += 1) ids.push(await mailFrom(desk, "Anna", `m${at}@example.com`));
  return ids;
}

const changesOf = async (id: TicketId, what: string) =>
  (await desk.history(id)).filter((line) => line.startsWith("user:") && line.includes(what)).length;

describe("many tickets at once", () => {
  test("each has one event; undo gives back what is still as it was set, and leaves the others", async () => {
    const ids = await tickets(25);
    const [first, second] = [ids[0] as TicketId, ids[1] as TicketId];
    await desk.client.tickets.update({ id: first, priority: "low" });
    const { id } = await desk.client.tickets.startBulk({
      ticketIds: ids,
      change: { kind: "properties", values: { priority: "urgent" } },
    });
    expect(await ended(id)).toMatchObject({ state: "done", total: 25, changed: 25, refused: 0 });
    expect(await Promise.all(ids.map((one) => changesOf(one, "priority")))).toEqual([2, ...Array(24).fill(1)]);
    await desk.client.tickets.update({ id: second, priority: "high" });
    await desk.client.tickets.undoBulk({ id });
    expect(await ended(id)).toMatchObject({
      direction: "undo",
      restored: 24,
      left: 1,
      refusals: [{ ticketId: second }],
    });
    expect([(await desk.ticket(first)).priority, (await desk.ticket(second)).priority]).toEqual(["low", "high"]);
    await expect(desk.client.tickets.undoBulk({ id })).rejects.toMatchObject({ code: "PD_INPUT_INVALID" });
  });

  test("[G2] a refused ticket is set aside with the reason, and the others go on", async () => {
    const ids = await tickets(3);
    const pipeline = (await desk.client.pipelines.list({})).items[0];
    await desk.client.pipelines.update({
      id: SUPPORT,
      rules: { ...pipeline?.rules, preventSkipping: true },
    });
    await desk.client.tickets.move({ id: ids[1] as TicketId, stageId: STAGES.waitingOnContact });
    const { id } = await desk.client.tickets.startBulk({
      ticketIds: ids,
      change: { kind: "move", to: { pipelineId: SUPPORT, stageId: STAGES.waitingOnUs } },
    });
    const work = await ended(id);
    expect([work.changed, work.refused, work.refusals.map(({ rule }) => rule)]).toEqual([1, 2, ["G2", "G2"]]);
  });

  test("cut off, it goes on at the next start, and each ticket has its event once", async () => {
    const ids = await tickets(60);
    const { id } = await desk.client.tickets.startBulk({
      ticketIds: ids,
      change: { kind: "tags", add: ["many"], remove: [] },
    });
    desk = await desk.reopen();
    await resumeBackgroundWork(desk.core.context);
    expect(await ended(id)).toMatchObject({ changed: 60, refused: 0 });
    expect(await Promise.all(ids.map((one) => changesOf(one, "tags")))).toEqual(Array(60).fill(1));
  });

  test("merged into one, and taken apart again", async () => {
    const ids = await tickets(4);
    const [into] = ids;
    const { id } = await desk.client.tickets.startBulk({
      ticketIds: ids,
      change: { kind: "merge", intoTicketId: into as TicketId },
    });
    expect(await ended(id)).toMatchObject({ changed: 3, unchanged: 1 });
    expect((await desk.ticket(into as TicketId)).messageCount).toBe(4);
    await desk.client.tickets.undoBulk({ id });
    expect(await ended(id)).toMatchObject({ restored: 3, left: 0 });
    expect((await desk.ticket(into as TicketId)).messageCount).toBe(1);
  });
});

describe("trash and spam", () => {
  test("a ticket in the trash is on no list and counts nowhere; what its customer writes brings it back", async () => {
    const [one] = await tickets(2);
    const id = one as TicketId;
    const { undo } = await desk.client.tickets.change({ id, changes: [{ kind: "set-aside", as: "trash" }] });
    expect(undo).toEqual([{ kind: "bring-back" }]);
    const counted = async () => [
      (await desk.client.tickets.list({ pipelineId: SUPPORT })).items.length,
      Object.values(desk.core.context.counts.stages()[SUPPORT] ?? {}).reduce((sum, count) => sum + count, 0),
      (await desk.client.tickets.aside({ as: "trash" })).items.length,
    ];
    expect(await counted()).toEqual([1, 1, 1]);
    desk = await desk.reopen();
    expect(await counted()).toEqual([1, 1, 1]);
    await desk.receive({ messageId: "again@example.com", inReplyTo: "m0@example.com" });
    expect([...(await counted()), (await desk.ticket(id)).aside]).toEqual([2, 2, 0, undefined]);
  });

  test("spam blocks who wrote it, and lets them in again when it is none", async () => {
    const [one] = await tickets(1);
    const id = one as TicketId;
    await desk.client.tickets.change({ id, changes: [{ kind: "set-aside", as: "spam", blocksWriters: true }] });
    const next = await desk.receive({ messageId: "more@example.com" });
    expect(next.ticketId).toBeNull();
    await desk.client.tickets.change({ id, changes: [{ kind: "bring-back" }] });
    expect((await desk.receive({ messageId: "third@example.com" })).ticketId).not.toBeNull();
  });
});

test("the end of a thread becomes a ticket of its own, and answers to it follow", async () => {
  const id = await mailFrom(desk, "Anna", "a@example.com");
  desk.clock.nowEpochMs += 1_000;
  const second = await desk.receive({ messageId: "b@example.com", inReplyTo: "a@example.com", text: "And gloves?" });
  await desk.client.tickets.change({ id, changes: [{ kind: "split", messageId: second.messageId }] });
  const [link] = (await desk.ticket(id)).links;
  desk.clock.nowEpochMs += 1_000;
  const answer = await desk.receive({ messageId: "c@example.com", inReplyTo: "b@example.com", text: "Hello?" });
  expect([answer.ticketId, (await desk.ticket(id)).messageCount]).toEqual([link?.ticketId, 1]);
  const { items } = await desk.client.tickets.duplicates({ id });
  expect(items).toEqual([]);
});
