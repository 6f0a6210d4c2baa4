/** The tickets that the open one is linked with, for the panel and for the words of the timeline: fetched once, and again when the feed tells that one changed. */
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
  const { client, onLive } = useDesk();
  const [linked, setLinked] = useState<LinkedTicketMap>(NONE);
  // The ids decide: a new array with the same ids is no change.
  const wanted = props.links.map(({ ticketId }) => ticketId).join("\n");

  useEffect(() => {
    if (wanted === "") return undefined;
    const cancelled = new AbortController();
    const { signal } = cancelled;
    const ids: readonly string[] = wanted.split("\n");
    const load = async (some: readonly string[]): Promise<void> => {
      const results = await Promise.allSettled(some.map((id) => client.tickets.get({ id }, { signal })));
      if (signal.aborted) return;
      // One that can't be had is shown without its subject.
      const tickets = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      setLinked((shown) => new Map([...shown, ...tickets.map((one) => [one.id, one] as const)]));
    };
    void load(ids);
    const stop = onLive((entry) => {
      // What was missed while the connection was lost is asked for anew.
      const changed = entry.type === "hello" ? ids : entry.tickets.map(({ id }) => id).filter((id) => ids.includes(id));
      if (changed.length > 0) void load(changed);
    });
    return () => {
      stop();
      cancelled.abort();
    };
  }, [client, onLive, wanted]);

  return <LinkedContext value={linked}>{props.children}</LinkedContext>;
}
