import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConversationId } from "#shared/model/ids.ts";
import { INBOUND, openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
  await desk.client.channels.update({ id: INBOUND, createTickets: false });
});
afterEach(() => desk.close());

const inbox = async () => (await desk.client.conversations.list({ filed: false })).items;
const away = async () => (await desk.client.conversations.list({ filed: true })).items;
const subjects = (conversations: readonly { readonly subject: string }[]) =>
  conversations.map(({ subject }) => subject).toSorted();
const counted = async () => (await desk.client.desk.status()).counts.inbox;

/** A mail that begins a conversation; on this desk it makes no ticket. */
async function arrive(number: number, from = `Ann ${number} <ann${number}@example.com>`): Promise<ConversationId> {
  const { conversationId } = await desk.receive({
    from,
    subject: `Mail ${number}`,
    messageId: `m${number}@example.com`,
  });
  return ConversationId.parse(conversationId);
}

/** One more mail of the same person in the conversation that mail `number` began. */
const follow = (number: number, from = `Ann ${number} <ann${number}@example.com>`) =>
  desk.receive({
    from,
    subject: `Re: Mail ${number}`,
    messageId: `m${number}b@example.com`,
    inReplyTo: `m${number}@example.com`,
  });

describe("many at once", () => {
  test.each(["archived", "not-a-ticket", "blocked"] as const)(
    "[B2] %s: they leave the inbox and its count, and come back",
    async (as) => {
      const ids = [await arrive(1), await arrive(2), await arrive(3)];
      const two = ids.slice(0, 2);
      const { items } = await desk.client.conversations.file({ ids: two, as });
      expect(items.map(({ id, filed }) => ({ id, as: filed?.as }))).toEqual(two.map((id) => ({ id, as })));
      expect({ inbox: subjects(await inbox()), away: subjects(await away()), counted: await counted() }).toEqual({
        inbox: ["Mail 3"],
        away: ["Mail 1", "Mail 2"],
        counted: 1,
      });

      await desk.client.conversations.file({ ids: two, as: "inbox" });
      expect({ inbox: subjects(await inbox()), away: await away(), counted: await counted() }).toEqual({
        inbox: ["Mail 1", "Mail 2", "Mail 3"],
        away: [],
        counted: 3,
      });
    },
  );

  test("[B2] one that has a ticket stays as it is, and the others are filed", async () => {
    const [made, other] = [await arrive(1), await arrive(2)];
    await desk.client.conversations.createTicket({ id: made, pipelineId: SUPPORT });
    const { items } = await desk.client.conversations.file({ ids: [made, other], as: "not-a-ticket" });
    expect(subjects(items)).toEqual(["Mail 2"]);
    expect((await desk.client.conversations.get({ id: made })).filed).toBeUndefined();
  });

  test("[B2] where one of them is gone none is changed", async () => {
    const id = await arrive(1);
    const ids = [id, ConversationId.parse("c_gone")];
    await expect(desk.client.conversations.file({ ids, as: "archived" })).rejects.toMatchObject({
      code: "PD_DESK_NOT_FOUND",
    });
    expect(await counted()).toBe(1);
  });
});

describe("what comes next", () => {
  test("[B2] brings an archived conversation back", async () => {
    await desk.client.conversations.file({ ids: [await arrive(1)], as: "archived" });
    await follow(1);
    expect([subjects(await inbox()), await counted()]).toEqual([["Mail 1"], 1]);
  });

  test("[B2] makes a ticket of an archived one where the channel makes tickets", async () => {
    await desk.client.conversations.file({ ids: [await arrive(1)], as: "archived" });
    await desk.client.channels.update({ id: INBOUND, createTickets: true });
    expect((await follow(1)).ticketId).not.toBeNull();
  });

  test.each(["not-a-ticket", "blocked"] as const)(
    "[B2] stays away with one that is %s, whatever the channel does",
    async (as) => {
      await desk.client.conversations.file({ ids: [await arrive(1)], as });
      await desk.client.channels.update({ id: INBOUND, createTickets: true });
      expect((await follow(1)).ticketId).toBeNull();
      expect([await inbox(), subjects(await away()), await counted()]).toEqual([[], ["Mail 1"], 0]);
    },
  );

  test("[B2] a blocked sender's new mail makes no ticket, is kept, and stays out of the inbox; others are heard", async () => {
    const spam = "Win Win <win@spam.example>";
    await desk.client.conversations.file({ ids: [await arrive(1, spam)], as: "blocked" });
    await desk.client.channels.update({ id: INBOUND, createTickets: true });
    const again = await desk.receive({ from: "WIN@spam.example", subject: "Mail 2", messageId: "w2@spam.example" });
    const other = await desk.receive({ from: "bob@example.com", subject: "Mail 3", messageId: "b3@example.com" });
    expect([again.status, again.ticketId, other.ticketId === null]).toEqual(["imported", null, false]);
    expect([await inbox(), subjects(await away())]).toEqual([[], ["Mail 1", "Mail 2"]]);
  });

  test("[B2] put back into the inbox, their sender is heard again", async () => {
    const id = await arrive(1, "win@spam.example");
    await desk.client.conversations.file({ ids: [id], as: "blocked" });
    await desk.client.conversations.file({ ids: [id], as: "inbox" });
    await desk.client.channels.update({ id: INBOUND, createTickets: true });
    const again = await desk.receive({ from: "win@spam.example", subject: "Mail 2", messageId: "w2@spam.example" });
    expect(again.ticketId).not.toBeNull();
  });
});

test("[B2] who wrote a conversation is told by name", async () => {
  await arrive(1, "Ada Lovelace <ada@example.com>");
  expect((await inbox()).map(({ writer }) => writer)).toEqual([{ name: "Ada Lovelace", address: "ada@example.com" }]);
});

describe("an answer", () => {
  test("[B2] goes out in the thread, to who wrote, and makes no ticket", async () => {
    const id = await arrive(1);
    const sent = await desk.client.conversations.answer({ id, text: "We do not, sorry." });
    expect(sent).toMatchObject({
      ticketId: null,
      conversationId: id,
      to: [{ name: "Ann 1", address: "ann1@example.com" }],
      subject: "Re: Mail 1",
      delivery: { state: "queued" },
    });
    const { items } = await desk.client.conversations.messages({ id });
    expect(items.map(({ direction }) => direction)).toEqual(["incoming", "outgoing"]);
    expect((await desk.client.conversations.get({ id })).ticketId).toBeNull();
  });

  test("[B2] is refused where the conversation has a ticket, in words that say where to answer", async () => {
    const id = await arrive(1);
    await desk.client.conversations.createTicket({ id, pipelineId: SUPPORT });
    await expect(desk.client.conversations.answer({ id, text: "Hello" })).rejects.toMatchObject({
      code: "PD_INPUT_INVALID",
    });
  });
});
