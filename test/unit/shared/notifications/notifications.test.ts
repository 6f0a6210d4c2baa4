import { describe, expect, test } from "vitest";
import type { NotificationView } from "#shared/contract/outbox.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import { UserId } from "#shared/model/ids.ts";
import { describeNotification } from "#shared/notifications/describe.ts";
import { newsAmong } from "#shared/notifications/news.ts";

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

test("a notification is one sentence that names what it is about", () => {
  const t = createTranslate("en");
  expect([
    describeNotification(notification("a"), t),
    describeNotification(notification("a", { topic: "mail-returned", about: "ada@example.com" }), t),
    describeNotification(notification("a", { about: "" }), t),
  ]).toEqual([
    "“Re: order” was not sent",
    "Mail to ada@example.com could not be delivered",
    "“(no subject)” was not sent",
  ]);
});

describe("what is news", () => {
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
