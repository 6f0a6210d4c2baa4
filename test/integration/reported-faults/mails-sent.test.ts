import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MessageId, type TicketId } from "#shared/model/ids.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { INBOUND, openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { mailFrom, workflow } from "../automation/crm-fixture.ts";

/** Reported faults that begin with what the desk sends; the files tell what is expected. */
const FOLDER = join(import.meta.dirname, "../../fixtures/reported-faults");
const expected = (file: string) =>
  (JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as { expect: Record<string, unknown>; expected: string }) ?? {};

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
  await desk.client.channels.update({ id: INBOUND, address: "support@desk.example" });
});
afterEach(() => desk.close());

test("[D8b] [E3] ack-to-noreply", async () => {
  await workflow(desk, [
    {
      type: "send-email",
      to: "primary-contact",
      mail: { kind: "template", templateId: "mail-template-ticket-received" },
    },
  ]);
  const { ticketId } = await desk.receive({
    messageId: "f1@site.example",
    from: "Website <noreply@site.example.org>",
    subject: "Contact",
    text: "It leaks.",
    headers: { "Reply-To": "Pia <pia@mailhost.example.org>" },
  });
  const { messages } = await desk.client.tickets.open({ id: ticketId as TicketId });
  const sent = messages.filter(({ direction }) => direction === "outgoing");
  expect(sent.map(({ to }) => to.map(({ address }) => address))).toEqual([
    [expected("mail/ack-to-noreply.json").expect["acknowledgement to"]],
  ]);
});

test("[D2] answer-on-hand-made-ticket", async () => {
  const { id } = await desk.client.tickets.create({
    pipelineId: SUPPORT,
    subject: "By phone",
    contactAddress: "anna@example.com",
  });
  const mail = await desk.client.tickets.reply({ id, text: "As we said." });
  const { messageId } = await desk.receive({
    messageId: "a1@example.com",
    inReplyTo: mail.rfcMessageId,
    from: "Anna <anna@example.com>",
    subject: "Re: By phone",
  });
  const { verdict } = await desk.client.messages.get({ id: MessageId.parse(messageId) });
  expect(verdict?.kind).toBe(expected("mail/answer-on-hand-made-ticket.json").expect["verdict"]);
});

test("[D8] own-channel-to-own-channel", async () => {
  const sales = await desk.client.channels.create({
    name: "Sales",
    address: "sales@desk.example",
    aliases: ["offers@desk.example"],
    pipelineId: SUPPORT,
  });
  const id = await mailFrom(desk, "Anna", "first@example.com");
  const mail = await desk.client.tickets.compose({
    id,
    subject: "For you",
    text: "Please make an offer.",
    to: [{ name: "", address: "offers@desk.example" }],
  });
  const raw = new Blob([
    rawMail({
      messageId: mail.rfcMessageId,
      from: "Desk <support@desk.example>",
      to: "offers@desk.example",
      subject: "For you",
      text: "Please make an offer.",
    }),
  ]);
  const ingest = (channelId: typeof sales.id) => desk.client.channels.ingest({ params: { id: channelId }, body: raw });
  // Its own copy, as out of the Sent folder, is none; where it was sent to it is news, once.
  const [own, first, again] = [await ingest(INBOUND), await ingest(sales.id), await ingest(sales.id)];
  expect([own.status, first.status, first.ticketId, again.status]).toEqual([
    "duplicate",
    "imported",
    null,
    "duplicate",
  ]);
  const inbox = (await desk.client.conversations.list({ hasTicket: false })).items;
  expect(inbox.some(({ channelId }) => channelId === sales.id)).toBe(
    expected("mail/own-channel-to-own-channel.json").expect["conversation in Sales"],
  );
});

test("[D2] [H5] 15-merged-thread", async () => {
  const [into, from] = [await mailFrom(desk, "Anna", "b@example.com"), await mailFrom(desk, "Anna", "a@example.com")];
  await desk.client.tickets.merge({ id: from, intoTicketId: into });
  desk.clock.nowEpochMs += 60_000;
  await desk.receive({ messageId: "r@example.com", inReplyTo: "a@example.com", from: "Anna <anna@example.com>" });
  expect(expected("automation/15-merged-thread.json").expected).toMatch(/^B -> Waiting on us/u);
  expect((await desk.ticket(into)).stageId).toBe(STAGES.waitingOnUs);
});
