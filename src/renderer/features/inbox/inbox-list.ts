import type { ConversationView } from "#shared/contract/views.ts";

/** The inbox with what the live feed told: newest first; a conversation that got a ticket leaves. */
export function withConversations(
  items: readonly ConversationView[],
  changed: readonly ConversationView[],
): readonly ConversationView[] {
  if (changed.length === 0) return items;
  const ids = new Set(changed.map(({ id }) => id));
  const kept = items.filter(({ id }) => !ids.has(id));
  const entering = changed.filter(({ ticketId }) => ticketId === null);
  return [...kept, ...entering].toSorted(
    (a, b) => b.lastMessageAtEpochMs - a.lastMessageAtEpochMs || (a.id < b.id ? 1 : -1),
  );
}
