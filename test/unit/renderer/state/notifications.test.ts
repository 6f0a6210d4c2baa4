import { describe, expect, test } from "vitest";
import { withNotifications } from "#renderer/state/notifications.ts";
import type { NotificationView } from "#shared/contract/outbox.ts";
import { UserId } from "#shared/model/ids.ts";

const NOW = 10_000_000;

function notification(id: string, change: Partial<NotificationView> = {}): NotificationView {
  return {
    id,
    kind: "notification",
    userId: UserId.parse("me"),
    topic: "mail-failed",
    ticketId: null,
    outboxItemId: null,
    channelId: null,
    about: "Re: order",
    detail: "",
    read: false,
    createdAtEpochMs: NOW,
    ...change,
  };
}

describe("notifications as the feed changes them", () => {
  test("newest first, each once, as it is now", () => {
    const before = [notification("b", { createdAtEpochMs: 20 }), notification("a", { createdAtEpochMs: 10 })];
    const changed = [
      notification("a", { createdAtEpochMs: 10, read: true }),
      notification("c", { createdAtEpochMs: 30 }),
    ];
    expect(withNotifications(before, changed)).toEqual([changed[1], before[0], changed[0]]);
  });
});
