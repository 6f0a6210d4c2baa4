/** Ready workflows that tell and share out among colleagues: what each does, once, and what it leaves alone. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { STAGES } from "../../support/test-desk.ts";
import { DAY_MS, HOUR_MS, HOURS, MINUTE_MS, openGalleryDesk, type GalleryDesk } from "./gallery-fixture.ts";

let desk: GalleryDesk;
beforeEach(async () => {
  desk = await openGalleryDesk();
});
afterEach(async () => {
  await desk.end();
});

describe("[F12] sla-reminder", () => {
  test("reminds after four working hours, and escalates two later; nights do not count", async () => {
    const workflow = await desk.add("sla-reminder", { hours: HOURS });
    // Three in the afternoon: two hours are left today, two come tomorrow from nine on.
    await desk.pass(5 * HOUR_MS);
    const id = await desk.receive();
    await desk.client.tickets.update({ id, ownerId: desk.owner });
    await desk.pass(20 * HOUR_MS - 1);
    expect(await desk.told()).toEqual([]);
    await desk.pass(1);
    expect([await desk.told(), (await desk.ticket(id)).priority]).toEqual([["Ticket 1 waits for an answer"], null]);
    await desk.pass(2 * HOUR_MS);
    const { priority, tags } = await desk.ticket(id);
    expect([priority, tags, await desk.told()]).toEqual([
      "urgent",
      ["sla-missed"],
      ["Ticket 1 waits for an answer", "Ticket 1 was not answered in time"],
    ]);
    await desk.pass(10 * DAY_MS);
    expect([(await desk.told()).length, (await desk.runs(workflow)).length]).toEqual([2, 1]);
  });

  test("an answer in time says nothing; one after the reminder ends it without escalation", async () => {
    const workflow = await desk.add("sla-reminder", { hours: HOURS });
    const quick = await desk.receive();
    await desk.pass(HOUR_MS);
    await desk.reply(quick);
    const slow = await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks" });
    await desk.pass(5 * HOUR_MS);
    await desk.reply(slow);
    await desk.pass(10 * DAY_MS);
    expect([await desk.told(), (await desk.ticket(slow)).priority, await desk.runs(workflow)]).toEqual([
      ["Ticket 2 has no owner and waits for an answer"],
      null,
      [["done", "who took", "remind-leads done", "answer completed", "answer-outcome took"]],
    ]);
  });

  test("not for a closed ticket", async () => {
    const workflow = await desk.add("sla-reminder", { hours: HOURS });
    await desk.close(await desk.receive());
    await desk.pass(10 * DAY_MS);
    expect([await desk.told(), await desk.runs(workflow)]).toEqual([[], []]);
  });
});

describe("[F12] urgent-escalation", () => {
  test("tells at once, and again when nobody has answered in half an hour", async () => {
    await desk.add("urgent-escalation");
    const id = await desk.receive();
    expect(await desk.told()).toEqual([]);
    await desk.client.tickets.update({ id, priority: "urgent" });
    await desk.pass(30 * MINUTE_MS - 1);
    expect(await desk.told()).toEqual(["Urgent: ticket 1"]);
    await desk.pass(1);
    const twice = await desk.told();
    await desk.pass(DAY_MS);
    expect([twice.slice(0, 2), await desk.told()]).toEqual([
      ["Urgent: ticket 1", "Urgent and unanswered: ticket 1"],
      twice,
    ]);
  });

  test("an answer ends it; urgent once more begins it anew", async () => {
    const workflow = await desk.add("urgent-escalation");
    const id = await desk.receive();
    await desk.client.tickets.update({ id, priority: "urgent" });
    await desk.reply(id);
    await desk.pass(DAY_MS);
    expect(await desk.told()).toEqual(["Urgent: ticket 1"]);
    await desk.client.tickets.update({ id, priority: "low" });
    await desk.client.tickets.update({ id, priority: "urgent" });
    expect((await desk.runs(workflow)).length).toBe(2);
  });
});

describe("[F12] overdue-alarm", () => {
  test("marks and tells in the very moment, and again for a new date only", async () => {
    const workflow = await desk.add("overdue-alarm");
    const id = await desk.receive();
    await desk.client.tickets.update({ id, priority: "medium", dueAtEpochMs: desk.nowEpochMs + HOUR_MS });
    await desk.pass(HOUR_MS - 1);
    expect((await desk.ticket(id)).tags).toEqual([]);
    await desk.pass(1);
    const { tags, priority } = await desk.ticket(id);
    expect([tags, priority, await desk.told()]).toEqual([["overdue"], "high", ["Ticket 1 is overdue"]]);
    await desk.client.tickets.update({ id, dueAtEpochMs: desk.nowEpochMs + HOUR_MS });
    await desk.pass(DAY_MS);
    expect([(await desk.runs(workflow)).length, (await desk.ticket(id)).priority]).toEqual([2, "urgent"]);
  });

  test("not for a closed ticket, nor for a date that was moved or taken away", async () => {
    const workflow = await desk.add("overdue-alarm");
    const [closed, moved, cleared] = [
      await desk.receive(),
      await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks" }),
      await desk.receive({ from: "Carla <carla@example.com>", subject: "Rope" }),
    ];
    for (const id of [closed, moved, cleared])
      await desk.client.tickets.update({ id, dueAtEpochMs: desk.nowEpochMs + HOUR_MS });
    await desk.close(closed);
    await desk.client.tickets.update({ id: moved, dueAtEpochMs: desk.nowEpochMs + 30 * DAY_MS });
    await desk.client.tickets.update({ id: cleared, dueAtEpochMs: null });
    await desk.pass(DAY_MS);
    expect([await desk.runs(workflow), await desk.told()]).toEqual([[], []]);
  });
});

test("[F12] due-reminder: a task and a notification a day before, moved with the date", async () => {
  await desk.add("due-reminder");
  const id = await desk.receive();
  await desk.client.tickets.update({ id, ownerId: desk.owner, dueAtEpochMs: desk.nowEpochMs + 2 * DAY_MS });
  await desk.client.tickets.update({ id, dueAtEpochMs: desk.nowEpochMs + 3 * DAY_MS });
  await desk.pass(2 * DAY_MS - 1);
  expect([await desk.told(), await desk.tasks()]).toEqual([[], []]);
  await desk.pass(1);
  await desk.pass(10 * DAY_MS);
  expect([await desk.told(), await desk.tasks()]).toEqual([["Ticket 1 is due soon"], ["Finish ticket 1: Boots"]]);
});

test("[F12] reopened: what comes back is told and more important; what only moves is not", async () => {
  const workflow = await desk.add("reopened");
  const id = await desk.receive();
  await desk.client.tickets.update({ id, ownerId: desk.owner, priority: "low" });
  await desk.client.tickets.move({ id, stageId: STAGES.waitingOnUs });
  await desk.close(id);
  expect([await desk.told(), await desk.runs(workflow)]).toEqual([[], []]);
  await desk.answer("It leaks again.");
  const { priority, tags } = await desk.ticket(id);
  expect([priority, tags, await desk.told()]).toEqual(["medium", ["reopened"], ["Ticket 1 was reopened"]]);
});

test("[F12] unassigned-alarm: an hour of working time without an owner", async () => {
  await desk.add("unassigned-alarm", { hours: HOURS });
  const [taken, left] = [await desk.receive(), await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks" })];
  await desk.client.tickets.update({ id: taken, ownerId: desk.owner });
  await desk.pass(HOUR_MS - 1);
  expect(await desk.told()).toEqual([]);
  await desk.pass(1);
  await desk.pass(DAY_MS);
  expect([await desk.told(), (await desk.ticket(left)).ownerId]).toEqual([["Nobody has taken ticket 2"], null]);
});

test("[F12] weekly-review: on Monday at nine a task for what has lain for two weeks", async () => {
  await desk.add("weekly-review", { timeZone: "Europe/Rome" });
  await desk.receive();
  const closed = await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks" });
  await desk.close(closed);
  // The Mondays after one and after two weeks: it lay for less than two. Nine in Rome is seven in UTC.
  await desk.pass(14 * DAY_MS);
  const fresh = await desk.receive({ from: "Carla <carla@example.com>", subject: "Rope" });
  await desk.pass(7 * DAY_MS - 3 * HOUR_MS - 1);
  expect(await desk.tasks()).toEqual([]);
  await desk.pass(1);
  expect(await desk.tasks()).toEqual(["Look at ticket 1 again: Boots"]);
  expect((await desk.ticket(fresh)).number).toBe(3);
});

describe("[F12] round-robin", () => {
  test("shares new tickets out in turn and leaves out who is away", async () => {
    const [anna, bruno, carla] = [await desk.user("Anna"), await desk.user("Bruno"), await desk.user("Carla")];
    await desk.add("round-robin", { agents: { userIds: [anna, bruno, carla] } });
    const ownersOf = async (count: number) => {
      const owners = [];
      for (let at = 0; at < count; at += 1) {
        const id = await desk.receive({ from: `C${at} <c${desk.nowEpochMs}-${at}@example.com>`, subject: `S${at}` });
        owners.push((await desk.ticket(id)).ownerId);
      }
      return owners;
    };
    expect(await ownersOf(4)).toEqual([anna, bruno, carla, anna]);
    await desk.client.users.update({ id: bruno, away: true });
    await desk.pass(MINUTE_MS);
    expect(await ownersOf(2)).toEqual([carla, anna]);
    expect((await desk.told(anna)).toSorted()).toEqual(["Ticket 1 is yours", "Ticket 4 is yours", "Ticket 6 is yours"]);
  });

  test("leaves a ticket to the owner that it has", async () => {
    const anna = await desk.user("Anna");
    const workflow = await desk.add("round-robin", { agents: { userIds: [anna] } });
    const { pipelineId } = await desk.ticket(await desk.receive());
    await desk.client.tickets.create({ subject: "Mine", pipelineId, ownerId: desk.owner });
    expect((await desk.runs(workflow)).length).toBe(1);
  });
});

describe("[F12] vip-routing", () => {
  test("by domain, and by tag when it comes; to the one with the fewest tickets", async () => {
    const [anna, bruno] = [await desk.user("Anna"), await desk.user("Bruno")];
    const { pipelineId } = await desk.ticket(await desk.receive({ subject: "Before" }));
    await desk.client.tickets.create({ subject: "Busy", pipelineId, ownerId: anna });
    const workflow = await desk.add("vip-routing", {
      domains: ["vip.example"],
      agents: { userIds: [anna, bruno] },
    });
    const byDomain = await desk.receive({ from: "Vera <vera@vip.example>", subject: "Tent" });
    const plain = await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks" });
    await desk.client.tickets.update({ id: plain, tags: ["other"] });
    expect([await desk.ticket(byDomain), await desk.ticket(plain)]).toMatchObject([
      { priority: "high", ownerId: bruno },
      { priority: null, ownerId: null },
    ]);
    await desk.client.tickets.update({ id: plain, tags: ["VIP"] });
    expect([(await desk.ticket(plain)).priority, (await desk.runs(workflow)).length]).toEqual(["high", 2]);
    expect(await desk.told(bruno)).toContain("A VIP's ticket: 3");
  });
});

test("[F12] urgent-words: by subject or words, where there is no priority yet", async () => {
  await desk.add("urgent-words");
  const bySubject = await desk.receive({ subject: "URGENT: boots" });
  const byText = await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks", text: "It does not work." });
  const calm = await desk.receive({ from: "Carla <carla@example.com>", subject: "Rope" });
  const priorities = async () =>
    Promise.all([bySubject, byText, calm].map(async (id) => (await desk.ticket(id)).priority));
  expect(await priorities()).toEqual(["high", "high", null]);
  await desk.client.tickets.update({ id: calm, priority: "low" });
  await desk.receive({
    from: "Carla <carla@example.com>",
    subject: "Rope",
    text: "urgent",
    inReplyTo: "mail-3@example.com",
  });
  expect(await priorities()).toEqual(["high", "high", "low"]);
});

test("[F12] possible-spam: marked and put behind the rest; not what we have answered", async () => {
  const workflow = await desk.add("possible-spam");
  const spam = await desk.receive({ subject: "You have won", text: "A casino." });
  const real = await desk.receive({ from: "Bea <bea@example.com>", subject: "Socks", messageId: "b@example.com" });
  await desk.reply(real);
  await desk.receive({
    from: "Bea <bea@example.com>",
    subject: "Socks",
    text: "A casino!",
    inReplyTo: "b@example.com",
  });
  expect([await desk.ticket(spam), await desk.ticket(real), (await desk.runs(workflow)).length]).toMatchObject([
    { tags: ["possible-spam"], priority: "low" },
    { tags: [], priority: null },
    1,
  ]);
});
