import type { RunId, TicketId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import { createDueQueue } from "./due-queue.ts";
import type { Store } from "#main/store/store.ts";

/** Which runs wait, on which tickets and until when: kept in memory, so that an event on a ticket that waits for nothing costs no read. */
export type WaitingRuns = {
  of(ticketId: TicketId): readonly RunId[];
  /** The run that is due first; null where none has a time. */
  earliest(): { readonly id: RunId; readonly ticketId: TicketId; readonly wakeAtEpochMs: number } | null;
  /** Called when the earliest may be another. */
  onChange(listener: () => void): void;
  close(): void;
};

type Entry = { readonly id: RunId; readonly ticketId: TicketId; readonly wakeAtEpochMs: number };

/** Reads the runs that wait, and follows their collection from then on. */
export async function createWaitingRuns({ runs }: Pick<Store, "runs">): Promise<WaitingRuns> {
  const entries = new Map<RunId, Entry>();
  const byTicket = new Map<TicketId, Set<RunId>>();
  const due = createDueQueue<Entry>();
  let listener: () => void = () => undefined;

  function put(run: Run): void {
    const isWaiting = run.status === "waiting" || run.status === "retrying";
    const known = entries.get(run.id);
    if (!isWaiting && !known) return;
    if (isWaiting) {
      const entry = { id: run.id, ticketId: run.ticketId, wakeAtEpochMs: run.wakeAtEpochMs };
      entries.set(run.id, entry);
      if (entry.wakeAtEpochMs > 0) due.push(entry);
      const ofTicket = byTicket.get(run.ticketId);
      if (ofTicket) ofTicket.add(run.id);
      else byTicket.set(run.ticketId, new Set([run.id]));
      return;
    }
    entries.delete(run.id);
    const ofTicket = byTicket.get(run.ticketId);
    ofTicket?.delete(run.id);
    if (ofTicket?.size === 0) byTicket.delete(run.ticketId);
  }

  for (const status of ["waiting", "retrying"] as const)
    for (const run of await runs.find({ selector: { status } })) put(run);
  const subscription = runs.changes.subscribe((documents) => {
    for (const run of documents) put(run);
    listener();
  });

  return {
    of: (ticketId) => Array.from(byTicket.get(ticketId) ?? []),
    earliest: () => due.peek((entry) => entries.get(entry.id) === entry),
    onChange: (next) => void (listener = next),
    close: () => subscription.unsubscribe(),
  };
}
