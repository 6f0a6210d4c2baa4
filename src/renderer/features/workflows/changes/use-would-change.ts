import { useEffect, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { ReplayDifference, ReplayEntry, ReplayTotals } from "#shared/contract/explanations/replay.ts";
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
    const { signal } = ends;
    const input = { id, days: REPLAYED_DAYS, definition, against: "current" as const };
    void follow(() => client.workflows.replay(input, { signal }), signal, setState);
    return () => ends.abort();
  }, [client, id, definition]);
  return state;
}

/** Tells how far the replay is, until it is done or nobody looks any more. */
async function follow(
  begin: () => Promise<AsyncIterable<ReplayEntry>>,
  signal: AbortSignal,
  tell: (state: WouldChange) => void,
): Promise<void> {
  tell({ kind: "running", totals: null, tickets: [] });
  const byTicket = new Map<TicketId, DifferingTicket>();
  const tickets = () => Array.from(byTicket.values()).slice(0, MOST_TICKETS);
  try {
    for await (const entry of await begin()) {
      if (signal.aborted) return;
      if (entry.type === "difference" && !byTicket.has(entry.difference.ticketId))
        byTicket.set(entry.difference.ticketId, entry.difference);
      if (entry.type === "progress") tell({ kind: "running", totals: entry.totals, tickets: tickets() });
      if (entry.type === "done") tell({ kind: "done", totals: entry.totals, tickets: tickets() });
    }
  } catch (error) {
    if (!signal.aborted) tell({ kind: "failed", error });
  }
}
