import { useEffect, useState } from "react";
import type { TicketId } from "#shared/model/ids.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import type { TicketSubject } from "../../state/shell-store.ts";

type MenuTicket = TicketSubject & Pick<TicketCard, "aside">;

/** The ticket as the board has it, else as the core tells it; null before it has, and where it is gone. */
export function useMenuTicket(id: TicketId): MenuTicket | null {
  const { client } = useDesk();
  const card = useDeskState((state) => state.board.cards.get(id)) ?? null;
  const [told, setTold] = useState<MenuTicket | null>(null);
  const isKnown = card !== null;
  useEffect(() => {
    if (isKnown) return undefined;
    const asking = new AbortController();
    // What can't be asked for now can't be changed either: the menu goes on without it.
    client.tickets.get({ id }, { signal: asking.signal }).then(setTold, () => undefined);
    return () => asking.abort();
  }, [client, id, isKnown]);
  return card ?? told;
}
