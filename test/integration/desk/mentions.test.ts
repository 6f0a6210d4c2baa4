import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

test("a note that names a colleague tells them, once, and they follow the ticket; the customer's mail has nothing of it", async () => {
  const id = await desk.newTicket();
  const agent = await desk.as([]);
  const draftId = "draft-mention-1";
  const note = await desk.client.tickets.addNote({ id, text: "@Agent, can you look? @Agent", draftId });
  await desk.client.tickets.addNote({ id, text: "@Agent, can you look? @Agent", draftId });
  const { text } = await desk.client.tickets.reply({ id, text: "We look.", quote: true });
  const told = (await agent.notifications.list({})).items.map(({ topic, about, detail, ticketId }) => ({
    topic,
    about,
    detail,
    ticketId,
  }));
  const owner = (await desk.client.notifications.list({})).items;
  expect([note.mentions, (await desk.ticket(id)).followerIds, told, owner, text.includes("@Agent")]).toEqual([
    ["user-agent"],
    ["user-agent"],
    [{ topic: "mentioned", about: note.from.name, detail: "@Agent, can you look? @Agent", ticketId: id }],
    [],
    false,
  ]);
});
