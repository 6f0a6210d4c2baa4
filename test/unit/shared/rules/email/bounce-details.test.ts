import { expect, test } from "vitest";

import { readBounceDetails } from "#shared/rules/email/bounce-details.ts";

const none = { deliveryStatusTexts: [], returnedHeaderTexts: [], text: "", failedRecipients: "", subject: "" };

test("[D7] reads recipients, status and the original Message-ID of a standard report", () => {
  const status =
    "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; Bob@Example.com\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\nFinal-Recipient: rfc822;eve@example.com\nAction: delayed\nStatus: 4.4.1\n\nFinal-Recipient: rfc822;ok@example.com\nAction: delivered\nStatus: 2.0.0\n";
  expect(
    readBounceDetails({
      ...none,
      deliveryStatusTexts: [status],
      returnedHeaderTexts: ["From: a@b.c\nMessage-ID:\n <ticket-7@desk.example>\nSubject: x"],
    }),
  ).toEqual({
    recipients: [
      { address: "bob@example.com", status: "5.1.1", hard: true },
      { address: "eve@example.com", status: "4.4.1", hard: false },
    ],
    originalMessageId: "ticket-7@desk.example",
  });
});

test("[D7] reads a home-made report", () => {
  const text =
    "Hi. This is the qmail-send program at mx.example.\n\n<bob@example.com>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 unknown user\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <ada@desk.example>\nMessage-ID: <77@desk.example>\nTo: bob@example.com\n";
  expect(readBounceDetails({ ...none, text })).toEqual({
    recipients: [{ address: "bob@example.com", status: "5.1.1", hard: true }],
    originalMessageId: "77@desk.example",
  });
});

test("[D7] a delay is soft, and so is a full stop without a code after a timeout", () => {
  const text =
    "This message was created automatically.\nA message that you sent has not yet been delivered:\n\n  bob@example.com\n    retry timeout exceeded\n";
  expect(readBounceDetails({ ...none, text, failedRecipients: "bob@example.com" }).recipients).toEqual([
    { address: "bob@example.com", status: "", hard: false },
  ]);
});

const HARD = { status: "", hard: true };

test.each([
  ["alone, in quotation marks", 'Your message failed:\n\n"bob@b.example":\n   no such user\n', HARD],
  ["in a sentence", "There was an error delivering your mail to <bob@b.example>.\nThe user is unknown.", HARD],
  ["at the beginning of a sentence", "Your message to bob@b.example couldn't be delivered.", HARD],
  ["in German", "Ihre Nachricht an bob@b.example konnte nicht zugestellt werden.", HARD],
  ["in Italian", "Il messaggio inviato a bob@b.example non è stato consegnato.", HARD],
  ["in French", "Votre message à bob@b.example n'a pas pu être remis.", HARD],
  ["in Japanese", "次の宛先に配信できませんでした bob@b.example", HARD],
  ["with its kind", "Recipient: [SMTP:bob@b.example]\nReason: 5.1.1 unknown", { status: "5.1.1", hard: true }],
  [
    "in what the servers said",
    "It was received at noon.\n\n   ----- Transcript of session follows -----\n>>> RCPT To:<bob@b.example>\n<<< 550 5.1.1 User unknown\n",
    { status: "5.1.1", hard: true },
  ],
  [
    "over a server that cannot be reached",
    "This message was created automatically.\n\n  bob@b.example\n    all hosts for 'b.example' have been failing for a long time (and retry time not reached)\n",
    { status: "", hard: false },
  ],
  [
    "over a queue's end",
    "<bob@b.example>:\nI'm not going to try again; this message has been in the queue too long.\n",
    { status: "", hard: false },
  ],
  ["beside the one to ask", "Your mail to <bob@b.example> failed. For help contact eve@desk.example.", HARD],
])("[D7] a report names its recipient %s", (_where, text, expected) => {
  expect(readBounceDetails({ ...none, text }).recipients).toEqual([{ address: "bob@b.example", ...expected }]);
});

test("[D7] a list in one line is all of it", () => {
  const text = "Delivery failed for: bob@b.example, eve@b.example";
  expect(readBounceDetails({ ...none, text }).recipients.map(({ address }) => address)).toEqual([
    "bob@b.example",
    "eve@b.example",
  ]);
});

test.each([
  "Please contact eve@b.example about your delivery.",
  "This message was sent by eve@b.example",
  "Questions about mail: postmaster@b.example",
  "From: eve@b.example",
])("[D7] who wrote or helps is no failed recipient: %j", (text) => {
  expect(readBounceDetails({ ...none, text }).recipients).toEqual([]);
});

const EXIM =
  "Reporting-MTA: dns; mx\n\nAction: failed\nFinal-Recipient: rfc822;bob@b.example\nStatus: 5.0.0\n\nAction: failed\nFinal-Recipient: rfc822;eve@b.example\nStatus: 5.0.0\n";

test("[D7] a server that has been failing for a long time is no wrong address", () => {
  const text =
    "These addresses failed:\n\n  bob@b.example\n    all hosts for 'b.example' have been failing for a long time\n\n  eve@b.example\n    unknown user\n";
  expect(readBounceDetails({ ...none, text, deliveryStatusTexts: [EXIM] }).recipients).toEqual([
    { address: "bob@b.example", status: "5.0.0", hard: false },
    { address: "eve@b.example", status: "5.0.0", hard: true },
  ]);
});
