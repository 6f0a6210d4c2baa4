import { useEffect, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { ReplayDifference, ReplayTotals } from "#shared/contract/explanations/replay.ts";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";

export const REPLAYED_DAYS = 90;
/** Nobody reads more; the rest is counted. */
const MOST_TICKETS = 50;

export type WouldChange =
  | { readonly kind: "running"; readonly totals: ReplayTotals | null; readonly tickets: readonly DifferingTicket[] }
  | { readonly kind: "done"; readonly totals: ReplayTotals; readonly tickets: readonly DifferingTicket[] }
  | { readonly kind: "failed"; readonly error: unknown };

/** The first thing that would have been another. */
export type DifferingTicket = ReplayDifference & { readonly ticketId: TicketId };

/** Goes with the last days' tickets through a definition and through the one that runs; ends where it is no longer looked at. */
export function useWouldChange(id: WorkflowId, definition: WorkflowDefinition | null): WouldChange | null {
  const { client } = useDesk();
  const [state, setState] = useState<WouldChange | null>(null);
  useEffect(() => {
    if (definition === null) return;
    const ends = new AbortController();
    const follow = async (): Promise<void> => {
      setState({ kind: "running", totals: null, tickets: [] });
      const byTicket = new Map<TicketId, DifferingTicket>();
      const tickets = () => Array.from(byTicket.values()).slice(0, MOST_TICKETS);
      const input = { id, days: REPLAYED_DAYS, definition, against: "current" as const };
      for await (const entry of await client.workflows.replay(input, { signal: ends.signal })) {
        if (ends.signal.aborted) return;
        if (entry.type === "difference" && !byTicket.has(entry.difference.ticketId))
          byTicket.set(entry.difference.ticketId, entry.difference);
        if (entry.type === "progress") setState({ kind: "running", totals: entry.totals, tickets: tickets() });
        if (entry.type === "done") setState({ kind: "done", totals: entry.totals, tickets: tickets() });
      }
    };
    follow().catch((error: unknown) => {
      if (!ends.signal.aborted) setState({ kind: "failed", error });
    });
    return () => ends.abort();
  }, [client, id, definition]);
  return state;
}
