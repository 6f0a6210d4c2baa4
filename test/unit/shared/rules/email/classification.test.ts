import { expect, test } from "vitest";

import type { MailClassification } from "#shared/model/mail.ts";
import { classifyMail } from "#shared/rules/email/classification.ts";
import type { MailFacts } from "#shared/rules/email/mail-facts.ts";

const ordinary: MailFacts = {
  headers: [],
  from: [{ name: "Ada", address: "ada@example.com" }],
  replyTo: [],
  subject: "My printer",
  isAnswer: false,
  returnPath: "ada@example.com",
  contentType: "text/plain",
  reportType: "",
  partTypes: ["text/plain"],
  text: "It does not print.",
};
const nothing: MailClassification = {
  automatic: false,
  bounce: false,
  list: false,
  autoReply: false,
  receipt: false,
  complaint: false,
  fromOwnAddress: false,
  forwarded: false,
  replyToForwarded: false,
  reason: "",
};

function classify(change: Partial<MailFacts>, ownAddresses: string[] = []): MailClassification {
  return classifyMail({ ...ordinary, ...change }, { ownAddresses });
}

function header(name: string, value: string): Partial<MailFacts> {
  return { headers: [{ name, value }] };
}

test("[D7] a person's message is none of all this", () => {
  expect(classify({})).toEqual(nothing);
});

test.each<[string, string, Partial<MailClassification>]>([
  ["auto-submitted", "auto-generated", { automatic: true, reason: "header Auto-Submitted: auto-generated" }],
  [
    "auto-submitted",
    "auto-replied (vacation)",
    { automatic: true, autoReply: true, reason: "header Auto-Submitted: auto-replied (vacation)" },
  ],
  ["precedence", "Bulk", { automatic: true, reason: "header Precedence: Bulk" }],
  ["precedence", "list", { automatic: true, list: true, reason: "header Precedence: list" }],
  ["precedence", "junk", { automatic: true, reason: "header Precedence: junk" }],
  ["x-auto-response-suppress", "All", { automatic: true, reason: "header X-Auto-Response-Suppress" }],
  ["x-autoreply", "yes", { automatic: true, autoReply: true, reason: "header X-Autoreply" }],
  ["x-autorespond", "", {}],
  ["list-id", "Users <users.example.org>", { automatic: true, list: true, reason: "header List-Id" }],
  ["list-unsubscribe", "<https://example.org/u>", { automatic: true, reason: "header List-Unsubscribe" }],
  ["mailing-list", "list x", { automatic: true, list: true, reason: "header Mailing-List" }],
  ["auto-submitted", "no", {}],
  ["precedence", "normal", {}],
  ["x-auto-response-suppress", "none", {}],
  ["feedback-id", "1:2:3:provider", {}],
  [
    "x-ms-exchange-inbox-rules-loop",
    "ada@example.com",
    { automatic: true, reason: "header X-Ms-Exchange-Inbox-Rules-Loop" },
  ],
])("[D7] %s: %s", (name, value, expected) => {
  expect(classify(header(name, value))).toEqual({ ...nothing, ...expected });
});

test("[D7] an empty return path is automatic", () => {
  expect(classify({ returnPath: "" })).toEqual({ ...nothing, automatic: true, reason: "empty return path" });
});

test.each([
  "Out of Office: Re: Ticket",
  "Automatic reply: Ticket",
  "Abwesenheitsnotiz: Ticket",
  "Réponse automatique : Ticket",
  "Risposta automatica: Ticket",
  "Automatyczna odpowiedź: Ticket",
  "自动回复: Ticket",
])("[D7] the subject %j answers by itself", (subject) => {
  expect(classify({ subject, isAnswer: true })).toEqual({
    ...nothing,
    automatic: true,
    autoReply: true,
    reason: "the subject of an automatic answer",
  });
  // On a mail that answers none, somebody writes about it.
  expect(classify({ subject })).toEqual(nothing);
});

test.each([
  "My out of office message does not work",
  "The automatic reply is broken",
  "Undeliverable mail is a problem here",
  "Vacation days",
])("[D7] a customer may write about it: %j", (subject) => {
  expect(classify({ subject })).toEqual(nothing);
});

