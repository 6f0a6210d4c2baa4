/** The tickets that the open one is linked with: fetched once for the panel and for the words of the timeline. */
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { TicketView } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";

export type LinkedTicketMap = ReadonlyMap<TicketId, TicketView>;

const NONE: LinkedTicketMap = new Map();
const LinkedContext = createContext<LinkedTicketMap>(NONE);

export function useLinkedTickets(): LinkedTicketMap {
  return useContext(LinkedContext);
}

export function LinkedTicketsProvider(props: { readonly links: TicketView["links"]; readonly children: ReactNode }) {
  const { client } = useDesk();
  const [linked, setLinked] = useState<LinkedTicketMap>(NONE);
  // The ids decide: a new array with the same ids is no change.
  const wanted = props.links.map(({ ticketId }) => ticketId).join("\n");

  useEffect(() => {
    if (wanted === "") return undefined;
    const cancelled = new AbortController();
    const loads = wanted.split("\n").map((id) => client.tickets.get({ id }, { signal: cancelled.signal }));
    void Promise.allSettled(loads).then((results) => {
      if (cancelled.signal.aborted) return;
      // One that can't be had is shown without its subject.
      const tickets = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      setLinked(new Map(tickets.map((ticket) => [ticket.id, ticket])));
    });
    return () => cancelled.abort();
  }, [client, wanted]);

  return <LinkedContext value={linked}>{props.children}</LinkedContext>;
}
