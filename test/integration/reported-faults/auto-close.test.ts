import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeEvent } from "#main/mail/outbox/item-writes.ts";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { OutboxEvent } from "#shared/rules/outbox/reduce-outbox.ts";
import { STAGES } from "../../support/test-desk.ts";
import { openGalleryDesk, type GalleryDesk } from "../automation/gallery-fixture.ts";

/** A silent ticket is closed only after a warning that left, and only where nobody of the customer's side wrote since. */
let desk: GalleryDesk;
let workflow: WorkflowId;
beforeEach(async () => {
  desk = await openGalleryDesk();
  const seconds = (amount: number) => ({ amount, unit: "seconds" });
  workflow = await desk.add("auto-close", { silentFor: seconds(60), closeAfterWarning: seconds(90) });
});
afterEach(() => desk.end());

const SECOND_MS = 1000;
const DAY_MS = 86_400 * SECOND_MS;

async function warning(): Promise<OutboxItem> {
  const { outbox } = desk.desk.core.context.store;
  const item = (await outbox.find({ selector: {} })).find(({ automatic }) => automatic);
  if (!item) throw new Error("Nobody was warned.");
  return item;
}

/** What became of the warning at its server. */
async function becomes(...events: OutboxEvent[]): Promise<void> {
  const { id } = await warning();
  for (const event of events) await writeEvent(desk.desk.core.context, id, event);
  await desk.pass(0);
}
const now = () => desk.nowEpochMs;
const leaves = () =>
  becomes({ type: "began", atEpochMs: now() }, { type: "accepted", atEpochMs: now(), refused: [], sentCopy: "none" });

/** A ticket whose customer was warned: the mail waits. */
async function warned(): Promise<TicketId> {
  const id = await desk.receive();
  await desk.reply(id);
  await desk.pass(61 * SECOND_MS);
  expect(await desk.mails(id)).toHaveLength(1);
  return id;
}
const isOpen = async (id: TicketId) => (await desk.ticket(id)).stageId !== STAGES.closed;
const steps = async () => (await desk.runs(workflow))[0];

describe("[F5] the warning", () => {
  test("that waits without a mailbox closes nothing; once it has left the time counts from then", async () => {
    const id = await warned();
    await desk.pass(DAY_MS);
    expect([await isOpen(id), await steps()]).toEqual([true, ["waiting", "warn done"]]);
    await leaves();
    await desk.pass(89 * SECOND_MS);
    expect(await isOpen(id)).toBe(true);
    await desk.pass(2 * SECOND_MS);
    expect([await isOpen(id), (await desk.ticket(id)).tags]).toEqual([false, ["auto-closed"]]);
  });

  test("that is held closes nothing until a person lets it go", async () => {
    const id = await warned();
    await becomes({ type: "held", hold: { kind: "cap", address: "anna@example.com", mails: 5, minutes: 10 } });
    await desk.pass(DAY_MS);
    expect(await isOpen(id)).toBe(true);
    await desk.client.outbox.release({ id: (await warning()).id });
    await leaves();
    await desk.pass(91 * SECOND_MS);
    expect(await isOpen(id)).toBe(false);
  });

  test.each([
    ["is refused", { type: "refused", failure: { code: "recipient", detail: "550 No such user", atEpochMs: 0 } }],
    ["is taken back", { type: "cancelled" }],
  ] as const)("that %s closes nothing, and the owner is told", async (_what, event) => {
    const id = await desk.receive();
    await desk.client.tickets.update({ id, ownerId: desk.owner });
    await desk.reply(id);
    await desk.pass(61 * SECOND_MS);
    await becomes(event);
    await desk.pass(10 * DAY_MS);
    expect([await isOpen(id), await desk.told(), await steps()]).toEqual([
      true,
      ["The warning did not leave: Boots"],
      ["done", "warn done", "warned failed", "warned-outcome took", "not-warned done"],
    ]);
  });

  test("that does not leave within days closes nothing", async () => {
    const id = await warned();
    await desk.pass(20 * DAY_MS);
    expect([await isOpen(id), (await steps())?.slice(0, 3)]).toEqual([true, ["done", "warn done", "warned timed-out"]]);
  });
});

describe("[F2] 08-auto-close-although-answered: any message of a person of the customer's side ends the silence", () => {
  const ANSWERS = [
    ["from another address", { from: "Anna <anna@private.example>", inReplyTo: "mail-1@example.com" }],
    ["by a forward", { subject: "Fwd: Boots", text: "See below.", inReplyTo: "mail-1@example.com" }],
    ["by a new mail", { subject: "Once more" }],
  ] as const;

  test.each(ANSWERS)("an answer to the warning %s", async (_how, mail) => {
    const id = await warned();
    await leaves();
    await desk.receive(mail);
    await desk.pass(DAY_MS);
    expect([await isOpen(id), await desk.mails(id)]).toEqual([true, ["Shall we close this? Boots"]]);
  });

  test.each(ANSWERS)("an answer before the warning %s", async (_how, mail) => {
    const id = await desk.receive();
    await desk.reply(id);
    await desk.receive(mail);
    await desk.pass(DAY_MS);
    expect([await isOpen(id), await desk.mails(id)]).toEqual([true, []]);
  });

  test.each(ANSWERS)("an answer while the warning waits to leave, %s", async (_how, mail) => {
    const id = await warned();
    await desk.receive(mail);
    await leaves();
    await desk.pass(DAY_MS);
    expect(await isOpen(id)).toBe(true);
  });

  test("an out of office says nothing", async () => {
    const id = await warned();
    await leaves();
    await desk.receive({ inReplyTo: "mail-1@example.com", headers: { "Auto-Submitted": "auto-replied" } });
    await desk.pass(DAY_MS);
    expect(await isOpen(id)).toBe(false);
  });

  test("a new mail is told on the ticket that waits, once; another customer's is not", async () => {
    const id = await desk.receive();
    await desk.reply(id);
    await desk.receive({ from: "Bruno <bruno@example.com>", subject: "Shoes" });
    const other = await desk.receive({ subject: "Once more" });
    await desk.receive({ subject: "And again" });
    const { activities } = await desk.client.tickets.open({ id });
    expect(activities.flatMap(({ body }) => (body.type === "contact.wrote" ? [body.ticketId] : []))).toEqual([other]);
  });
});
