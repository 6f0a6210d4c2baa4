import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PersonId, TicketId } from "#shared/model/ids.ts";
import { openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { openTeam } from "../../support/team.ts";
import { ended, filesWith } from "./data-work.ts";

/** Words that only this person's data holds. */
const NAME = "Zdenka Hruškovicová";
const ADDRESS = "zdenka.hruskovicova@quellwasser.example";
const OTHER_ADDRESS = "zh-privat@felsenquelle.example";
const SECRETS = [
  "hruskovicova",
  "Hruškovicová",
  "quellwasser",
  "felsenquelle",
  "Wasserfilterpatrone",
  "Lindwurmstrasse",
  "zdenka-laptop",
] as const;
const SCAN = Buffer.from(`Scan of Lindwurmstrasse 7 ${"Wasserfilterpatrone ".repeat(20_000)}`).toString("base64");

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const mailOf = (id: string, more: Partial<Parameters<TestDesk["receive"]>[0]> = {}) => ({
  messageId: `${id}@zdenka-laptop.quellwasser.example`,
  from: `${NAME} <${ADDRESS}>`,
  subject: `Wasserfilterpatrone ${id}`,
  text: `I live in Lindwurmstrasse 7.\r\n\r\n${NAME}`,
  ...more,
});

/** A desk with a person in every corner of it, and another customer's mail. @returns the person, and tickets: of them alone, and with somebody else */
async function livedIn(): Promise<{ contactId: PersonId; own: TicketId; shared: TicketId; others: TicketId }> {
  const first = await desk.receive(
    mailOf("one", {
      headers: { "Content-Type": 'multipart/mixed; boundary="x"' },
      text: `--x\r\nContent-Type: text/plain\r\n\r\nLindwurmstrasse\r\n--x\r\nContent-Type: application/pdf; name="Wasserfilterpatrone.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n${SCAN}\r\n--x--`,
    }),
  );
  const own = TicketId.parse(first.ticketId);
  await desk.client.tickets.addNote({ id: own, text: `Called ${NAME} back.` });
  await desk.client.tasks.create({ ticketId: own, title: `Visit Lindwurmstrasse`, detail: NAME });
  await desk.client.tickets.update({ id: own, subject: "Filter for Hruškovicová" });
  await desk.client.tickets.reply({ id: own, text: `Dear ${NAME}, which size of Wasserfilterpatrone?` });
  const carol = await desk.receive({
    messageId: "c1@carol.example",
    from: "Carol <carol@other.example>",
    subject: "Tent",
    text: "The tent leaks.",
  });
  const both = await desk.receive({
    messageId: "b1@carol.example",
    from: "Carol <carol@other.example>",
    subject: "Group order",
    text: "We order together.",
    headers: { Cc: `${NAME} <${ADDRESS}>` },
  });
  await desk.receive(
    mailOf("joins", {
      inReplyTo: "b1@carol.example",
      subject: "Re: Group order",
      headers: { Cc: "carol@other.example" },
    }),
  );
  const { items } = await desk.client.contacts.list({ q: "zdenka", filter: "all", limit: 10 });
  const contactId = PersonId.parse(items[0]?.id);
  await desk.client.contacts.update({
    id: contactId,
    addresses: [ADDRESS, OTHER_ADDRESS],
    phone: "0664 felsenquelle",
    notes: `${NAME} pays late.`,
  });
  await desk.receive(mailOf("two", { from: OTHER_ADDRESS, subject: "Wasserfilterpatrone again" }));
  return { contactId, own, shared: TicketId.parse(both.ticketId), others: TicketId.parse(carol.ticketId) };
}

describe("a person is erased", () => {
  test("so that none of their words can be read out of any file of the desk; others' mail and all numbers stay", async () => {
    const { contactId, own, shared, others } = await livedIn();
    const before = await desk.client.desk.stageCounts({});
    const ticket = await desk.ticket(own);
    const plan = await desk.client.data.erasurePlan({ contact: OTHER_ADDRESS.toUpperCase() });
    expect(plan).toMatchObject({
      contactId,
      confirm: ADDRESS,
      addresses: [OTHER_ADDRESS, ADDRESS].toSorted(),
      tickets: 2,
      conversations: 2,
      messages: 4,
      notes: 1,
      sharedConversations: 1,
      messagesOfOthers: 1,
      outbox: 1,
    });
    await expect(desk.client.data.erase({ contactId, confirm: "zdenka" })).rejects.toMatchObject({
      code: "PD_DATA_NOT_CONFIRMED",
    });
    expect((await filesWith(desk.dataDir, SECRETS)).length).toBeGreaterThan(0);
    await desk.client.data.erase({ contactId, confirm: ADDRESS });
    expect(await ended(desk.core, desk.client)).toMatchObject({ state: "done", figures: { messages: 5, tickets: 2 } });
    expect(await filesWith(desk.dataDir, SECRETS)).toEqual([]);
    // What others wrote, and the course of things.
    expect(await desk.client.desk.stageCounts({})).toEqual(before);
    const { text } = (await desk.core.context.store.messages.find({ selector: { ticketId: others } }))[0] ?? {};
    expect(text?.trim()).toBe("The tent leaks.");
    const inBoth = await desk.core.context.store.messages.find({
      selector: { ticketId: shared },
      sort: [{ atEpochMs: "asc" }],
    });
    expect(inBoth.map((message) => message.text.trim())).toContain("We order together.");
    const after = await desk.ticket(own);
    expect({ ...after, subject: "", snippet: "" }).toMatchObject({
      number: ticket.number,
      stageId: ticket.stageId,
      createdAtEpochMs: ticket.createdAtEpochMs,
    });
    expect((await desk.client.search.query({ q: "tent" })).items.length).toBeGreaterThan(0);
    expect((await desk.client.search.query({ q: "Wasserfilterpatrone" })).items).toEqual([]);
    // What waited to go out to them never will.
    expect((await desk.core.context.store.outbox.find({ selector: {} })).map(({ state }) => state)).toEqual([
      "cancelled",
    ]);
    await expect(desk.client.data.erasurePlan({ contact: contactId })).rejects.toMatchObject({
      code: "PD_DESK_NOT_FOUND",
    });
  });

  test("and the same mail, fetched once more, does not bring them back; a new one makes a new contact", async () => {
    const { contactId } = await livedIn();
    await desk.client.data.erase({ contactId, confirm: ADDRESS });
    await ended(desk.core, desk.client);
    const again = await desk.receive(mailOf("two", { from: OTHER_ADDRESS, subject: "Wasserfilterpatrone again" }));
    expect(again.status).toBe("duplicate");
    expect(await filesWith(join(desk.dataDir, "blobs"), SECRETS)).toEqual([]);
    expect((await desk.client.contacts.list({ q: "zdenka", filter: "all", limit: 10 })).items).toEqual([]);
    await desk.receive(mailOf("anew"));
    const { items } = await desk.client.contacts.list({ q: "zdenka", filter: "all", limit: 10 });
    expect(items.map(({ id }) => id)).not.toContain(contactId);
    expect(items).toHaveLength(1);
  });
});

test("[H3] a person who is erased at a team's server is gone on its devices too, which can't do it themselves and bring nothing back", async () => {
  await desk.close();
  const team = await openTeam();
  try {
    const anna = await team.join("anna", ["account-access"]);
    await team.client.tickets.create({
      pipelineId: SUPPORT,
      subject: "Wasserfilterpatrone",
      contactAddress: ADDRESS,
      contactName: NAME,
      note: `Lindwurmstrasse`,
    });
    await team.syncAll();
    expect((await filesWith(anna.dataDir, SECRETS)).length).toBeGreaterThan(0);
    const contactId = PersonId.parse(
      (await team.client.contacts.list({ q: "zdenka", filter: "all", limit: 10 })).items[0]?.id,
    );
    await expect(anna.client.data.erase({ contactId, confirm: ADDRESS })).rejects.toMatchObject({
      code: "PD_DATA_MEMBER",
    });
    // The device changes what it still has, offline.
    await anna.client.contacts.update({ id: contactId, phone: "felsenquelle" });
    await team.client.data.erase({ contactId, confirm: ADDRESS });
    expect(await ended(team.server, team.client)).toMatchObject({ state: "done" });
    await team.syncAll();
    await team.syncAll();
    for (const core of [team.server, anna.core]) {
      const person = await core.context.store.people.get(contactId);
      expect([person?.name, person?.addresses, person?.phone]).toEqual(["", [], ""]);
      expect(await core.context.store.messages.find({ selector: { kind: "note" } })).toMatchObject([{ text: "" }]);
    }
    await anna.close();
    expect(await filesWith(anna.dataDir, SECRETS)).toEqual([]);
  } finally {
    await team.close();
    desk = await openTestDesk();
  }
});
