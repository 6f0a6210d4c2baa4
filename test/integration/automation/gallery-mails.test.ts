/** Ready workflows that write to customers: what each does, once, and what it leaves alone. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rawMail } from "../../support/raw-mail.ts";
import { INBOUND, STAGES } from "../../support/test-desk.ts";
import { DAY_MS, HOUR_MS, HOURS, MINUTE_MS, openGalleryDesk, type GalleryDesk } from "./gallery-fixture.ts";

let desk: GalleryDesk;
beforeEach(async () => {
  desk = await openGalleryDesk();
});
afterEach(async () => {
  await desk.end();
});

describe("[F12] ticket-received", () => {
  test("acknowledges a customer's new ticket once, and no later message", async () => {
    await desk.add("ticket-received");
    const id = await desk.receive();
    await desk.answer();
    await desk.pass(DAY_MS);
    expect(await desk.mails(id)).toEqual(["We received your request: Boots"]);
  });

  test("[D7] does not answer a machine, nor a ticket that an agent makes", async () => {
    const workflow = await desk.add("ticket-received");
    const machine = rawMail({
      from: "Cron <cron@example.com>",
      to: "help@desk.example",
      subject: "Backup",
      headers: { "Auto-Submitted": "auto-generated" },
    });
    await desk.client.channels.ingest({ params: { id: INBOUND }, body: new Blob([machine]) });
    const { pipelineId } = await desk.ticket(await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks" }));
    const byHand = await desk.client.tickets.create({
      subject: "By hand",
      pipelineId,
      contactAddress: "carla@example.com",
    });
    expect([(await desk.runs(workflow)).length, await desk.mails(byHand.id)]).toEqual([1, []]);
  });
});

test("[F12] ticket-closed tells of each closing, and of no other move", async () => {
  await desk.add("ticket-closed");
  const id = await desk.receive();
  await desk.client.tickets.move({ id, stageId: STAGES.waitingOnUs });
  expect(await desk.mails(id)).toEqual([]);
  await desk.close(id);
  await desk.client.tickets.move({ id, stageId: STAGES.new });
  await desk.close(id);
  expect(await desk.mails(id)).toEqual(["Your request is closed: Boots", "Your request is closed: Boots"]);
});

describe("[F12] out-of-hours-reply", () => {
  test("answers once in the evening and on a holiday, and not while the desk is open", async () => {
    const workflow = await desk.add("out-of-hours-reply", { hours: HOURS });
    const early = await desk.receive();
    // Seven in the evening.
    await desk.pass(9 * HOUR_MS);
    const evening = await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks", messageId: "b@example.com" });
    await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks", inReplyTo: "b@example.com" });
    // Wednesday at noon, a day off.
    await desk.pass(41 * HOUR_MS);
    const holiday = await desk.receive({ from: "Carla <carla@example.com>", subject: "Rope" });
    expect([await desk.mails(early), await desk.mails(evening), await desk.mails(holiday)]).toEqual([
      [],
      ["We are back soon: Socks"],
      ["We are back soon: Rope"],
    ]);
    expect([(await desk.ticket(early)).tags, (await desk.ticket(holiday)).tags]).toEqual([[], ["out-of-hours"]]);
    expect((await desk.runs(workflow)).at(-1)).toEqual(["done", "mark skipped", "which took"]);
  });

  test("opens at nine to the minute", async () => {
    await desk.add("out-of-hours-reply", { hours: HOURS });
    // Tuesday, a minute before nine, and at nine.
    await desk.pass(23 * HOUR_MS - MINUTE_MS);
    const before = await desk.receive();
    await desk.pass(MINUTE_MS);
    const at = await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks" });
    expect([await desk.mails(before), await desk.mails(at)]).toEqual([["We are back soon: Boots"], []]);
  });
});

describe("[F12] follow-up-after-answer", () => {
  test("asks once, three days after our last answer", async () => {
    await desk.add("follow-up-after-answer");
    const id = await desk.receive();
    await desk.reply(id);
    await desk.pass(2 * DAY_MS);
    await desk.reply(id);
    await desk.pass(3 * DAY_MS - 1);
    expect(await desk.mails(id)).toEqual([]);
    await desk.pass(1);
    expect(await desk.mails(id)).toEqual(["Is everything working? Boots"]);
    await desk.reply(id);
    await desk.pass(10 * DAY_MS);
    expect(await desk.mails(id)).toEqual(["Is everything working? Boots"]);
  });

  test("not when the customer answered, nor when the ticket is closed, nor before we answered", async () => {
    await desk.add("follow-up-after-answer");
    const answered = await desk.receive();
    await desk.reply(answered);
    await desk.answer();
    const closed = await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks" });
    await desk.reply(closed);
    await desk.close(closed);
    const silent = await desk.receive({ from: "Carla <carla@example.com>", subject: "Rope" });
    await desk.pass(10 * DAY_MS);
    expect([await desk.mails(answered), await desk.mails(closed), await desk.mails(silent)]).toEqual([[], [], []]);
  });
});

describe("[F12] satisfaction-question", () => {
  test("asks once, a day after closing", async () => {
    const workflow = await desk.add("satisfaction-question");
    const id = await desk.receive();
    await desk.close(id);
    await desk.pass(DAY_MS - 1);
    expect(await desk.mails(id)).toEqual([]);
    await desk.pass(1);
    await desk.client.tickets.move({ id, stageId: STAGES.new });
    await desk.close(id);
    await desk.pass(3 * DAY_MS);
    expect([await desk.mails(id), (await desk.runs(workflow)).length]).toEqual([["How did we do? Boots"], 1]);
  });

  test("not about what came back, nor about spam", async () => {
    const workflow = await desk.add("satisfaction-question");
    const back = await desk.receive();
    await desk.close(back);
    await desk.answer("It still leaks.");
    const spam = await desk.receive({ from: "Bea <bea@example.com>", subject: "Casino" });
    await desk.client.tickets.update({ id: spam, tags: ["spam"] });
    await desk.close(spam);
    await desk.pass(3 * DAY_MS);
    expect([await desk.mails(back), await desk.mails(spam), await desk.runs(workflow)]).toEqual([
      [],
      [],
      [["done", "pause cancelled"]],
    ]);
  });
});

describe("[F12] auto-close", () => {
  test("warns after five days of silence, and closes three days later", async () => {
    const workflow = await desk.add("auto-close");
    const id = await desk.receive();
    await desk.reply(id);
    await desk.pass(5 * DAY_MS - 1);
    expect(await desk.mails(id)).toEqual([]);
    await desk.pass(1);
    expect([await desk.mails(id), (await desk.ticket(id)).stageId]).toEqual([
      ["Shall we close this? Boots"],
      STAGES.waitingOnContact,
    ]);
    await desk.leave();
    await desk.pass(3 * DAY_MS);
    const { stageId, tags } = await desk.ticket(id);
    expect([stageId, tags]).toEqual([STAGES.closed, ["auto-closed"]]);
    await desk.pass(30 * DAY_MS);
    expect([await desk.mails(id), (await desk.runs(workflow)).length]).toEqual([["Shall we close this? Boots"], 1]);
  });

  test("an answer after the warning keeps the ticket open, and a new silence warns again", async () => {
    const workflow = await desk.add("auto-close");
    const id = await desk.receive();
    await desk.reply(id);
    await desk.pass(6 * DAY_MS);
    await desk.answer();
    await desk.pass(20 * DAY_MS);
    expect([(await desk.ticket(id)).stageId, await desk.runs(workflow)]).toEqual([
      STAGES.waitingOnUs,
      [["unenrolled", "warn done"]],
    ]);
    await desk.reply(id);
    await desk.pass(5 * DAY_MS);
    expect(await desk.mails(id)).toHaveLength(2);
  });

  test("leaves alone what does not wait for the customer", async () => {
    const workflow = await desk.add("auto-close");
    const id = await desk.receive();
    await desk.reply(id);
    await desk.client.tickets.move({ id, stageId: STAGES.waitingOnUs });
    await desk.pass(30 * DAY_MS);
    expect([await desk.mails(id), await desk.runs(workflow)]).toEqual([[], []]);
  });
});

test("[F12] waiting-on-contact-reminder: one reminder each time the ticket waits, unless something happens", async () => {
  await desk.add("waiting-on-contact-reminder");
  const id = await desk.receive();
  await desk.reply(id);
  await desk.pass(3 * DAY_MS);
  await desk.pass(10 * DAY_MS);
  expect(await desk.mails(id)).toEqual(["A reminder: Boots"]);
  await desk.answer();
  await desk.reply(id);
  await desk.pass(DAY_MS);
  await desk.answer();
  await desk.pass(10 * DAY_MS);
  expect(await desk.mails(id)).toEqual(["A reminder: Boots"]);
});
