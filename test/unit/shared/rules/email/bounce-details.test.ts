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
