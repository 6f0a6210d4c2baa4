import { ChannelId, MessageId, OutboxItemId, TicketId, UserId } from "#shared/model/ids.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";

export const NOW = Date.UTC(2026, 4, 4, 9);

export function outboxItem(changes: Partial<OutboxItem> = {}): OutboxItem {
  return {
    id: OutboxItemId.parse("o_1"),
    kind: "email",
    messageId: MessageId.parse("m_1"),
    ticketId: TicketId.parse("t_1"),
    channelId: ChannelId.parse("ch_1"),
    authorId: UserId.parse("user-anna"),
    automatic: false,
    createdAtEpochMs: NOW,
    stamp: "000000001-0000-a",
    state: "queued",
    notBeforeEpochMs: NOW,
    scheduled: false,
    basisStamp: "",
    hold: null,
    attempts: 0,
    retryAtEpochMs: 0,
    lastFailure: null,
    sendingSinceEpochMs: null,
    sentAtEpochMs: null,
    refused: [],
    returned: [],
    sentCopy: "none",
    ...changes,
  };
}
