import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import { refusalOf } from "./manage-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const GREETING = {
  name: "Greeting",
  text: "Hello {{ contact.firstname }},\nabout {{ ticket.subject }}.",
  shared: true,
};

describe("[F6] a snippet", () => {
  test("is filled in for the ticket, and tells of what the ticket has nothing for", async () => {
    const ticketId = await desk.newTicket();
    const { id } = await desk.client.snippets.create(GREETING);
    const owner = await desk.client.snippets.create({
      name: "Owner",
      text: "{{ ticket.owner.name }} {{ ticket.dueAt }} {{ contact.phone | default: 'none' }}",
      shared: true,
    });
    const { fill } = desk.client.snippets;
    const numbered = await fill({ text: "No. {{ ticket.number }}", ticketId });
    expect([
      await desk.client.snippets.render({ id, ticketId }),
      await desk.client.snippets.render({ id: owner.id, ticketId }),
      await desk.client.snippets.render({ id, ticketId: null }),
      numbered,
    ]).toEqual([
      { text: "Hello Anna,\nabout Boots.", empty: [] },
      { text: "  none", empty: ["ticket.owner.name", "ticket.dueAt"] },
      { text: "Hello ,\nabout .", empty: ["contact.firstname", "ticket.subject"] },
      { text: "No. 1", empty: [] },
    ]);
  });

  test("with a placeholder that there is not can't be kept, nor imported", async () => {
    const wrong = { name: "Wrong", text: "{{ contact.frstname }}" };
    const kept = await desk.client.snippets.create({ ...GREETING, shared: false });
    expect([
      await refusalOf(desk.client.snippets.create({ ...wrong, shared: true })),
      await refusalOf(desk.client.snippets.update({ id: kept.id, text: wrong.text })),
      await refusalOf(desk.client.snippets.import({ items: [{ name: "Fine", text: "Fine." }, wrong], shared: false })),
      (await desk.client.snippets.list()).items.map(({ name }) => name),
    ]).toEqual([
      ["PD_INPUT_INVALID", "text There is no placeholder contact.frstname."],
      ["PD_INPUT_INVALID", "text There is no placeholder contact.frstname."],
      ["PD_INPUT_INVALID", "items.1.text There is no placeholder contact.frstname."],
      ["Greeting"],
    ]);
  });

  test("[A3] is one's own, or everybody's for whoever changes the settings", async () => {
    const agent = await desk.as([]);
    const own = await agent.snippets.create({ name: "Mine", text: "Mine.", shared: false });
    const shared = await desk.client.snippets.create(GREETING);
    expect([
      (await desk.client.snippets.list()).items.map(({ name }) => name),
      (await agent.snippets.list()).items.map(({ name }) => name).toSorted(),
      (await refusalOf(agent.snippets.create({ name: "All", text: "All.", shared: true })))[0],
      (await refusalOf(agent.snippets.update({ id: own.id, shared: true })))[0],
      (await refusalOf(agent.snippets.update({ id: shared.id, text: "Other." })))[0],
      (await refusalOf(desk.client.snippets.render({ id: own.id, ticketId: null })))[0],
    ]).toEqual([
      ["Greeting"],
      ["Greeting", "Mine"],
      "PD_ACCESS_PERMISSION",
      "PD_ACCESS_PERMISSION",
      "PD_ACCESS_PERMISSION",
      "PD_DESK_NOT_FOUND",
    ]);
  });
});
