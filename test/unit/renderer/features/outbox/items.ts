import type { OutboxItemView } from "#shared/contract/outbox.ts";
import { ChannelId, MessageId, OutboxItemId, TicketId, UserId } from "#shared/model/ids.ts";
import type { ChannelHealth } from "#shared/model/mail-channel.ts";

export const CHANNEL = ChannelId.parse("ch_1");

/** A queued mail whose undo window is over, in a mailbox that works. */
export function outboxItem(id: string, change: Partial<OutboxItemView> = {}): OutboxItemView {
  return {
    id: OutboxItemId.parse(id),
    kind: "email",
    messageId: MessageId.parse(`m-${id}`),
    ticketId: TicketId.parse("t1"),
    channelId: CHANNEL,
    authorId: UserId.parse("me"),
    automatic: false,
    createdAtEpochMs: 1_000,
    state: "queued",
    notBeforeEpochMs: 11_000,
    scheduled: false,
    hold: null,
    attempts: 0,
    retryAtEpochMs: 0,
    lastFailure: null,
    sendingSinceEpochMs: null,
    sentAtEpochMs: null,
    refused: [],
    returned: [],
    sentCopy: "due",
    subject: "Re: order",
    to: [{ name: "Ada", address: "ada@example.com" }],
    snippet: "",
    ticketNumber: 7,
    ticketSubject: "Order",
    channelName: "Support",
    authorName: "Me",
    waitsForId: null,
    ...change,
  };
}

export function health(change: Partial<ChannelHealth> = {}): ChannelHealth {
  return {
    channelId: CHANNEL,
    state: "connected",
    sinceEpochMs: 5_000,
    lastMessageAtEpochMs: null,
    lastConnectedAtEpochMs: null,
    failure: null,
    retryAtEpochMs: null,
    progress: null,
    sendFailure: null,
    ...change,
  };
}
