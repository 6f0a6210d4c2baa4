import { afterEach, beforeEach, expect, test } from "vitest";
import type { TicketId, UserId } from "#shared/model/ids.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import { addUser } from "../automation/crm-fixture.ts";

let desk: TestDesk;
let ticketId: TicketId;
let bea: UserId;
beforeEach(async () => {
  desk = await openTestDesk();
  ticketId = await desk.newTicket();
  bea = await addUser(desk, "Bea");
});
afterEach(async () => {
  await desk.close();
});

const at = (day: number) => Date.UTC(2026, 5, day);

async function add(title: string, dueAtEpochMs: number | null = null, userId?: UserId): Promise<string> {
  desk.clock.nowEpochMs += 1000;
  return (await desk.client.tasks.create({ ticketId, title, dueAtEpochMs, ...(userId ? { userId } : {}) })).id;
}

test("[F5] one's own tasks: open ones by what is due, then those that are done, a page at a time", async () => {
  for (const [title, due] of [
    ["late", at(9)],
    ["soon", at(1)],
    ["some day", null],
    ["also soon", at(1)],
  ] as const)
    await add(title, due);
  for (const title of ["done first", "done last"]) await desk.client.tasks.update({ id: await add(title), done: true });
  await add("Bea's", at(1), bea);

  const whole = (await desk.client.tasks.list({})).items.map(({ title }) => title);
  expect([new Set(whole.slice(0, 2)), whole.slice(2)]).toEqual([
    new Set(["soon", "also soon"]),
    ["late", "some day", "done last", "done first"],
  ]);
  for (const limit of [1, 2, 3, 4, 5, 6]) {
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await desk.client.tasks.list({ limit, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.items.length).toBeGreaterThan(0);
      paged.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(whole);
  }
  const listed = async (asked: Parameters<typeof desk.client.tasks.list>[0]) =>
    (await desk.client.tasks.list(asked)).items.map(({ title }) => title);
  expect(await listed({ state: "open" })).toEqual(whole.slice(0, 4));
  expect(await listed({ state: "done" })).toEqual(["done last", "done first"]);
  expect(await listed({ ticketId, of: "everybody" })).toHaveLength(7);
  await expect(desk.client.tasks.list({ cursor: "nonsense" })).rejects.toMatchObject({ code: "PD_INPUT_INVALID" });
});

test("[F5] a task is changed, done and undone, given away, deleted", async () => {
  const id = await add("Call");
  desk.clock.nowEpochMs += 1000;
  const doneAtEpochMs = desk.clock.nowEpochMs;
  const changed = await desk.client.tasks.update({ id, title: "Call back", dueAtEpochMs: at(2), done: true });
  expect(changed).toMatchObject({ title: "Call back", detail: "", dueAtEpochMs: at(2), doneAtEpochMs });
  desk.clock.nowEpochMs += 1000;
  expect((await desk.client.tasks.update({ id, done: true })).doneAtEpochMs).toBe(doneAtEpochMs);
  const given = await desk.client.tasks.update({ id, userId: bea, done: false });
  expect([given.userId, given.doneAtEpochMs, (await desk.client.tasks.list({})).items]).toEqual([bea, null, []]);
  await desk.client.tasks.remove({ id });
  expect((await desk.client.tasks.list({ of: "everybody" })).items).toEqual([]);
  await expect(desk.client.tasks.remove({ id })).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND" });
});
