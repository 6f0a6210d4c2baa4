import { describe, expect, test } from "vitest";
import { detailOfNotification, routeOfNotification } from "#renderer/features/notifications/describe-notification.ts";
import type { NotificationView } from "#shared/contract/outbox.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import { ChannelId, OutboxItemId, TicketId, UserId } from "#shared/model/ids.ts";

const channelId = ChannelId.parse("ch_1");
const outboxItemId = OutboxItemId.parse("o1");
const ticketId = TicketId.parse("t1");

function notification(change: Partial<NotificationView>): NotificationView {
  return {
    id: "n1",
    kind: "notification",
    userId: UserId.parse("me"),
    topic: "mail-failed",
    ticketId,
    outboxItemId,
    channelId,
    about: "Re: order",
    detail: "",
    read: false,
    createdAtEpochMs: 1,
    ...change,
  };
}

describe("a notification", () => {
  test("[H1b, D7] says why a mail is held in words, and otherwise what the server said", () => {
    const t = createTranslate("en");
    const detail = (change: Partial<NotificationView>) => detailOfNotification(notification(change), t);
    expect([
      detail({ topic: "mail-held", detail: "stale" }),
      detail({ topic: "mail-held", detail: "something new" }),
      detail({ detail: "552 too large" }),
    ]).toEqual(["The ticket changed after it was written.", "", "552 too large"]);
  });

  test("leads to where something can be done: the mail, the ticket, the mailbox", () => {
    expect([
      routeOfNotification(notification({})),
      routeOfNotification(notification({ outboxItemId: null })),
      routeOfNotification(notification({ topic: "workflow-failed", outboxItemId: null })),
      routeOfNotification(notification({ topic: "workflow-paused", outboxItemId: null })),
      routeOfNotification(notification({ topic: "mailbox-refused" })),
      routeOfNotification(notification({ topic: "mailbox-refused", channelId: null })),
    ]).toEqual([
      { page: "outbox", tab: "all", itemId: outboxItemId },
      { page: "ticket", ticketId },
      { page: "attention" },
      { page: "attention" },
      { page: "settings", section: "channels", id: channelId, tab: null },
      null,
    ]);
  });
});
