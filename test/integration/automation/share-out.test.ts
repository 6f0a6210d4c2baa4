import { afterEach, beforeEach, expect, test } from "vitest";
import { UserId, type TicketId } from "#shared/model/ids.ts";
import { insert } from "../../support/insert.ts";
import { openTimedDesk, type TimedDesk } from "../../support/timed-desk.ts";
import { STAGES } from "../../support/test-desk.ts";

/** Tickets that came when nobody was available. */
let desk: TimedDesk;
let [bea, carl]: UserId[] = [];
beforeEach(async () => {
  desk = await openTimedDesk();
  [bea, carl] = [await away("bea"), await away("carl")];
});
afterEach(() => desk.close());

async function away(name: string): Promise<UserId> {
  const id = UserId.parse(`user-${name}`);
  await insert(desk.mail.core.context.store.setup, [
    {
      id,
      kind: "user",
      name,
      address: `${name}@desk.example`,
      permissions: [],
      away: true,
      createdAtEpochMs: 0,
      stamps: {},
    },
  ]);
  return id;
}

const client = () => desk.mail.client;
const back = async (id: UserId | undefined, isAway = false) => {
  await client().users.update({ id: id as UserId, away: isAway });
  await desk.pass(1_000);
};
const rotate = (changes: object = {}) =>
  desk.workflow({ steps: [{ id: "rotate", type: "rotate-owner", userIds: [bea, carl], ...changes }] as never });
const ownerOf = async (id: TicketId) => (await client().tickets.get({ id })).ownerId;
const come = async (count: number) => {
  const tickets: TicketId[] = [];
  for (let number = 0; number < count; number += 1) {
    tickets.push(await desk.receive({ messageId: `m${number}@example.com` }));
    await desk.pass(1_000);
  }
  return tickets;
};

test("[F5] are shared out when somebody is back, oldest first, each once, with the step as the cause", async () => {
  await rotate();
  const tickets = await come(30);
  expect(await Promise.all(tickets.map(ownerOf))).toEqual(tickets.map(() => null));
  await back(carl);
  expect(await Promise.all(tickets.map(ownerOf))).toEqual(tickets.map(() => carl));
  const { activities } = await client().tickets.open({ id: tickets[0] as TicketId });
  expect(activities.at(-1)).toMatchObject({ cause: { kind: "workflow", stepId: "rotate" }, body: { to: carl } });
  // Owners that are taken away by hand stay away.
  await client().tickets.update({ id: tickets[0] as TicketId, ownerId: null });
  await back(bea);
  expect(await ownerOf(tickets[0] as TicketId)).toBe(null);
  expect(await desk.mail.core.context.store.local.count({ id: { $gt: "unshared_", $lt: "unshared`" } })).toBe(0);
});

test("[F5] by turn or by load among those who are back, also where they came back while the program was off", async () => {
  await rotate({ by: "load" });
  const tickets = await come(4);
  await desk.restart();
  await client().automations.pause();
  await back(bea);
  await back(carl);
  expect(await Promise.all(tickets.map(ownerOf))).toEqual([null, null, null, null]);
  await client().automations.resume({});
  await desk.pass(1_000);
  expect(await Promise.all(tickets.map(ownerOf))).toEqual([bea, carl, bea, carl]);
});

test("[F5] not those that have an owner by then, are closed, or whose workflow is off or does not want it", async () => {
  const first = await rotate();
  const [owned, closed, rest] = (await come(3)) as [TicketId, TicketId, TicketId];
  await client().tickets.update({ id: owned, ownerId: UserId.parse("user-owner") });
  await client().tickets.move({ id: closed, stageId: STAGES.closed });
  await client().workflows.update({ id: first, enabled: false });
  await rotate({ whenNobody: "skip" });
  const skipped = await desk.receive({ messageId: "skipped@example.com" });
  await back(bea);
  expect(await Promise.all([owned, closed, rest, skipped].map(ownerOf))).toEqual(["user-owner", null, null, null]);
});

test("[F5] a workflow that waits for an owner sees it", async () => {
  await desk.workflow({
    triggers: [{ id: "o", type: "property-changed", property: "ownerId" } as never],
    steps: [{ id: "tag", type: "add-tags", tags: ["owned"] } as never],
  });
  await rotate();
  const [ticket] = (await come(1)) as [TicketId];
  await back(bea);
  expect((await client().tickets.get({ id: ticket })).tags).toEqual(["owned"]);
});

test("[F5] of a workflow that is on, not those that are closed, merged or have an owner by then, whatever the step says of owners", async () => {
  await rotate({ onlyUnowned: false });
  const [owned, closed, merged, rest] = (await come(4)) as [TicketId, TicketId, TicketId, TicketId];
  await client().tickets.update({ id: owned, ownerId: UserId.parse("user-owner") });
  await client().tickets.move({ id: closed, stageId: STAGES.closed });
  // Merged, and yet in an open status: where another device had it.
  const { store } = desk.mail.core.context;
  const before = await store.tickets.get(merged);
  if (!before) throw new TypeError("The ticket is there.");
  await store.tickets.write([{ previous: before, next: { ...before, mergedIntoTicketId: rest } }]);
  await back(bea);
  expect(await Promise.all([owned, closed, merged, rest].map(ownerOf))).toEqual(["user-owner", null, null, bea]);
});
