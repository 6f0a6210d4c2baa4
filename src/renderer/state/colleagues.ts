import { useMemo } from "react";
import type { TicketId, UserId } from "#shared/model/ids.ts";
import type { Colleague } from "#shared/sync/protocol.ts";
import { useDeskState } from "./desk-context.tsx";

/** Somebody else who is at a ticket; of several windows of theirs the one in which they type counts. */
export type Present = { readonly userId: UserId; readonly name: string; readonly isTyping: boolean };

/** Who else is at the ticket, each once, in the order of the list. Pure. */
export function presentAt(
  colleagues: readonly Colleague[],
  ticketId: TicketId,
  users: readonly { readonly id: UserId; readonly name: string }[],
): readonly Present[] {
  const typing = new Map<UserId, boolean>();
  for (const colleague of colleagues)
    if (colleague.ticketId === ticketId)
      typing.set(colleague.userId, colleague.isTyping || typing.get(colleague.userId) === true);
  return [...typing].flatMap(([userId, isTyping]) => {
    const user = users.find(({ id }) => id === userId);
    return user === undefined ? [] : [{ userId, name: user.name, isTyping }];
  });
}

/** Who else of the team is at the ticket now. */
export function usePresentAt(ticketId: TicketId): readonly Present[] {
  const colleagues = useDeskState((state) => state.colleagues);
  const users = useDeskState((state) => state.setup.users);
  return useMemo(() => presentAt(colleagues, ticketId, users), [colleagues, ticketId, users]);
}
