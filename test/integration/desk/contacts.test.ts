import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PersonId, type TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { Person } from "#shared/model/person.ts";
import { holdOf } from "#main/mail/outbox/guards.ts";
import { INBOUND, openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { mailFrom } from "../automation/crm-fixture.ts";

/** People with several addresses: whose a mail is, who may be the same, and two that become one and two again. */
let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const contactsOf = async (id: TicketId) => (await desk.client.tickets.open({ id })).contacts;
const idOf = async (q: string) => PersonId.parse((await desk.client.contacts.list({ q })).items[0]?.id);
const receive = (messageId: string, from: string, more: object = {}) => {
  desk.clock.nowEpochMs += 60_000;
  return desk.receive({ messageId, from, subject: "Boots", text: messageId, ...more });
};

describe("[H5] contacts are made and edited", () => {
  test("with names, addresses, phone, company, notes and flags; what is left out stays", async () => {
    const made = await desk.client.contacts.create({
      name: "Pia Berg",
      addresses: ["Pia@Home.example", "pia@work.example"],
      phone: "+41 44 123",
      company: "Berg AG",
      notes: "Prefers the phone.",
      marketingContact: true,
    });
    const record = await desk.client.contacts.open({ id: made.id });
    expect([record.company, record.contact.address, record.contact.addresses, record.contact.notes]).toEqual([
      "Berg AG",
      "pia@home.example",
      ["pia@home.example", "pia@work.example"],
      "Prefers the phone.",
    ]);
    const changed = await desk.client.contacts.update({ id: made.id, address: "pia@work.example", company: "" });
    expect([changed.address, changed.addresses.toSorted(), changed.companyId, changed.phone]).toEqual([
      "pia@work.example",
      ["pia@home.example", "pia@work.example"],
      null,
      "+41 44 123",
    ]);
    expect((await desk.client.desk.status()).counts.contacts).toBe(1);
  });

  test("one without an address is a contact too, and gets one later", async () => {
    const { id } = await desk.client.contacts.create({ name: "Caller" });
    await desk.client.contacts.update({ id, addresses: ["caller@example.com"] });
    const ticket = await mailFrom(desk, "Caller", "c1@example.com");
    expect((await contactsOf(ticket)).map((contact) => contact.id)).toEqual([id]);
  });

  test("an address is one contact's; another one's, the desk's own and what is none are refused with the reason", async () => {
    await desk.client.contacts.create({ name: "Pia", addresses: ["pia@home.example"] });
    const taken = await idOf("pia@home.example");
    await desk.client.channels.update({ id: INBOUND, address: "help@desk.example" });
    const reasons = await Promise.all(
      ["pia@home.example", "help@desk.example", "no mailbox"].map((address) =>
        desk.client.contacts.create({ name: "Other", addresses: [address] }).then(
          () => null,
          (error: { details: { reason: string; id: string } }) => [error.details.reason, error.details.id],
        ),
      ),
    );
    expect(reasons).toEqual([
      ["taken", taken],
      ["own", "help@desk.example"],
      ["no-mailbox", "no mailbox"],
    ]);
    expect((await desk.client.desk.status()).counts.contacts).toBe(1);
  });

  test("an address that is taken away is free: who writes from it is somebody else, and it can come back", async () => {
    const { id } = await desk.client.contacts.create({ name: "Pia Berg", addresses: ["typo@example.com"] });
    await desk.client.contacts.update({ id, address: "pia@example.com", addresses: ["pia@example.com"] });
    const other = await receive("t1@example.com", "Tom Typo <typo@example.com>");
    const [contact] = await contactsOf(other.ticketId as TicketId);
    expect([contact?.name, contact?.id === id]).toEqual(["Tom Typo", false]);
    const own = await receive("p1@example.com", "Pia Berg <pia@example.com>");
    expect((await contactsOf(own.ticketId as TicketId)).map((one) => one.id)).toEqual([id]);
    await desk.client.contacts.update({ id: contact?.id ?? id, addresses: ["tom@example.com"] });
    const back = await desk.client.contacts.update({ id, addresses: ["pia@example.com", "typo@example.com"] });
    expect(back.addresses.toSorted()).toEqual(["pia@example.com", "typo@example.com"]);
    const again = await receive("t2@example.com", "typo@example.com");
    expect((await contactsOf(again.ticketId as TicketId)).map((one) => one.id)).toEqual([id]);
  });
});

describe("[D8b] all addresses of a contact are theirs", () => {
  test("[D2] [D6] [D9] an answer from another address of theirs joins the thread and reopens", async () => {
    const first = await receive("m1@example.com", "Pia <pia@home.example>");
    const id = first.ticketId as TicketId;
    const [contact] = await contactsOf(id);
    await desk.client.contacts.update({
      id: contact?.id ?? PersonId.parse("-"),
      addresses: ["pia@home.example", "pb@work.example"],
    });
    await desk.client.tickets.move({ id, stageId: STAGES.closed });
    const reply = await receive("m2@example.com", "P. B. <pb@work.example>", { inReplyTo: "m1@example.com" });
    const ticket = await desk.ticket(id);
    expect([reply.ticketId, ticket.stageId, ticket.contactIds, (await desk.history(id)).at(-3)]).toEqual([
      id,
      STAGES.new,
      [contact?.id],
      "channel: message.received (D6 reopened)",
    ]);
  });

  test("both forms of an international domain are one contact", async () => {
    const one = await receive("i1@example.com", "Jo <jo@xn--mller-kva.example>");
    const other = await receive("i2@example.com", "Jo <jo@müller.example>");
    const [first, second] = await Promise.all([one, other].map(({ ticketId }) => contactsOf(ticketId as TicketId)));
    expect(first?.[0]?.id).toBe(second?.[0]?.id);
  });

  test("[D7] caps count the person, a hard bounce only its address", async () => {
    const { id } = await desk.client.contacts.create({
      name: "Pia",
      addresses: ["pia@home.example", "pia@work.example"],
    });
    const { context } = desk.core;
    const nowEpochMs = context.clock.nowEpochMs();
    const hold = async (address: string) => {
      const item = { automatic: true, ticketId: null } as OutboxItem;
      const message = { to: [{ name: "", address }], cc: [], bcc: [] } as unknown as Message;
      return (await holdOf(context, item, message))?.kind ?? null;
    };
    const holds = async () => [await hold("pia@home.example"), await hold("pia@work.example")];
    const write = async (changes: Partial<Person>) => {
      const previous = await context.store.people.get(id);
      if (previous) await context.store.people.write([{ previous, next: { ...previous, ...changes } }]);
    };
    await write({ hardBounces: [{ address: "pia@home.example", atEpochMs: nowEpochMs }] });
    expect(await holds()).toEqual(["bounced", null]);
    expect((await desk.client.contacts.list({ filter: "bounced" })).items.map((one) => one.id)).toEqual([id]);
    const elsewhere = Array.from({ length: 5 }, (_, at) => ({
      ticketId: `t_${at}` as TicketId,
      atEpochMs: nowEpochMs,
    }));
    await write({ hardBounces: [], automaticMails: elsewhere });
    expect(await holds()).toEqual(["cap", "cap"]);
  });
});

describe("[H5] two contacts that are one person", () => {
  test("are offered for the same full name and the same mailbox, and no more once somebody said that they are two", async () => {
    await receive("a@example.com", "Pia Berg <pia@home.example>");
    await receive("b@example.com", '"Berg, Pia" <pb@work.example>');
    await receive("c@example.com", "Pia <pia+shop@home.example>");
    await receive("d@example.com", "Pia <pia@elsewhere.example>");
    const id = await idOf("pb@work.example");
    const home = PersonId.parse(
      (await desk.client.contacts.list({})).items.find((one) => one.address === "pia@home.example")?.id,
    );
    const offers = async (of: PersonId) =>
      (await desk.client.contacts.open({ id: of })).offers.map(({ contact, why }) => [contact.address, why]);
    expect([await offers(home), await offers(id)]).toEqual([
      [
        ["pia+shop@home.example", "same-mailbox"],
        ["pb@work.example", "same-name"],
      ],
      [["pia@home.example", "same-name"]],
    ]);
    await desk.client.contacts.keepApart({ id, otherId: home });
    expect([await offers(home), await offers(id)]).toEqual([[["pia+shop@home.example", "same-mailbox"]], []]);
  });

  test("merged they have all addresses, tickets and flags; undone each is as before, with the mail that came since", async () => {
    const one = await receive("a@example.com", "Pia Berg <pia@home.example>");
    const other = await receive("b@example.com", "P. Berg <pb@work.example>");
    const [home, work] = [await idOf("pia@home.example"), await idOf("pb@work.example")];
    await desk.client.contacts.update({ id: work, phone: "123", notes: "At work", unsubscribed: true });
    const before = await Promise.all([home, work].map((id) => desk.client.contacts.get({ id })));
    const merged = await desk.client.contacts.merge({ id: work, intoContactId: home });
    expect([merged.addresses, merged.phone, merged.notes, typeof merged.unsubscribedAtEpochMs]).toEqual([
      ["pia@home.example", "pb@work.example"],
      "123",
      "At work",
      "number",
    ]);
    const tickets = async (id: PersonId) =>
      (await desk.client.tickets.list({ contactId: id })).items.map((ticket) => ticket.id).toSorted();
    const [a, b] = [one.ticketId as TicketId, other.ticketId as TicketId];
    expect([await tickets(home), (await contactsOf(b)).map(({ id }) => id)]).toEqual([[a, b].toSorted(), [home]]);
    expect((await desk.client.contacts.list({})).items.map(({ id }) => id)).toEqual([home]);
    expect((await desk.client.desk.status()).counts.contacts).toBe(1);
    const card = (await desk.client.tickets.list({})).items.find(({ id }) => id === b);
    expect(card?.contactName).toBe("Pia Berg");
    // Whoever answers the other one's ticket writes to the person.
    const reply = await desk.client.tickets.compose({ id: b, subject: "Boots", text: "Hello" });
    expect(reply.to).toEqual([{ name: "Pia Berg", address: "pia@home.example" }]);
    const later = await receive("c@example.com", "P. Berg <pb@work.example>");
    const c = later.ticketId as TicketId;
    expect((await contactsOf(c)).map(({ id }) => id)).toEqual([home]);

    expect((await desk.client.contacts.open({ id: home })).merged.map(({ id }) => id)).toEqual([work]);
    await desk.client.contacts.unmerge({ id: work });
    const after = await Promise.all([home, work].map((id) => desk.client.contacts.get({ id })));
    const clean = (people: typeof after) =>
      people.map(
        ({ lastMessageAtEpochMs: _last, mergedIds = [], unsubscribedAtEpochMs = null, consents = [], ...rest }) => ({
          ...rest,
          consents,
          mergedIds,
          unsubscribedAtEpochMs,
        }),
      );
    expect(clean(after)).toEqual(clean(before));
    expect([await tickets(home), await tickets(work)]).toEqual([[a], [b, c].toSorted()]);
    await expect(desk.client.contacts.unmerge({ id: work })).rejects.toMatchObject({
      details: { reason: "not-merged" },
    });
  });

  test("[F5] a workflow sees the person who stands, and writes to them once", async () => {
    const ticket = await receive("a@example.com", "Pia Berg <pia@home.example>");
    const id = ticket.ticketId as TicketId;
    await receive("b@example.com", "P. Berg <pb@work.example>");
    const [home, work] = [await idOf("pia@home.example"), await idOf("pb@work.example")];
    await desk.client.contacts.merge({ id: home, intoContactId: work });
    const { items } = await desk.client.pipelines.list();
    expect(items.map((pipeline) => pipeline.id)).toContain(SUPPORT);
    expect((await contactsOf(id)).map((contact) => contact.id)).toEqual([work]);
    // Merged on: what stood for one stands for the next.
    const { id: third } = await desk.client.contacts.create({ name: "Third", addresses: ["third@example.com"] });
    await desk.client.contacts.merge({ id: work, intoContactId: third });
    expect((await contactsOf(id)).map((contact) => contact.id)).toEqual([third]);
    expect((await desk.client.tickets.list({ contactId: third })).items).toHaveLength(2);
    await expect(desk.client.contacts.unmerge({ id: home })).rejects.toMatchObject({
      details: { reason: "target-merged" },
    });
    await desk.client.contacts.unmerge({ id: work });
    await desk.client.contacts.unmerge({ id: home });
    expect((await contactsOf(id)).map((contact) => contact.id)).toEqual([home]);
  });
});

describe("[H5] people are found", () => {
  test("by name, address, phone and notes, with typing errors, and filtered", async () => {
    await desk.client.contacts.create({ name: "Christian Schmidt", addresses: ["cs@example.com"], phone: "555 010" });
    await desk.client.contacts.create({
      name: "Anna Meyer",
      addresses: ["anna@meyer.example"],
      marketingContact: true,
    });
    const names = async (input: { q?: string; filter?: "marketing" | "no-address" }) =>
      (await desk.client.contacts.list(input)).items.map(({ name }) => name);
    expect([
      await names({ q: "chrisitan" }),
      await names({ q: "Schmitt" }),
      await names({ q: "anna@mayer.example" }),
      await names({ q: "555" }),
      await names({ filter: "marketing" }),
      await names({ q: "schmidt", filter: "marketing" }),
      await names({ filter: "no-address" }),
    ]).toEqual([
      ["Christian Schmidt"],
      ["Christian Schmidt"],
      ["Anna Meyer"],
      ["Christian Schmidt"],
      ["Anna Meyer"],
      [],
      [],
    ]);
  });
});
