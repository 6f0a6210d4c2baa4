import { afterEach, beforeEach, expect, test } from "vitest";
import type { TicketId } from "#shared/model/ids.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { addUser, mailFrom, seen } from "../automation/crm-fixture.ts";

/** Two tickets that are one for a while: where replies go, what stays open, and how each stands after the merge is undone. */
let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const merge = (id: TicketId, intoTicketId: TicketId) => desk.client.tickets.merge({ id, intoTicketId });
const unmerge = (id: TicketId) => desk.client.tickets.unmerge({ id });
const stageOf = async (id: TicketId) => (await desk.ticket(id)).stageId;
const close = (id: TicketId) => desk.client.tickets.move({ id, stageId: STAGES.closed });
const reply = (messageId: string, inReplyTo: string, from = "Dora <dora@example.com>") => {
  desk.clock.nowEpochMs += 60_000;
  return desk.receive({ messageId, inReplyTo, from, subject: "Re: Boots", text: messageId });
};

async function answered(id: TicketId) {
  desk.clock.nowEpochMs += 60_000;
  await desk.client.tickets.move({ id, stageId: STAGES.waitingOnContact });
}

test("[D2] [H5] a reply in the merged ticket's thread counts as one in the thread in which the other began", async () => {
  const into = await mailFrom(desk, "Anna", "first@example.com");
  const from = await mailFrom(desk, "Dora", "other@example.com");
  await merge(from, into);
  await answered(into);
  const result = await reply("third@example.com", "other@example.com");
  expect([result.ticketId, await stageOf(into), (await desk.history(into)).slice(-2)]).toEqual([
    into,
    STAGES.waitingOnUs,
    ["channel: message.received (D2 customer-replied)", expect.stringContaining("waiting-on-contact → waiting-on-us")],
  ]);
  // On and on: merged into a third one, it still is a thread that a customer began.
  const third = await mailFrom(desk, "Bea", "bea@example.com");
  await merge(into, third);
  await answered(third);
  await reply("fourth@example.com", "other@example.com");
  expect(await stageOf(third)).toBe(STAGES.waitingOnUs);
});

test("[D2] [D9] what a stranger wrote beside the merged thread does not count as a reply in it", async () => {
  const into = await mailFrom(desk, "Anna", "first@example.com");
  const from = await mailFrom(desk, "Dora", "other@example.com");
  await reply("side@example.com", "other@example.com", "Eve <eve@elsewhere.example>");
  await merge(from, into);
  await answered(into);
  await reply("side-2@example.com", "side@example.com", "Eve <eve@elsewhere.example>");
  expect(await stageOf(into)).toBe(STAGES.waitingOnContact);
});

test("[H5] open wins: a closed ticket takes the open state of the one that is merged into it, and says why", async () => {
  const into = await mailFrom(desk, "Anna", "first@example.com");
  const from = await mailFrom(desk, "Dora", "other@example.com");
  await desk.client.tickets.move({ id: from, stageId: STAGES.waitingOnUs });
  await close(into);
  await merge(from, into);
  const ticket = await desk.ticket(into);
  expect([ticket.stageId, ticket.closedAtEpochMs, ticket.wasReopened, (await desk.history(into)).slice(-3)]).toEqual([
    STAGES.waitingOnUs,
    null,
    true,
    ["user: ticket.merged", "H5: closed → waiting-on-us", expect.stringMatching(/^C2: closedAtEpochMs \d+ → null$/u)],
  ]);
});

test("[H5] a closed ticket that is merged opens nothing, and an open one stays where it is", async () => {
  const [a, b, c] = [
    await mailFrom(desk, "Anna", "a@example.com"),
    await mailFrom(desk, "Bea", "b@example.com"),
    await mailFrom(desk, "Carl", "c@example.com"),
  ];
  await close(a);
  await close(b);
  await merge(a, b);
  expect(await stageOf(b)).toBe(STAGES.closed);
  await merge(c, b);
  expect(await stageOf(b)).toBe(STAGES.new);
});

test("[H5] undoing a merge gives both back what they were, with what came into the threads since", async () => {
  const [bea, carl] = [await addUser(desk, "Bea"), await addUser(desk, "Carl")];
  const into = await mailFrom(desk, "Anna", "first@example.com");
  const from = await mailFrom(desk, "Dora", "other@example.com", "The same boots");
  await desk.client.tickets.update({ id: into, tags: ["boots", "old"], followerIds: [bea] });
  await desk.client.tickets.update({ id: from, tags: ["boots", "new"], followerIds: [bea, carl] });
  await desk.client.tickets.addNote({ id: from, text: "She called." });
  const task = await desk.client.tasks.create({ ticketId: from, title: "Call" });
  await close(into);
  const withoutHistory = async () =>
    ((await seen(desk, [from, into])) as { history: unknown }[]).map(({ history: _history, ...rest }) => rest);
  const before = await withoutHistory();
  const closedAt = (await desk.ticket(into)).closedAtEpochMs;
  desk.clock.nowEpochMs += 60_000;
  await merge(from, into);
  await unmerge(from);
  expect(await withoutHistory()).toEqual(before);
  expect([(await desk.ticket(into)).closedAtEpochMs, (await desk.ticket(from)).merge]).toEqual([closedAt, undefined]);
  expect((await desk.client.tasks.list({ ticketId: from })).items.map(({ id }) => id)).toEqual([task.id]);
  expect([(await desk.history(from)).slice(-3), (await desk.history(into)).at(-1)]).toEqual([
    ["user: ticket.unmerged", "H5: closed → new", expect.stringMatching(/^C2: /u)],
    expect.stringMatching(/^C1: /u),
  ]);
  await expect(unmerge(from)).rejects.toMatchObject({ details: { reason: "not-merged" } });

  // A second time, and this time both threads go on before it is undone.
  await merge(from, into);
  await reply("theirs@example.com", "other@example.com");
  await reply("ours@example.com", "first@example.com", "Anna <anna@example.com>");
  await desk.client.tickets.addNote({ id: into, text: "Of both" });
  await desk.client.tickets.update({ id: into, tags: ["boots", "old", "new", "both"] });
  await unmerge(from);
  const [one, other] = (await withoutHistory()) as { messages: string[]; counted: number[]; tags: string[] }[];
  expect([one?.messages, one?.counted, one?.tags]).toEqual([
    ["She called.", "other@example.com", "theirs@example.com"],
    [2, 2],
    ["boots", "new"],
  ]);
  expect([other?.messages, other?.counted, other?.tags, await stageOf(into)]).toEqual([
    ["Of both", "first@example.com", "ours@example.com"],
    [2, 2],
    ["boots", "old", "both"],
    STAGES.waitingOnUs,
  ]);
  const late = await reply("late@example.com", "other@example.com");
  expect(late.ticketId).toBe(from);
});

