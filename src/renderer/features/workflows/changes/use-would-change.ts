import { useEffect, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { ReplayDifference, ReplayTotals } from "#shared/contract/explanations/replay.ts";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import { followReplay, type ReplayState } from "../replay/follow-replay.ts";

export const REPLAYED_DAYS = 90;
/** Nobody reads more; the rest is counted. */
const MOST_TICKETS = 50;

export type WouldChange =
  | { readonly kind: "running"; readonly totals: ReplayTotals | null; readonly tickets: readonly ReplayDifference[] }
  | { readonly kind: "done"; readonly totals: ReplayTotals; readonly tickets: readonly ReplayDifference[] }
  | { readonly kind: "failed"; readonly error: unknown };

/** Goes with the last days' tickets through a definition and through the one that runs; ends where it is no longer looked at. */
export function useWouldChange(id: WorkflowId, definition: WorkflowDefinition | null): WouldChange | null {
  const { client } = useDesk();
  const [state, setState] = useState<WouldChange | null>(null);
  useEffect(() => {
    if (definition === null) return;
    const ends = new AbortController();
    const { signal } = ends;
    const input = { id, days: REPLAYED_DAYS, definition, against: "current" as const };
    void followReplay(
      () => client.workflows.replay(input, { signal }),
      signal,
      (told) => setState(byTicket(told)),
    );
    return () => ends.abort();
  }, [client, id, definition]);
  return state;
}

/** Of each ticket the first thing that would have been another. */
function byTicket({ kind, totals, differences, error }: ReplayState): WouldChange {
  if (kind === "failed") return { kind, error };
  const first = new Map<TicketId, ReplayDifference>();
  for (const difference of differences) if (!first.has(difference.ticketId)) first.set(difference.ticketId, difference);
  const tickets = Array.from(first.values()).slice(0, MOST_TICKETS);
  return kind === "done" && totals !== null ? { kind, totals, tickets } : { kind: "running", totals, tickets };
}