test("[D7] mail from the desk's own address, in any letter case", () => {
  expect(classify({ from: [{ name: "", address: "Support@Desk.example" }] }, ["support@desk.EXAMPLE"])).toEqual({
    ...nothing,
    automatic: true,
    fromOwnAddress: true,
    reason: "sent from one of the desk's own addresses",
  });
});

test.each<[string, Partial<MailFacts>]>([
  [
    "RFC 3464",
    {
      contentType: "multipart/report",
      reportType: "delivery-status",
      partTypes: ["text/plain", "message/delivery-status", "message/rfc822"],
    },
  ],
  [
    "a status part without report",
    { contentType: "multipart/mixed", partTypes: ["text/plain", "message/delivery-status"] },
  ],
  [
    "qmail",
    {
      from: [{ name: "", address: "MAILER-DAEMON@mx.example" }],
      subject: "failure notice",
      text: "Hi. This is the qmail-send program.\nI'm afraid I wasn't able to deliver your message.",
    },
  ],
  [
    "Exchange",
    {
      from: [{ name: "System Administrator", address: "postmaster@example.jp" }],
      subject: "Undeliverable: Hello",
      returnPath: "",
    },
  ],
  ["X-Failed-Recipients", header("x-failed-recipients", "bob@example.com")],
  [
    "Italian provider",
    {
      returnPath: "",
      from: [{ name: "Posta", address: "noreply@provider.example" }],
      subject: "Mancata consegna: Ordine",
      text: "Il messaggio non è stato possibile consegnarlo, user unknown",
    },
  ],
])("[D7] a bounce: %s", (_name, facts) => {
  const { automatic, bounce, list } = classify(facts);
  expect({ automatic, bounce, list }).toEqual({ automatic: true, bounce: true, list: false });
});

test("[D7] a read receipt and a complaint are automatic and no bounce", () => {
  expect(
    classify({
      contentType: "multipart/report",
      reportType: "disposition-notification",
      partTypes: ["text/plain", "message/disposition-notification"],
      subject: "Read: Undelivered mail",
    }),
  ).toEqual({ ...nothing, automatic: true, receipt: true, reason: "a read receipt (RFC 8098)" });
  expect(
    classify({
      contentType: "multipart/report",
      reportType: "feedback-report",
      partTypes: ["text/plain", "message/feedback-report", "message/rfc822"],
    }),
  ).toEqual({ ...nothing, automatic: true, complaint: true, reason: "a feedback report (RFC 5965)" });
});

test("[D5] forwarded by subject, by text, as an attachment, by an unannounced Outlook block", () => {
  const block =
    "FYI\n\nFrom: Bob <bob@example.com>\nSent: Monday, 4 March 2024 10:00\nTo: Ada\nSubject: Offer\n\nHello";
  const cases = [
    classify({ subject: "WG: Angebot" }),
    classify({ text: "FYI\n\n---------- Forwarded message ---------\nFrom: Bob <bob@example.com>\n\nHello" }),
    classify({ contentType: "multipart/mixed", partTypes: ["text/plain", "message/rfc822"], text: "\n" }),
    classify({ text: block }),
  ];
  expect(
    cases.map(({ forwarded, replyToForwarded, automatic }) => ({ forwarded, replyToForwarded, automatic })),
  ).toEqual(cases.map(() => ({ forwarded: true, replyToForwarded: false, automatic: false })));
});

test("[D5] a reply to a forwarded message, by subject and by what it quotes", () => {
  const quoted =
    "Thanks!\n\nOn Tue, 5 Mar 2024 at 09:12, Ada <ada@example.com> wrote:\n> FYI\n>\n> ---------- Forwarded message ---------\n> From: Bob <bob@example.com>\n>\n> Hello";
  const block =
    "Yes.\n\nFrom: Bob <bob@example.com>\nSent: Monday, 4 March 2024 10:00\nTo: Ada\nSubject: Offer\n\nHello";
  expect(classify({ subject: "Re: Fwd: Offer" })).toMatchObject({ forwarded: false, replyToForwarded: true });
  expect(classify({ subject: "Re: Offer", text: quoted })).toMatchObject({ forwarded: false, replyToForwarded: true });
  expect(classify({ subject: "Re: Offer", text: block })).toEqual(nothing);
  expect(classify({ ...header("in-reply-to", "<1@example.com>"), text: block })).toEqual(nothing);
});
