import { describe, expect, test } from "vitest";
import { isOutgoing, needsLook, type Outgoing, waitOf } from "#renderer/features/ticket/delivery/wait-of.ts";
import { writtenOf } from "#renderer/features/ticket/delivery/written-of.ts";
import type { DeliveryView } from "#shared/contract/views.ts";
import type { ChannelHealth } from "#shared/model/mail-channel.ts";
import { ChannelId, MessageId } from "#shared/model/ids.ts";
import { fakeClient } from "../../../fake-client.ts";
import { answer, classification, message } from "../fixtures.ts";
import { draft } from "./drafts.ts";

const CHANNEL = ChannelId.parse("ch1");
const FAILURE = { code: "temporary", detail: "451 later", atEpochMs: 1 } as const;
const MAILBOX = {
  enabled: true,
  imap: { host: "imap.example", port: 993, security: "tls", username: "u" },
  smtp: { host: "smtp.example", port: 465, security: "tls", username: "u" },
  auth: { kind: "password" },
  trustedCertificate: null,
  folders: ["INBOX"],
  junk: "ignore",
  sentCopy: "append",
  markSeen: true,
  fetchDays: null,
  senderName: "",
  signature: "",
} as const;

function mail(id: string, atEpochMs: number, change: Partial<DeliveryView> = {}): Outgoing {
  const written = answer(id, atEpochMs);
  if (!isOutgoing(written)) throw new Error("It is in the outbox.");
  return { ...written, delivery: { ...written.delivery, notBeforeEpochMs: 0, ...change } };
}

function health(state: ChannelHealth["state"]): ChannelHealth {
  return {
    channelId: CHANNEL,
    state,
    sinceEpochMs: 7,
    lastMessageAtEpochMs: null,
    lastConnectedAtEpochMs: null,
    failure: null,
    retryAtEpochMs: null,
    progress: null,
    sendFailure: null,
  };
}

describe("[H1] why a mail waits", () => {
  const wait = (waiting: Outgoing, scene: Partial<Parameters<typeof waitOf>[1]> = {}) =>
    waitOf(waiting, {
      nowEpochMs: 100,
      channels: [{ id: CHANNEL, mailbox: { ...MAILBOX, folders: ["INBOX"] } }],
      mailboxes: [health("connected")],
      messages: [waiting],
      ...scene,
    });

  test.each([
    ["the undo window", wait(mail("m", 1, { notBeforeEpochMs: 110 })), { kind: "undo", untilEpochMs: 110 }],
    [
      "the time that a person chose",
      wait(mail("m", 1, { notBeforeEpochMs: 110, scheduled: true })),
      { kind: "scheduled", atEpochMs: 110 },
    ],
    [
      "no mailbox",
      wait(mail("m", 1), { channels: [{ id: CHANNEL, mailbox: null }] }),
      { kind: "no-mailbox", channelId: CHANNEL },
    ],
    ["a channel that is gone", wait(mail("m", 1), { channels: [] }), { kind: "no-mailbox", channelId: CHANNEL }],
    ["a paused mailbox", wait(mail("m", 1), { mailboxes: [health("paused")] }), { kind: "paused", channelId: CHANNEL }],
    [
      "a refused login",
      wait(mail("m", 1), { mailboxes: [health("refused")] }),
      { kind: "refused", channelId: CHANNEL },
    ],
    [
      "no network",
      wait(mail("m", 1), { mailboxes: [health("offline")] }),
      { kind: "offline", channelId: CHANNEL, sinceEpochMs: 7 },
    ],
    [
      "the server's wish",
      wait(mail("m", 1, { lastFailure: FAILURE, retryAtEpochMs: 130 })),
      { kind: "retry", failure: FAILURE, atEpochMs: 130 },
    ],
    ["nothing more", wait(mail("m", 1, { lastFailure: FAILURE, retryAtEpochMs: 90 })), { kind: "next" }],
  ])("%s", (_what, reason, expected) => {
    expect(reason).toEqual(expected);
  });

  test("what was written before on the ticket goes before; a later one, a sent one or one put off does not hold it up", () => {
    const waiting = mail("m2", 2);
    const others = [
      mail("m1", 1),
      mail("m1", 1, { state: "held" }),
      mail("m1", 1, { state: "sent" }),
      mail("m1", 1, { state: "failed" }),
      mail("m1", 1, { scheduled: true, notBeforeEpochMs: 500 }),
      mail("m3", 3),
      message("m0", 0),
    ];
    expect(others.map((other) => wait(waiting, { messages: [other, waiting] }).kind)).toEqual([
      "turn",
      "turn",
      "next",
      "next",
      "next",
      "next",
      "next",
    ]);
  });
});

test("a folded mail tells what a person should look at, and nothing of one that simply went out", () => {
  const returned = {
    address: "a@x.example",
    status: "5.1.1",
    hard: true,
    messageId: MessageId.parse("b"),
    atEpochMs: 1,
  };
  expect(
    [
      mail("m", 1),
      mail("m", 1, { state: "held" }),
      mail("m", 1, { state: "failed" }),
      mail("m", 1, { state: "unsure" }),
      mail("m", 1, { state: "sent", returned: [returned] }),
      mail("m", 1, { state: "sent", refused: [{ address: "a@x.example", detail: "" }] }),
      mail("m", 1, { state: "sent" }),
      mail("m", 1, { state: "cancelled" }),
    ].map(needsLook),
  ).toEqual([true, true, true, true, true, true, false, false]);
});

describe("what was written, read off the mail", () => {
  const client = fakeClient({});
  const own = { text: "Hello", to: [{ name: "Carla", address: "carla@example.com" }], subject: "Lamp" };

  test("an answer answers the same mail again", async () => {
    const asked = message("m1", 1);
    const written = answer("m2", 2, { references: ["x@y.example", asked.rfcMessageId] });
    expect(await writtenOf(client.messages, written, [asked, written])).toEqual({
      mode: "reply",
      draft: draft({ ...own, messageId: asked.id }),
    });
  });

  test("a new mail stays one; a forward becomes one with all of its text", async () => {
    const forward = answer("m2", 2, {
      text: "See below\n\n---------- Forwarded message ----------\nHi",
      visibleText: "See below",
      classification: classification({ forwarded: true }),
    });
    expect([
      await writtenOf(client.messages, answer("m1", 1), []),
      await writtenOf(client.messages, forward, []),
    ]).toEqual([
      { mode: "new", draft: draft(own) },
      { mode: "new", draft: draft({ ...own, text: forward.text }) },
    ]);
  });
});
