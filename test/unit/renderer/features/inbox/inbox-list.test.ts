import { describe, expect, test } from "vitest";
import { withConversations } from "#renderer/features/inbox/inbox-list.ts";
import type { ConversationView } from "#shared/contract/views.ts";
import { ConversationId, TicketId } from "#shared/model/ids.ts";

function conversation(id: string, atEpochMs: number, ticketId: string | null = null): ConversationView {
  return {
    id: ConversationId.parse(id),
    ticketId: ticketId === null ? null : TicketId.parse(ticketId),
    channelId: null,
    kind: "thread",
    subject: "",
    participants: [],
    listId: null,
    forwarded: false,
    createdAtEpochMs: 1,
    lastMessageAtEpochMs: atEpochMs,
    messageCount: 1,
    snippet: "",
    writer: null,
  };
}

const idsAfter = (before: readonly ConversationView[], changed: readonly ConversationView[]) =>
  withConversations(before, changed, false).map(({ id }) => id);

describe("the inbox as the feed changes it", () => {
  const before = [conversation("b", 20), conversation("a", 10)];

  test("[B2] a new conversation without a ticket comes in at its place", () => {
    expect(idsAfter(before, [conversation("new", 15)])).toEqual(["b", "new", "a"]);
  });

  test("a conversation that is written in again goes up, and is there once", () => {
    expect(idsAfter(before, [conversation("a", 30)])).toEqual(["a", "b"]);
  });

  test("[B2] a conversation that got a ticket leaves, one that always had one never comes", () => {
    expect(idsAfter(before, [conversation("b", 40, "t1"), conversation("other", 50, "t2")])).toEqual(["a"]);
  });

  test("where nothing changed the list is the same object", () => {
    expect(withConversations(before, [], false)).toBe(before);
  });

  test("[B2] one that is put away leaves the inbox and comes to what was put away, and back", () => {
    const away = { ...conversation("b", 20), filed: { as: "archived", atEpochMs: 30, byUserId: null } } as const;
    const back = { ...away, filed: { ...away.filed, as: "inbox" } } as const;
    expect([idsAfter(before, [away]), withConversations([], [away], true).map(({ id }) => id)]).toEqual([["a"], ["b"]]);
    expect([idsAfter([], [back]), withConversations([away], [back], true)]).toEqual([["b"], []]);
  });
});
