import type { ConversationView } from "#shared/contract/views.ts";
import { isInInbox } from "#shared/rules/inbox/filing.ts";

/** The inbox, or what was put away of it, with what the live feed told: newest first; what belongs there no more leaves. */
export function withConversations(
  items: readonly ConversationView[],
  changed: readonly ConversationView[],
  isFiled: boolean,
): readonly ConversationView[] {
  if (changed.length === 0) return items;
  const ids = new Set(changed.map(({ id }) => id));
  const kept = items.filter(({ id }) => !ids.has(id));
  const entering = changed.filter(
    (conversation) => conversation.ticketId === null && isInInbox(conversation) !== isFiled,
  );
  return [...kept, ...entering].toSorted(
    (a, b) => b.lastMessageAtEpochMs - a.lastMessageAtEpochMs || (a.id < b.id ? 1 : -1),
  );
}
