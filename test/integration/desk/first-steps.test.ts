import { afterEach, beforeEach, expect, test } from "vitest";
import type { FirstSteps } from "#shared/contract/first-steps.ts";
import { TicketId, UserId } from "#shared/model/ids.ts";
import { openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(async () => {
  await desk.close();
});

const NOTHING: FirstSteps = {
  isShown: true,
  done: { mailbox: false, receipt: false, mail: false, answer: false, why: false },
  receiptWorkflowId: null,
  ticketId: null,
  conversationId: null,
  answer: "none",
};

test("the first steps are done by what happened on the desk, in whatever order, and by nothing else", async () => {
  const { client } = desk;
  // A desk that was made by an older program, or by the command line, shows nothing unasked.
  expect(await client.firstSteps.get()).toEqual({ ...NOTHING, isShown: false });
  desk.clock.nowEpochMs += 1000;
  // What was there before is no step of the person.
  await desk.newTicket("before@example.com");
  desk.clock.nowEpochMs += 1000;
  await client.desk.start({ as: "empty" });
  expect(await client.firstSteps.get()).toEqual(NOTHING);
  // A ticket by hand is no mail.
  desk.clock.nowEpochMs += 1000;
  await client.tickets.create({ subject: "By hand", pipelineId: SUPPORT });
  expect(await client.firstSteps.get()).toEqual(NOTHING);

  const { id } = await client.gallery.add({ key: "ticket-received", language: "en" });
  expect(await client.firstSteps.get()).toEqual({ ...NOTHING, receiptWorkflowId: id });
  await client.workflows.update({ id, enabled: true });
  const on = { ...NOTHING.done, receipt: true };
  expect(await client.firstSteps.get()).toEqual({ ...NOTHING, receiptWorkflowId: id, done: on });

  // Who tries it out writes from their own address; that is a colleague's, and a colleague's mail makes no ticket. The same of a machine's.
  await client.users.update({ id: UserId.parse("user-owner"), otherAddresses: ["me@home.example"] });
  for (const mail of [
    { messageId: "own@example.com", from: "Me <me@home.example>" },
    { messageId: "away@example.com", headers: { "Auto-Submitted": "auto-replied" } },
  ]) {
    desk.clock.nowEpochMs += 1000;
    const { conversationId } = await desk.receive(mail);
    expect(await client.firstSteps.get()).toEqual({ ...NOTHING, receiptWorkflowId: id, conversationId, done: on });
  }
  const ticketId = await desk.newTicket("first@example.com");
  const answered = { ...on, mail: true, answer: true };
  expect(await client.firstSteps.get()).toEqual({
    ...NOTHING,
    receiptWorkflowId: id,
    ticketId,
    answer: "sent",
    done: answered,
  });

  // Why a person did something is another question.
  const byHand = await client.tickets.create({ subject: "Another", pipelineId: SUPPORT });
  await client.workflows.why({ id: TicketId.parse(byHand.id) });
  expect((await client.firstSteps.get()).done.why).toBe(false);
  await client.workflows.why({ id: ticketId });
  expect((await client.firstSteps.get()).done).toEqual({ ...answered, why: true });
});

test("each person has their own, also who may only look; they are put away and come back as they were, over a restart too", async () => {
  await desk.client.desk.start({ as: "empty" });
  const viewer = await desk.as(["view-only"]);
  expect((await viewer.firstSteps.get()).isShown).toBe(false);
  expect((await viewer.firstSteps.update({ isShown: true })).isShown).toBe(true);
  expect((await desk.client.firstSteps.update({ isShown: false })).isShown).toBe(false);
  expect((await viewer.firstSteps.get()).isShown).toBe(true);
  desk = await desk.reopen();
  expect((await desk.client.firstSteps.get()).isShown).toBe(false);
  expect((await desk.client.firstSteps.update({ isShown: true })).isShown).toBe(true);
});
