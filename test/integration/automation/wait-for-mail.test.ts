import { afterEach, beforeEach, expect, test } from "vitest";
import { writeEvent } from "#main/mail/outbox/item-writes.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { OutboxEvent } from "#shared/rules/outbox/reduce-outbox.ts";
import { workflow, type StepGiven } from "./crm-fixture.ts";
import { openGalleryDesk, type GalleryDesk } from "./gallery-fixture.ts";

/** What a wait for an e-mail step's mail ends with, and when. */
let desk: GalleryDesk;
beforeEach(async () => {
  desk = await openGalleryDesk();
});
afterEach(() => desk.end());

const mail = (subject: string): StepGiven => ({
  type: "send-email",
  to: "primary-contact",
  mail: { kind: "custom", subject, body: "Hello", html: false, marketing: false },
});
const tag = (id: string) => ({ id, type: "add-tags", tags: [id] });
const onOutcome: StepGiven = {
  type: "branch-outcome",
  arms: ["sent", "held", "failed", "timed-out"].map((name) => ({ id: name, name, values: [name], steps: [tag(name)] })),
  otherwise: [tag("other")],
};

const items = () => desk.desk.core.context.store.outbox.find({ selector: {}, sort: [{ id: "asc" }] });

/** What becomes of the mail that was written as the first, the second and so on. */
async function becomes(place: number, ...events: OutboxEvent[]): Promise<void> {
  const item = (await items())[place];
  if (!item) throw new Error("There is no such mail.");
  for (const event of events) await writeEvent(desk.desk.core.context, item.id, event);
  await desk.pass(0);
}
const leaves = (place: number) =>
  becomes(
    place,
    { type: "began", atEpochMs: desk.nowEpochMs },
    { type: "accepted", atEpochMs: desk.nowEpochMs, refused: [], sentCopy: "none" },
  );
const isHeld: OutboxEvent = { type: "held", hold: { kind: "cap", address: "anna@example.com", mails: 5, minutes: 10 } };

async function waiting(wait: object): Promise<TicketId> {
  await workflow(desk, [mail("One"), { type: "wait-for-mail", ...wait }, onOutcome]);
  return desk.receive();
}
const tags = async (id: TicketId) => (await desk.ticket(id)).tags;

test("[F5] a mail that is held waits on, or ends the wait where that is said", async () => {
  const waits = await waiting({});
  await becomes(0, isHeld);
  await desk.pass(86_400_000);
  expect(await tags(waits)).toEqual([]);
  await becomes(0, { type: "cancelled" });
  expect(await tags(waits)).toEqual(["failed"]);
});

test("[F5] held, the run goes on where it need not wait", async () => {
  const goesOn = await waiting({ whenHeld: "continue" });
  expect(await tags(goesOn)).toEqual([]);
  await becomes(0, isHeld);
  expect(await tags(goesOn)).toEqual(["held"]);
});

test("[F5] a time limit ends it, and what becomes of the mail after it counts no more", async () => {
  const id = await waiting({ timeout: { amount: 2, unit: "hours" } });
  await desk.pass(2 * 3_600_000 - 1);
  expect(await tags(id)).toEqual([]);
  await desk.pass(1);
  expect(await tags(id)).toEqual(["timed-out"]);
  await leaves(0);
  expect(await tags(id)).toEqual(["timed-out"]);
});

test("[F5] of two mails it waits for the one that it names, else for the last", async () => {
  await workflow(desk, [mail("One"), mail("Two"), { type: "wait-for-mail", stepId: "s1" }, onOutcome]);
  const id = await desk.receive();
  const { messages } = desk.desk.core.context.store;
  const waitingMails = await items();
  const written = await messages.getMany(waitingMails.map(({ messageId }) => messageId));
  const subjects = waitingMails.map(({ messageId }) => written.get(messageId)?.subject);
  await leaves(subjects.indexOf("Two"));
  expect(await tags(id)).toEqual([]);
  await leaves(subjects.indexOf("One"));
  expect(await tags(id)).toEqual(["sent"]);
});