test("[H5] a question that came while a closed ticket was merged is open when it stands alone again", async () => {
  const into = await mailFrom(desk, "Anna", "first@example.com");
  const from = await mailFrom(desk, "Dora", "other@example.com");
  await close(from);
  await merge(from, into);
  await reply("again@example.com", "other@example.com");
  await unmerge(from);
  const ticket = await desk.ticket(from);
  expect([ticket.stageId, ticket.closedAtEpochMs, ticket.unread]).toEqual([STAGES.new, null, true]);
});

test("[H5] of several merged tickets each can be undone, in any order; what another one brought stays", async () => {
  const into = await mailFrom(desk, "Anna", "first@example.com");
  const [b, c] = [await mailFrom(desk, "Bea", "b@example.com"), await mailFrom(desk, "Carl", "c@example.com")];
  await desk.client.tickets.update({ id: b, tags: ["shared", "b"] });
  await desk.client.tickets.update({ id: c, tags: ["shared", "c"] });
  await close(into);
  await merge(b, into);
  await merge(c, into);
  await unmerge(b);
  const ticket = await desk.ticket(into);
  expect([ticket.tags, ticket.stageId, ticket.messageCount, ticket.contactIds.length]).toEqual([
    ["shared", "c"],
    STAGES.new,
    2,
    2,
  ]);
  await unmerge(c);
  expect([await stageOf(into), (await desk.ticket(into)).tags]).toEqual([STAGES.closed, []]);
});

test("[H5] a chain is undone from its end", async () => {
  const [a, b, c] = [
    await mailFrom(desk, "Anna", "a@example.com"),
    await mailFrom(desk, "Bea", "b@example.com"),
    await mailFrom(desk, "Carl", "c@example.com"),
  ];
  await merge(a, b);
  await merge(b, c);
  await expect(unmerge(a)).rejects.toMatchObject({ details: { reason: "target-merged", id: c } });
  await unmerge(b);
  const counts = async () => Promise.all([a, b, c].map(async (id) => (await desk.ticket(id)).messageCount));
  expect(await counts()).toEqual([0, 2, 1]);
  await unmerge(a);
  expect(await counts()).toEqual([1, 1, 1]);
});

test("[D2] a ticket made by hand begins in its first thread: the customer's answer to it is a reply", async () => {
  const { id } = await desk.client.tickets.create({
    pipelineId: SUPPORT,
    subject: "By phone",
    contactAddress: "anna@example.com",
  });
  const mail = await desk.client.tickets.reply({ id, text: "As we said." });
  const result = await reply("anna-1@example.com", mail.rfcMessageId, "Anna <anna@example.com>");
  expect([result.ticketId, (await desk.history(id)).at(-2)]).toEqual([
    id,
    "channel: message.received (D2 customer-replied)",
  ]);
});

test("[H5] what a ticket can be merged into: the contact's own first, by number, words or person, and never one that is merged", async () => {
  const own = await mailFrom(desk, "Anna", "a1@example.com", "Boots are late");
  const other = await mailFrom(desk, "Carl", "c1@example.com", "Gloves are torn");
  const same = await mailFrom(desk, "Anna", "a2@example.com", "Where is my parcel");
  const newest = await mailFrom(desk, "Bea", "b1@example.com", "Invoice");
  const gone = await mailFrom(desk, "Dora", "d1@example.com", "Gloves again");
  await merge(gone, other);
  const found = async (q?: string) => {
    const { ticket, items } = await desk.client.tickets.mergeTargets({ id: own, ...(q === undefined ? {} : { q }) });
    expect(ticket.id).toBe(own);
    return items.map(({ id, isSameContact }) => [id, isSameContact]);
  };
  expect(await found()).toEqual([
    [same, true],
    [other, false],
    [newest, false],
  ]);
  const numberOf = async (id: TicketId) => (await desk.ticket(id)).number ?? 0;
  expect(await found(`#${await numberOf(newest)}`)).toEqual([[newest, false]]);
  // The number of a merged one means the one that stands for it.
  expect(await found(`${await numberOf(gone)}`)).toEqual([[other, false]]);
  expect(await found("gloves")).toEqual([[other, false]]);
  expect(await found("anna")).toEqual([[same, true]]);
  expect(await found("nothing like it")).toEqual([]);
});
