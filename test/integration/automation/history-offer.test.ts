import { createRouterClient } from "@orpc/server";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { HistoryOffer } from "#shared/contract/history-offers.ts";
import { UserId } from "#shared/model/ids.ts";
import { plain, workflowCli } from "../../support/workflow-cli.ts";
import { importArchive } from "./archive.ts";
import { note, openMailFixture, template, toCustomer, type MailFixture } from "./mail-fixture.ts";

const DAY_MS = 86_400_000;
/** The template automation of D2. */
const REPLIES = "A customer replies to an e-mail";
const CHANNEL = "channel-import";

let fixture: MailFixture;
beforeEach(async () => {
  fixture = await openMailFixture();
});
afterEach(() => fixture.close());

const desk = () => fixture.desk();
const client = () => desk().client.historyOffers;

/** Three tickets: Anna's with a reply, Ben's, and one that a shop's machine wrote. */
async function importOld(): Promise<void> {
  const old = (days: number) => new Date(desk().time.clock.nowEpochMs() - days * DAY_MS);
  const to = "help@desk.example";
  await importArchive(desk(), [
    { from: "Anna <anna@example.com>", to, subject: "Boots", messageId: "a1@x", date: old(40) },
    { from: "Anna <anna@example.com>", to, subject: "Re: Boots", messageId: "a2@x", inReplyTo: "a1@x", date: old(39) },
    { from: "Ben <ben@example.com>", to, subject: "Tent", messageId: "b1@x", date: old(30) },
    {
      from: "Shop <orders@shop.example>",
      to,
      subject: "Order",
      messageId: "s1@x",
      date: old(20),
      headers: { "Auto-Submitted": "auto-generated" },
    },
  ]);
}

/** As `name: tickets, enrolled, left out, taken out`. */
function figuresOf({ workflows }: HistoryOffer): Record<string, unknown[]> {
  return Object.fromEntries(
    workflows.map((one) => [one.name, [one.tickets, one.enrolled, one.notEnrolled, one.takenOut]]),
  );
}

async function only(): Promise<HistoryOffer> {
  const { items } = await client().list();
  expect(items).toHaveLength(1);
  return items[0] as HistoryOffer;
}

async function named(name: string, id: Awaited<ReturnType<MailFixture["workflow"]>>) {
  await desk().client.workflows.update({ id, name });
  return id;
}

test("[D7] an archive offers each workflow that would have run with its tickets, and says which write to customers", async () => {
  const greets = await named("Greets", await fixture.workflow([template("mail-template-ticket-received")]));
  await named("Marks", await fixture.workflow([note("old")], { triggers: [{ id: "t1", type: "email-received" }] }));
  await named("Calls", await fixture.workflow([{ id: note("").id, type: "enrol-in", workflowId: greets }]));
  expect((await client().list()).items).toEqual([]);
  await importOld();
  const offer = await only();
  expect([offer.channelName, offer.tickets, figuresOf(offer)]).toEqual([
    "Imported mail",
    3,
    {
      [REPLIES]: [1, 0, [], 0],
      Greets: [3, 0, [], 0],
      Marks: [3, 0, [], 0],
      Calls: [3, 0, [], 0],
    },
  ]);
  expect(offer.workflows.flatMap(({ name, mailsCustomers }) => (mailsCustomers ? [name] : []))).toEqual([
    "Greets",
    "Calls",
  ]);
  // The same once more brings nothing new, and is told once.
  await importOld();
  expect(figuresOf(await only())).toEqual(figuresOf(offer));
  expect(await fixture.notifications(desk().core.owner())).toEqual(["history-offer: Imported mail / "]);
});

test("[D7] chosen workflows take the tickets once, however often and by how many it is asked for; no machine is answered", async () => {
  const greets = await named("Greets", await fixture.workflow([template("mail-template-ticket-received")]));
  const marks = await named("Marks", await fixture.workflow([note("old")]));
  await importOld();
  const request = { id: (await only()).channelId, workflowIds: [greets] };
  const told = await Promise.all([client().enrol(request), client().enrol(request)]);
  await fixture.restart();
  told.push(await client().enrol(request));
  for (const offer of told) expect(figuresOf(offer)).toMatchObject({ Greets: [3, 3, [], 0], Marks: [3, 0, [], 0] });
  const runs = await fixture.runs(greets);
  expect(runs.map(({ status }) => status)).toEqual(["done", "done", "done"]);
  const outcomes = runs.map(({ journal }) => journal[0]?.outcome.kind ?? "none");
  expect(outcomes.toSorted()).toEqual(["done", "done", "skipped"]);
  expect((await fixture.runs(marks)).length).toBe(0);
  const messages = await desk().core.context.store.messages.find({ selector: { direction: "outgoing" } });
  expect(messages.flatMap(({ to }) => to.map(({ address }) => address)).toSorted()).toEqual([
    "anna@example.com",
    "ben@example.com",
  ]);
});

