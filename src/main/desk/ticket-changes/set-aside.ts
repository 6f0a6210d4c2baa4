import type { AsideKind } from "#shared/model/aside-kind.ts";
import type { PersonId, UserId } from "#shared/model/ids.ts";
import type { TicketDraft } from "./ticket-draft.ts";

/** Puts a ticket into the trash, or among the spam. What waits on it ends, as with a merge; one that lies there already goes from the one to the other. */
export function setAside(
  draft: TicketDraft,
  as: AsideKind,
  byUserId: UserId,
  blockedIds: readonly PersonId[] = [],
): void {
  if (draft.ticket.aside?.as === as) return;
  draft.set({
    aside: {
      as,
      atEpochMs: draft.origin.atEpochMs,
      byUserId,
      ...(blockedIds.length > 0 ? { blockedIds: [...blockedIds] } : {}),
    },
  });
  draft.emit({ type: "ticket.set-aside", as });
}

/** Takes it out again: it stands where it stood. */
export function bringBack(draft: TicketDraft): void {
  const { aside } = draft.ticket;
  if (aside === undefined) return;
  draft.set({ aside: undefined });
  draft.emit({ type: "ticket.brought-back", from: aside.as });
}
