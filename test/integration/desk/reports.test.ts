import { afterAll, beforeAll, expect, test } from "vitest";
import type { TicketId } from "#shared/model/ids.ts";
import { DAY_MS, openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

/** Figures over a desk whose days are known: every count, every time, each way to group. */
const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 4, 4);
let desk: TestDesk;
let ownerId: string;

const at = (days: number, hours: number) => (desk.clock.nowEpochMs = START + days * DAY_MS + hours * HOUR_MS);
async function ticket(key: string): Promise<TicketId> {
  return (await desk.receive({ messageId: `${key}@x`, from: `${key} <${key}@example.com>`, subject: key }))
    .ticketId as TicketId;
}
const close = (id: TicketId) => desk.client.tickets.move({ id, pipelineId: SUPPORT, stageId: STAGES.closed });
const get = (more: object = {}) =>
  desk.client.reports.get({ fromEpochMs: START, untilEpochMs: START + 7 * DAY_MS, by: "owner", ...more });

beforeAll(async () => {
  desk = await openTestDesk({ nowEpochMs: START - 10 * DAY_MS });
  ownerId = (await desk.client.desk.status()).me.id;
  const old = await ticket("old");
  await ticket("older");
  at(0, 9);
  const tent = await ticket("tent");
  await desk.client.tickets.update({
    id: tent,
    tags: ["Refund", "Tent"],
    ownerId: (await desk.client.desk.status()).me.id,
  });
  at(0, 11);
  await desk.client.tickets.reply({ id: tent, text: "Which size?" });
  at(1, 9);
  await close(tent);
  await close(old);
  const lamp = await ticket("lamp");
  await desk.client.tickets.update({ id: lamp, tags: ["refund"] });
  at(1, 19);
  await close(lamp);
  await desk.client.tickets.move({ id: lamp, pipelineId: SUPPORT, stageId: STAGES.waitingOnUs });
  at(8, 0);
  await ticket("later");
});
afterAll(() => desk.close());

test("volume and backlog by the day", async () => {
  const { grain, points, totals } = await get();
  expect([grain, points.map(({ created, closed, backlog }) => `+${created} -${closed} =${backlog}`)]).toEqual([
    "day",
    ["+1 -0 =3", "+1 -2 =2", "+0 -0 =2", "+0 -0 =2", "+0 -0 =2", "+0 -0 =2", "+0 -0 =2"],
  ]);
  expect(totals).toEqual({
    created: 2,
    closed: 2,
    reopened: 1,
    backlog: 2,
    firstAnswer: { count: 1, medianMs: 2 * HOUR_MS, p90Ms: 2 * HOUR_MS },
    timeToClose: { count: 2, medianMs: DAY_MS, p90Ms: 11 * DAY_MS + 9 * HOUR_MS },
  });
});

test("by owner, channel, pipeline and tag; two spellings of a tag are one", async () => {
  const told = async (by: string) =>
    (await get({ by })).groups.map(({ key, created, closed }) => `${key ?? "none"} +${created} -${closed}`);
  expect(await told("owner")).toEqual([`${ownerId} +1 -1`, "none +1 -1"]);
  expect(await told("pipeline")).toEqual([`${SUPPORT} +2 -2`]);
  expect(await told("channel")).toEqual(["channel-support +2 -2"]);
  expect((await told("tag")).toSorted()).toEqual(["Refund +2 -1", "Tent +1 -1", "none +0 -1"].toSorted());
});

test("operators leave some tickets; days are those of the zone; long times are counted by weeks and months", async () => {
  expect((await get({ q: "tag:tent" })).totals).toMatchObject({ created: 1, closed: 1, backlog: 0 });
  expect((await get({ q: "owner:me" })).totals.created).toBe(1);
  const nepal = await get({ timeZone: "Asia/Kathmandu" });
  expect(nepal.points.map(({ created }) => created).slice(0, 3)).toEqual([1, 1, 0]);
  expect((await get({ untilEpochMs: START + 365 * DAY_MS })).grain).toBe("week");
  const years = await get({ fromEpochMs: 0, untilEpochMs: START + 30 * DAY_MS });
  expect([years.grain, years.totals.created, years.points.at(-2)?.created]).toEqual(["month", 5, 3]);
});

test("an empty time, and one that ends before it begins, have no figures and no error", async () => {
  const none = { count: 0, medianMs: null, p90Ms: null };
  expect((await get({ fromEpochMs: 0, untilEpochMs: 0 })).totals).toEqual({
    created: 0,
    closed: 0,
    reopened: 0,
    backlog: 0,
    firstAnswer: none,
    timeToClose: none,
  });
  expect((await get({ untilEpochMs: START - DAY_MS })).groups).toEqual([]);
});
