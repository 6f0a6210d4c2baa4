import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { TicketId } from "#shared/model/ids.ts";
import { cutOffAt, WRITING_ALL } from "../../support/cut-off.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { addUser, mailFrom, seen, told, workflow, type StepGiven } from "./crm-fixture.ts";

let desk: TestDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

/** More writes than any of the pieces of work below makes. */
const CUTS = Array.from({ length: 18 }, (_, count) => count);

/** Ids made of stamps differ from desk to desk. */
const plain = (state: unknown) => JSON.stringify(state).replaceAll(/[a-z]+_[0-9a-f]{32}/giu, "id");

/** A mail of Anna that a workflow works on; handed in again by whoever got an error for it. */
async function mailIn(of: TestDesk, cut: number | null): Promise<TestDesk> {
  const mail = { messageId: "other@example.com", from: "Anna <anna@example.com>" };
  of.clock.nowEpochMs += 1000;
  if (cut === null) {
    await of.receive(mail);
    return of;
  }
  cutOffAt(of.core.context.store, cut, WRITING_ALL);
  const failed = await of.receive(mail).then(
    () => false,
    () => true,
  );
  const again = await of.reopen();
  if (failed) await again.receive(mail);
  return again;
}

const SCENES: Readonly<Record<string, readonly StepGiven[]>> = {
  "a merge, with a note and a task before it": [
    { type: "add-note", text: "Merged by the desk." },
    { type: "create-task", title: "Tell {{ contact.firstname }}" },
    { type: "merge-into", other: "oldest-open-of-contact" },
  ],
  "a ticket that is created, linked, and given to somebody by turn": [
    { type: "create-ticket", subject: "Returns", pipelineId: SUPPORT, stageId: STAGES.new, tags: ["made"] },
    { type: "link-ticket", other: "oldest-open-of-contact" },
    { type: "rotate-owner", userIds: ["user-bea", "user-carl"] },
    { type: "create-task", title: "Call" },
  ],
};

describe.each(Object.entries(SCENES))("[F7] %s", (_name, steps) => {
  async function run(of: TestDesk, cut: number | null): Promise<{ now: TestDesk; state: unknown }> {
    await addUser(of, "Bea");
    await addUser(of, "Carl");
    await mailFrom(of, "Anna", "first@example.com");
    const id = await workflow(of, steps, { sources: ["email"] });
    const now = await mailIn(of, cut);
    // Whose turn it is next follows from what was done.
    await mailFrom(now, "Dora", "third@example.com");
    const { items } = await now.client.tickets.list({});
    const tickets = items.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0));
    const tasks = (await now.client.tasks.list({ of: "everybody" })).items;
    const state = {
      tickets: tickets.map(({ number, subject, tags, ownerId }) => ({ number, subject, tags, ownerId })),
      seen: await seen(
        now,
        tickets.map((ticket) => ticket.id),
      ),
      tasks: tasks.map(({ title, userId }) => `${title} ${userId}`).toSorted((a, b) => (a < b ? -1 : 1)),
      runs: await told(now, id),
      notifications: (await now.client.notifications.list({})).items.map(({ topic }) => topic),
    };
    return { now, state };
  }

  let expected = "";
  beforeAll(async () => {
    const whole = await run(await openTestDesk(), null);
    expected = plain(whole.state);
    await whole.now.close();
  });

  test.each(CUTS)("by a step, cut off after %i writes, happens once", async (cut) => {
    const cutOff = await run(await openTestDesk(), cut);
    desk = cutOff.now;
    expect(JSON.parse(plain(cutOff.state))).toEqual(JSON.parse(expected));
  });
});

describe("[F7] [H5] a merge by hand", () => {
  async function scene(of: TestDesk): Promise<[TicketId, TicketId]> {
    const into = await mailFrom(of, "Anna", "first@example.com");
    const from = await mailFrom(of, "Dora", "other@example.com");
    of.clock.nowEpochMs += 1000;
    await of.client.tickets.addNote({ id: from, text: "She called." });
    await of.client.tickets.update({ id: from, tags: ["new"] });
    await of.client.tasks.create({ ticketId: from, title: "Call" });
    return [from, into];
  }

  let [untouched, expected] = ["", ""];
  beforeAll(async () => {
    const whole = await openTestDesk();
    const [id, intoTicketId] = await scene(whole);
    untouched = plain(await seen(whole, [id, intoTicketId]));
    await whole.client.tickets.merge({ id, intoTicketId });
    expected = plain(await seen(whole, [id, intoTicketId]));
    await whole.close();
  });

  test.each(CUTS)("cut off after %i writes, is there whole or not at all", async (cut) => {
    desk = await openTestDesk();
    const [id, intoTicketId] = await scene(desk);
    cutOffAt(desk.core.context.store, cut, WRITING_ALL);
    await desk.client.tickets.merge({ id, intoTicketId }).catch(() => undefined);
    desk = await desk.reopen();
    expect(JSON.parse(plain(await seen(desk, [id, intoTicketId])))).toEqual(
      JSON.parse(cut === 0 ? untouched : expected),
    );
    expect((await desk.client.tasks.list({ ticketId: cut === 0 ? id : intoTicketId })).items).toHaveLength(1);
  });
});
