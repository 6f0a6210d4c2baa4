import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { STAGES } from "../../support/test-desk.ts";
import { openGroupDesk, type GroupDesk } from "./group-desk.ts";

/** What users of other products reported of whose ticket a mail is; the mails are ours. */
let group: GroupDesk;
beforeEach(async () => {
  group = await openGroupDesk();
});
afterEach(() => group.desk.close());

const FORWARD =
  "---------- Forwarded message ---------\nFrom: Barry Bert <barry@y.example>\nDate: Mon, 4 May 2026 at 09:00\n";
const OUTLOOK = (from: string, to: string) =>
  `From: ${from}\nSent: Monday, May 4, 2026 9:00 AM\nTo: ${to}\nSubject: Boat\n\n`;
const ATTACHED =
  "--b\r\nContent-Type: text/plain\r\n\r\nCan somebody of you take this customer, please? Thanks.\r\n--b\r\n" +
  "Content-Type: message/rfc822\r\n\r\nFrom: Barry Bert <barry@y.example>\r\nSubject: Boat\r\n\r\nIt sinks.\r\n--b--";
const FORM = "Message-ID: <w1@site.example>\nFrom: Website <noreply@site.example>\nReply-To: Pia <pia@p.example>";
const COLLEAGUE = "From: Bea Blum <bea@desk.example>";
const BARRY = "Barry Bert <barry@y.example>";

describe("[D8b] whose ticket a mail is", () => {
  test.each<[report: string, head: string, text: string | undefined, contact: string]>([
    [
      "FreeScout 2761: a customer who passes something on stays the customer",
      "From: Chris <chris@r.example>\nSubject: Fwd: Boat",
      `FYI\n\n${FORWARD}Subject: Boat\nTo: <chris@r.example>\n\nIt sinks.`,
      "Chris <chris@r.example>",
    ],
    [
      "FreeScout 290: what a colleague passes on is its writer's",
      `${COLLEAGUE}\nSubject: Fwd: Boat`,
      `${FORWARD}Subject: Boat\nTo: <bea@desk.example>\n\nIt sinks.`,
      BARRY,
    ],
    [
      "FreeScout 5028: under a German head and a word of one's own",
      `${COLLEAGUE}\nSubject: WG: Boot`,
      `@fwd\n\n${"_".repeat(32)}\nVon: ${BARRY}\nGesendet: Montag, 4. Mai 2026 10:00\nAn: Bea <bea@desk.example>\nBetreff: Boot\n\nEs sinkt.`,
      BARRY,
    ],
    [
      "FreeScout 2763: through the hands of two colleagues",
      `${COLLEAGUE}\nSubject: Fwd: Fwd: Boat`,
      `Please take it.\n\n${FORWARD.replace(BARRY, "Otto <otto@desk.example>")}Subject: Fwd: Boat\nTo: Bea <bea@desk.example>\n\n\nAny idea?\n\n${FORWARD}Subject: Boat\nTo: Otto <otto@desk.example>\n\n\nIt sinks.`,
      BARRY,
    ],
    [
      "FreeScout 2763: through three, as Outlook writes it",
      "From: Bea Blum <bea@home.example>\nSubject: FW: Boat",
      `\n${OUTLOOK("Otto Ott <otto@desk.example>", "Bea <bea@home.example>")}\n${OUTLOOK("Ines <ines@desk.example>", "Otto <otto@desk.example>")}\n${OUTLOOK(BARRY, "Ines <ines@desk.example>")}It sinks.`,
      BARRY,
    ],
    [
      "FreeScout 290: as a file, below words of one's own, under another subject",
      `${COLLEAGUE}\nSubject: Boat\nContent-Type: multipart/mixed; boundary=b`,
      ATTACHED,
      BARRY,
    ],
    [
      "FreeScout 2833: a form that writes from the desk to itself, as junk",
      "Return-Path: support@desk.example\nFrom: support@desk.example\nReply-To: Mister Miller <m@gmail.com>\nPrecedence: junk",
      undefined,
      "Mister Miller <m@gmail.com>",
    ],
    [
      "Zammad 2551: a form that writes from the desk's own address",
      "From: hilfe@desk.example\nReply-To: Pia <pia@p.example>",
      undefined,
      "Pia <pia@p.example>",
    ],
    [
      "Zammad 203, osTicket 5650: the Reply-To of a form that nobody answers",
      "From: Shop <no-reply@shop.example>\nReply-To: pia@p.example",
      undefined,
      " <pia@p.example>",
    ],
    [
      "a form of the desk's own house, from an address that is no channel",
      "From: Boots Shop <office@desk.example>\nReply-To: pia@p.example",
      undefined,
      " <pia@p.example>",
    ],
    [
      "a colleague who wants the answer at home is no form",
      "From: Bob Best <bob@desk.example>\nReply-To: bob.best@gmail.com",
      undefined,
      "Bob Best <bob@desk.example>",
    ],
    [
      "a form that has the visitor's address in the place of the name",
      'From: "pia@p.example" <wordpress@site.example>',
      undefined,
      " <pia@p.example>",
    ],
    [
      "Frappe Helpdesk 3092: a group that puts the writer into a field of Google's",
      "From: Pia <support@desk.example>\nX-Google-Original-From: Pia <pia@p.example>",
      undefined,
      "Pia <pia@p.example>",
    ],
    [
      "a list that names the writer in Author (RFC 9057)",
      "From: Pia via Support <support@desk.example>\nAuthor: Pia <pia@p.example>\nList-Id: <support.desk.example>",
      undefined,
      "Pia <pia@p.example>",
    ],
    [
      "a list that puts itself and the writer into Reply-To",
      "From: Pia Po via Support <support@desk.example>\nReply-To: Support <support@desk.example>, Pia Po <pia@p.example>\nList-Id: <support.desk.example>",
      undefined,
      "Pia Po <pia@p.example>",
    ],
    [
      "a list that puts the writer among the copies",
      "From: Pia Po via Support <support@desk.example>\nReply-To: <support@desk.example>\nCc: Pia Po <pia@p.example>, Bob <bob@b.example>\nList-Id: <support.desk.example>",
      undefined,
      "Pia Po <pia@p.example>",
    ],
    [
      "a group that says via in its own language, at an address that is no channel",
      `From: "'Pia Po' tramite Clienti" <clienti@desk.example>\nTo: clienti@desk.example\nReply-To: Pia Po <pia@p.example>\nList-Id: <clienti.desk.example>`,
      undefined,
      "Pia Po <pia@p.example>",
    ],
    [
      "FreeScout 1352: a list below the desk's domain, to which the channel is subscribed",
      "From: Pia <pia@p.example>\nTo: team@lists.desk.example\nList-Id: Team <team.lists.desk.example>\nPrecedence: list",
      undefined,
      "Pia <pia@p.example>",
    ],
    [
      "Zammad 4632: to the channel's address with a tag behind a plus sign, through a list of others",
      "From: Pia <pia@p.example>\nTo: support+team-a@desk.example\nList-Id: <all.lists.example>\nPrecedence: list",
      undefined,
      "Pia <pia@p.example>",
    ],
    [
      "GLPI 22308: a name that is the local part, and a blank before the address",
      "From: pia.po < pia.po@p.example>",
      undefined,
      "pia.po <pia.po@p.example>",
    ],
    [
      "Zammad 1351, 2322: somebody of the house who is no user",
      "From: Ingo <ingo@desk.example>\nTo: hilfe@desk.example",
      undefined,
      "Ingo <ingo@desk.example>",
    ],
  ])("%s", async (_report, head, text, contact) => {
    const came = await group.take(head, text);
    expect([came.ticket, came.contact, came.verdict]).toEqual([1, contact, "B1 new-conversation"]);
  });

  test.each([
    ["FreeScout 5638: the desk to itself", "From: support@desk.example"],
    ["Zammad 4632: the desk, with a tag behind a plus sign", "From: Desk <support+robot@desk.example>"],
    ["Zammad 5607: a user, to an alias that is forwarded", `${COLLEAGUE}\nTo: hilfe@desk.example`],
    ["a user, with a tag behind a plus sign", "From: Bea <bea+desk@home.example>"],
  ])("[D7] is nobody's where the desk itself wrote it: %s", async (_report, head) => {
    const came = await group.take(head);
    expect([came.ticket, came.verdict, await group.acknowledged()]).toEqual([null, "D7 own-address", []]);
  });
});