test("[D7] what the end of the program cut off goes on at the next start", async () => {
  const marks = await named("Marks", await fixture.workflow([note("old")]));
  await importOld();
  const { store } = desk().core.context;
  const offer = await only();
  // As it stands when the host ends before the first piece.
  const asked = client().enrol({ id: offer.channelId, workflowIds: [marks] });
  const ended = desk().core.context.background.close();
  await Promise.allSettled([asked, ended]);
  const before = (await store.runs.find({ selector: { workflowId: marks } })).length;
  await fixture.restart();
  desk().core.start();
  await desk().until(async () => ((await only()).workflows.every(({ doing }) => doing === null) ? true : null));
  expect([before, figuresOf(await only())["Marks"]]).toEqual([0, [3, 3, [], 0]]);
});

test("[D7] [F4] who does not go in is told why; what waits can be taken out again; left alone it is offered no more", async () => {
  const waits = await named(
    "Waits",
    await fixture.workflow([
      {
        id: note("").id,
        type: "wait-for",
        duration: { amount: 1, unit: "days" },
        businessHours: false,
        cancelOn: [],
        whenCancelled: "stop",
      },
    ]),
  );
  await importOld();
  const { channelId: id } = await only();
  const { items } = await desk().client.tickets.list({});
  const [first] = items;
  if (!first) throw new Error("There is no ticket.");
  await desk().client.workflows.update({ id: waits, definition: await withManualTrigger(waits) });
  await desk().client.workflows.enrol({ id: waits, ticketIds: [first.id] });
  expect(figuresOf(await client().enrol({ id, workflowIds: [waits] }))).toMatchObject({
    Waits: [3, 2, [{ why: "in-it", tickets: 1 }], 0],
  });
  expect(figuresOf(await client().unenrol({ id, workflowIds: [waits] }))).toMatchObject({
    Waits: [3, 2, [{ why: "in-it", tickets: 1 }], 2],
  });
  const left = await fixture.runs(waits);
  expect(left.filter(({ status }) => status === "waiting").map(({ ticketId }) => ticketId)).toEqual([first.id]);
  expect(await client().dismiss({ id })).toEqual({ items: [] });
  await expect(client().enrol({ id, workflowIds: [waits] })).rejects.toThrow();
  expect(await desk().core.context.store.local.count({ id: { $gt: "offer", $lt: "offes" } })).toBe(0);
});

async function withManualTrigger(id: Awaited<ReturnType<MailFixture["workflow"]>>) {
  const { definition } = await desk().client.workflows.get({ id });
  return { ...definition, triggers: [...definition.triggers, { id: "by-hand", type: "manual" as const }] };
}

test("[A3] only who may change automations answers the offer; one that is off takes nothing", async () => {
  const marks = await named("Marks", await fixture.workflow([note("old")]));
  await importOld();
  const { channelId: id } = await only();
  await fixture.user("Ben");
  const ben = createRouterClient(desk().core.router, { context: { userId: UserId.parse("user-ben") } }).historyOffers;
  expect((await ben.list()).items).toHaveLength(1);
  for (const asked of [
    () => ben.enrol({ id, workflowIds: [marks] }),
    () => ben.unenrol({ id, workflowIds: [marks] }),
    () => ben.dismiss({ id }),
  ])
    await expect(asked()).rejects.toMatchObject({ code: "PD_ACCESS_PERMISSION" });
  await desk().client.workflows.update({ id: marks, enabled: false });
  await expect(client().enrol({ id, workflowIds: [marks] })).rejects.toMatchObject({
    code: "PD_INPUT_INVALID",
    details: { reason: "switched-off" },
  });
  expect((await fixture.runs(marks)).length).toBe(0);
});

test("[D7] the same by the command line", async () => {
  await named("Greets", await fixture.workflow([template("mail-template-ticket-received")]));
  await named(
    "Replies",
    await fixture.workflow([toCustomer("Hi", "Hi")], { triggers: [{ id: "t1", type: "email-received" }] }),
  );
  const cli = async (...args: string[]) =>
    plain((await workflowCli([...args, "--data", desk().dataDir], { core: desk().core })).stdout);
  expect(await cli("history")).toEqual([
    "No workflow would have run for earlier mail. When one would have, it is told here.",
  ]);
  await importOld();
  expect(await cli("history-enrol", "Imported", "Greets")).toEqual([
    `Imported mail (${CHANNEL})`,
    `  ${REPLIES}: for 1 ticket`,
    "  Greets: for 3 tickets · writes to customers · 3 tickets were put in",
    "  Replies: for 3 tickets · writes to customers",
  ]);
  expect(await cli("history-dismiss", CHANNEL)).toEqual(["It isn’t offered any more"]);
});
