import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { useDesk, useDeskState, useLocalDb } from "#renderer/state/desk-context.tsx";
import type { TicketId } from "#shared/model/ids.ts";
import { createOpenTicket, type OpenTicket, type RecordState } from "./ticket-record.ts";

export type ShownTicket = { readonly open: OpenTicket; readonly state: RecordState };

/** Opens a ticket while the component is shown. A move that waits for the core's answer is laid over the record. */
export function useOpenTicket(id: TicketId): ShownTicket {
  const desk = useDesk();
  const open = useMemo(() => createOpenTicket(desk, id, pause), [desk, id]);
  useEffect(() => open.start(), [open]);
  useEffect(() => desk.hold(id), [desk, id]);
  const state = useStore(open.store);
  const move = useDeskState((desks) => desks.moves.get(id));

  const shown = useMemo<RecordState>(() => {
    if (state.kind !== "ready" || move === undefined) return state;
    const { pipelineId, stageId } = move.to;
    return { kind: "ready", record: { ...state.record, ticket: { ...state.record.ticket, pipelineId, stageId } } };
  }, [state, move]);
  return { open, state: shown };
}

/**
 * When the person last had this ticket open in this browser, epoch milliseconds: undefined where that isn't known, null while it is looked up.
 * Written anew when they leave it.
 */
export function useLastSeen(id: TicketId): number | null | undefined {
  const { preferences } = useLocalDb();
  const { now } = useDesk();
  const [seen, setSeen] = useState<number | null | undefined>(null);
  useEffect(() => {
    const key = `seen:${id}`;
    let shown = true;
    preferences.get(key).then(
      (row) => {
        if (shown) setSeen(typeof row?.value === "number" ? row.value : undefined);
      },
      () => {
        if (shown) setSeen(undefined);
      },
    );
    return () => {
      shown = false;
      // Comfort only: where nothing can be stored the ticket's own mark decides.
      preferences.put({ key, value: now() }).catch(() => undefined);
    };
  }, [preferences, id, now]);
  return seen;
}

function pause(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