describe("[D9] which ticket a mail belongs to", () => {
  test("FreeScout 4928, 2086: those who had a copy and answer one another before the desk does take part", async () => {
    const first = await group.take("From: A <a@c.example>\nCc: b@c.example, c@c.example\nMessage-ID: <a1@c.example>");
    const second = await group.take("From: B <b@c.example>\nMessage-ID: <b1@c.example>\nIn-Reply-To: <a1@c.example>");
    const third = await group.take("From: C <c@c.example>\nReferences: <a1@c.example> <b1@c.example>");
    expect([first, second, third].map(({ ticket, verdict }) => [ticket, verdict])).toEqual([
      [1, "B1 new-conversation"],
      [1, "D2 customer-replied"],
      [1, "D2 customer-replied"],
    ]);
  });

  test("Zammad 5716: answers to a mail that the desk never saw are one thread for those who are in it", async () => {
    const inner = (from: string) =>
      group.take(`From: ${from}@c.example\nTo: a@c.example\nCc: support@desk.example\nReferences: <root@c.example>`);
    const came = [await inner("b"), await inner("b"), await inner("a"), await inner("stranger")];
    expect(came.map(({ ticket, verdict }) => [ticket, verdict])).toEqual([
      [1, "B1 new-conversation"],
      [1, "D2 customer-replied"],
      [1, "D2 customer-replied"],
      [1, "D9 side-conversation"],
    ]);
  });

  test("FreeScout 2382, Zammad 5064: who had a blind copy, or knows the number, writes beside the thread", async () => {
    const first = await group.take("From: A <a@c.example>");
    const { id, subject } = await group.answer(first, "blind@b.example");
    const blind = await group.take(`From: blind@b.example\nIn-Reply-To: <${id}>`);
    const knowing = await group.take(`From: eve@e.example\nSubject: ${subject}`);
    expect([blind, knowing].map((came) => [came.ticket, came.verdict, came.contact])).toEqual([
      [1, "D9 side-conversation", "A <a@c.example>"],
      [1, "D9 side-conversation", "A <a@c.example>"],
    ]);
  });

  test("who writes through the desk's own list takes part in no thread by that", async () => {
    const list = "List-Id: <support.desk.example>\nPrecedence: list";
    await group.take(`From: Pia <pia@p.example>\nMessage-ID: <p1@p.example>\n${list}`);
    const eve = await group.take(`From: eve@e.example\nIn-Reply-To: <p1@p.example>\n${list}`);
    const pia = await group.take(`From: Pia <pia@p.example>\nIn-Reply-To: <p1@p.example>\n${list}`);
    expect([eve.verdict, pia.verdict]).toEqual(["D9 side-conversation", "D2 customer-replied"]);
  });

  test.each([
    ["to a first mail of its own", "References: <form@site.example>\nIn-Reply-To: <form@site.example>"],
    ["to the visitor before", "In-Reply-To: <w1@site.example>"],
  ])("a form that hangs its mails to one another (%s) still writes for each visitor", async (_how, reference) => {
    await group.take(`${FORM}\nReferences: <form@site.example>`);
    const other = FORM.replaceAll("Pia", "Bob").replaceAll("pia@", "bob@").replace("w1", "w2");
    const bob = await group.take(`${other}\n${reference}`);
    expect([bob.ticket, bob.contact]).toEqual([2, "Bob <bob@p.example>"]);
  });

  test("a vendor's machine that answers ours with another Reply-To stays beside its thread", async () => {
    const { id } = await group.answer(await group.take("From: A <a@c.example>"));
    const came = await group.take(
      `From: Vendor <noreply@v.example>\nReply-To: case-7@inbound.example\nIn-Reply-To: <${id}>`,
    );
    expect([came.ticket, came.verdict]).toEqual([1, "D9 side-conversation"]);
  });

  test("Zammad 983: who answers in a merged thread, or by its number alone, writes to the one that is left", async () => {
    const [one, two] = [await group.take("From: A <a@c.example>"), await group.take("From: A <a@c.example>")];
    const { id, subject } = await group.answer(two);
    const { client } = group.desk;
    if (!one.ticketId || !two.ticketId) throw new Error("no tickets");
    await client.tickets.merge({ id: two.ticketId, intoTicketId: one.ticketId });
    const named = await group.take(`From: A <a@c.example>\nIn-Reply-To: <${id}>`);
    const numbered = await group.take(`From: A <a@c.example>\nSubject: Re: ${subject}`);
    expect([named, numbered].map(({ ticket, verdict }) => [ticket, verdict])).toEqual([
      [1, "D2 customer-replied"],
      [1, "D2 customer-replied"],
    ]);
  });

  test("Zammad 4965: what a participant sends on to another channel stays in the ticket, once", async () => {
    const first = await group.take("From: A <a@c.example>\nMessage-ID: <a1@c.example>");
    const { id } = await group.answer(first);
    const passed = `From: A <a@c.example>\nTo: sales@desk.example\nReferences: <a1@c.example> <${id}>\nMessage-ID: <f1@c.example>`;
    const text = `See below\n\n${OUTLOOK("Support <support@desk.example>", "A <a@c.example>")}Which size?`;
    const [came, again] = [await group.take(passed, text, "sales"), await group.take(passed, text, "sales")];
    expect([came.ticket, came.message.visibleText, again.result.status]).toEqual([1, "See below", "duplicate"]);
  });

  test("Zammad 2633, 799: a colleague writes to a customer with a copy to the desk; the ticket is the customer's who answers", async () => {
    const sent = await group.take(
      `${COLLEAGUE}\nTo: Carl <carl@c.example>\nCc: support@desk.example\nMessage-ID: <bea1@desk.example>`,
    );
    const answered = await group.take(
      "From: Carl <carl@c.example>\nTo: bea@desk.example\nCc: support@desk.example\nIn-Reply-To: <bea1@desk.example>",
    );
    expect([sent.ticket, answered.ticket, answered.contact]).toEqual([null, 1, "Carl <carl@c.example>"]);
  });

  test("[D7] osTicket 342, 1473: a machine that names the ticket in its subject alone reopens nothing", async () => {
    const first = await group.take("From: A <a@c.example>");
    const { subject } = await group.answer(first);
    if (!first.ticketId) throw new Error("no ticket");
    await group.desk.client.tickets.move({ id: first.ticketId, stageId: STAGES.closed });
    const away = await group.take(
      `From: A <a@c.example>\nSubject: Out of Office: ${subject}`,
      "I am away until Monday.",
    );
    expect([away.ticket, away.verdict, (await group.desk.ticket(first.ticketId)).stageId]).toEqual([
      1,
      "D7 automatic",
      STAGES.closed,
    ]);
  });
});
