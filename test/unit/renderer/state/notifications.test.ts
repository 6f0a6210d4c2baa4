import { describe, expect, test } from "vitest";
import { newsAmong, withNotifications } from "#renderer/state/notifications.ts";
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

const idsOf = (items: readonly NotificationView[]) => items.map(({ id }) => id);

describe("notifications as the feed changes them", () => {
  test("newest first, each once, as it is now", () => {
    const before = [notification("b", { createdAtEpochMs: 20 }), notification("a", { createdAtEpochMs: 10 })];
    const changed = [
      notification("a", { createdAtEpochMs: 10, read: true }),
      notification("c", { createdAtEpochMs: 30 }),
    ];
    expect(withNotifications(before, changed)).toEqual([changed[1], before[0], changed[0]]);
  });

  test("a notification is news once, however often the feed tells it", () => {
    const first = newsAmong([notification("a")], new Set(), NOW);
    const again = newsAmong([notification("a"), notification("b")], first.told, NOW);
    expect([idsOf(first.news), idsOf(again.news)]).toEqual([["a"], ["b"]]);
  });

  test("what is read or old is no news, and doesn't become some by being marked unread", () => {
    const old = notification("old", { createdAtEpochMs: NOW - 60 * 60_000 });
    const first = newsAmong([notification("a", { read: true }), old], new Set(), NOW);
    const later = newsAmong([notification("a")], first.told, NOW);
    expect([first.news, later.news]).toEqual([[], []]);
  });
});
