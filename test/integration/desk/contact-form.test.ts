import { afterEach, beforeEach, expect, test } from "vitest";
import type { TicketId } from "#shared/model/ids.ts";
import { INBOUND, openTestDesk, STAGES, type TestDesk } from "../../support/test-desk.ts";

/** Contact forms that always write from one address: whose the ticket is, and who is answered. */
let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
  await desk.client.channels.update({
    id: INBOUND,
    address: "help@desk.example",
    form: { sender: "", addressLabel: "E-Mail", nameLabel: "Name" },
  });
});
afterEach(() => desk.close());

let count = 0;
async function contactOf(text: string, from = "Website <noreply@site.example>") {
  desk.clock.nowEpochMs += 60_000;
  count += 1;
  const { ticketId } = await desk.receive({ messageId: `f${count}@site.example`, from, subject: "Contact", text });
  const id = ticketId as TicketId;
  const [contact] = (await desk.client.tickets.open({ id })).contacts;
  return { id, who: `${contact?.name} <${contact?.address}>` };
}

test.each([
  ["on the line", "Name: Pia Berg\nE-Mail: pia@home.example\nMessage: It leaks. Mail bob@x.example too."],
  ["below the label", "Name\nPia Berg\n\nE-mail\n\npia@home.example\n\nMessage\nIt leaks."],
  ["as a table", "| Name | Pia Berg |\n| E-Mail | pia@home.example |\n"],
  ["with emphasis and a link", "*Name:* Pia Berg\n*E-Mail:* pia@home.example <mailto:pia@home.example>\n"],
  ["behind words that only begin alike", "E-Mailed: no@x.example\nName = Pia Berg\nE-MAIL = pia@home.example"],
])("[D8b] the fields of a form name the customer: %s", async (_, text) => {
  expect((await contactOf(text)).who).toBe("Pia Berg <pia@home.example>");
});

test("[D8b] [E3] the answer goes to who filled it in, their reply is the customer's, and two visitors are two", async () => {
  const one = await contactOf("Name: Pia\nE-Mail: pia@home.example", "Desk <help@desk.example>");
  const other = await contactOf("Name: Bob\nE-Mail: bob@home.example", "Desk <help@desk.example>");
  expect([one.who, other.who, one.id === other.id]).toEqual([
    "Pia <pia@home.example>",
    "Bob <bob@home.example>",
    false,
  ]);
  const mail = await desk.client.tickets.reply({ id: one.id, text: "Hello" });
  expect(mail.to.map(({ address }) => address)).toEqual(["pia@home.example"]);
  await desk.client.tickets.move({ id: one.id, stageId: STAGES.waitingOnContact });
  const reply = await desk.receive({
    messageId: "r@home.example",
    inReplyTo: mail.rfcMessageId,
    from: "Pia <pia@home.example>",
    subject: "Re: Contact",
  });
  expect([reply.ticketId, (await desk.ticket(one.id)).stageId]).toEqual([one.id, STAGES.waitingOnUs]);
});

test("[D8b] mail of others on the channel is its sender's: no field, or another sender than the form's", async () => {
  expect((await contactOf("It leaks.", "Ada <ada@home.example>")).who).toBe("Ada <ada@home.example>");
  await desk.client.channels.update({
    id: INBOUND,
    form: { sender: "noreply@site.example", addressLabel: "E-Mail", nameLabel: "" },
  });
  expect((await contactOf("E-Mail: eve@home.example", "Ada <ada@home.example>")).who).toBe("Ada <ada@home.example>");
  expect((await contactOf("E-Mail: eve@home.example")).who).toBe(" <eve@home.example>");
  await desk.client.channels.update({ id: INBOUND, form: null });
  expect((await contactOf("E-Mail: zoe@home.example")).who).toBe("Website <noreply@site.example>");
});
