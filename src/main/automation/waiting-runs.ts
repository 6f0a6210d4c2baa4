import type { RunId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import { scanWaitingRuns } from "#main/store/scan.ts";
import type { Store } from "#main/store/store.ts";
import { createDueQueue } from "./due-queue.ts";
import { spreadOver } from "./spread.ts";

/** Which runs wait, on which tickets and until when: kept in memory, so that an event on a ticket that waits for nothing costs no read. */
export type WaitingRuns = {
  of(ticketId: TicketId): readonly RunId[];
  /** The run that is due first; null where none has a time. */
  earliest(): WaitingRun | null;
  /** Runs that are due by then, in the order of their times, as long as each is of another ticket; at most so many. */
  firstOfTickets(untilEpochMs: number, max: number): readonly WaitingRun[];
  /** Called when the earliest may be another. */
  onChange(listener: () => void): void;
  /** Takes over what the store says of a run; null: it is gone. */
  note(id: RunId, run: Run | null): void;
  /** F11b: the run is held with those of its workflow; it comes up again when they are let go on. */
  park(id: RunId, workflowId: WorkflowId): void;
  /** The workflows of which runs are parked. */
  parked(): ReadonlySet<WorkflowId>;
  /** Runs of the workflow come up again. */
  unpark(workflowId: WorkflowId): void;
  /** What is due by then comes up little by little from now on, in its order, so that it makes no storm. In this process. */
  spread(untilEpochMs: number, nowEpochMs: number): void;
  /** Two runs come up in each other's place, in this process. */
  swap(one: RunId, other: RunId): void;
  /** Looks at the run later than the store says, in this process: something is wrong with it. */
  postpone(id: RunId, untilEpochMs: number): void;
  close(): void;
};

export type WaitingRun = { readonly id: RunId; readonly ticketId: TicketId; readonly wakeAtEpochMs: number };

/** Reads the runs that wait, and follows their collection from then on. */
export async function createWaitingRuns({ runs, sql }: Pick<Store, "runs" | "sql">): Promise<WaitingRuns> {
  const entries = new Map<RunId, WaitingRun>();
  // Nearly every ticket that waits does so in one run: no array of its own for each of fifty thousand.
  const byTicket = new Map<TicketId, RunId | readonly RunId[]>();
  const aside = new Map<RunId, WorkflowId>();
  const due = createDueQueue<WaitingRun>((entry) => entries.get(entry.id) === entry && !aside.has(entry.id));
  let listener: () => void = () => undefined;
  /** What another process wrote while they were read: that is newer. */
  let told: Set<RunId> | null = new Set();

  function runsOf(ticketId: TicketId): readonly RunId[] {
    const known = byTicket.get(ticketId) ?? [];
    return typeof known === "string" ? [known] : known;
  }

  function put(entry: WaitingRun): void {
    const known = entries.get(entry.id);
    // A run is written more often than its time changes.
    if (known?.wakeAtEpochMs === entry.wakeAtEpochMs) return;
    entries.set(entry.id, entry);
    aside.delete(entry.id);
    if (entry.wakeAtEpochMs > 0) due.push(entry);
    if (known) return;
    const others = runsOf(entry.ticketId);
    byTicket.set(entry.ticketId, others.length === 0 ? entry.id : [...others, entry.id]);
  }

  function remove(id: RunId): void {
    const known = entries.get(id);
    if (!known) return;
    entries.delete(id);
    aside.delete(id);
    const others = runsOf(known.ticketId).filter((other) => other !== id);
    if (others.length === 0) byTicket.delete(known.ticketId);
    else byTicket.set(known.ticketId, others);
  }

  function note(id: RunId, run: Run | null): void {
    if (run === null || (run.status !== "waiting" && run.status !== "retrying")) remove(id);
    else put({ id, ticketId: run.ticketId, wakeAtEpochMs: run.wakeAtEpochMs });
  }

  // At once, not after the commit: the next piece of work of the same commit meets runs that the one before let wait.
  const unfollow = runs.follow((run) => {
    told?.add(run.id);
    note(run.id, run._deleted ? null : run);
  });
  for (const row of await scanWaitingRuns(sql)) if (!told.has(row.id)) put(row);
  told = null;
  const subscription = runs.changes.subscribe(() => listener());

  return {
    of: runsOf,
    earliest: () => due.peek(),
    firstOfTickets(untilEpochMs, max) {
      const tickets = new Set<TicketId>();
      return due.first(({ ticketId, wakeAtEpochMs }) => {
        if (tickets.size >= max || wakeAtEpochMs > untilEpochMs || tickets.has(ticketId)) return false;
        tickets.add(ticketId);
        return true;
      });
    },
    park: (id, workflowId) => void aside.set(id, workflowId),
    parked: () => new Set(aside.values()),
    unpark(workflowId) {
      for (const [id, ofWorkflow] of aside) {
        if (ofWorkflow !== workflowId) continue;
        aside.delete(id);
        const entry = entries.get(id);
        if (entry) due.push(entry);
      }
    },
    spread(untilEpochMs, nowEpochMs) {
      const backlog = due.first(({ wakeAtEpochMs }) => wakeAtEpochMs <= untilEpochMs);
      for (const [place, wakeAtEpochMs] of spreadOver(backlog.length, nowEpochMs).entries()) {
        const entry = backlog[place];
        if (entry) put({ ...entry, wakeAtEpochMs });
      }
    },
    swap(one, other) {
      const [a, b] = [entries.get(one), entries.get(other)];
      if (!a || !b) return;
      put({ ...a, wakeAtEpochMs: b.wakeAtEpochMs });
      put({ ...b, wakeAtEpochMs: a.wakeAtEpochMs });
    },
    onChange: (next) => void (listener = next),
    note,
    postpone(id, untilEpochMs) {
      const known = entries.get(id);
      if (known) put({ ...known, wakeAtEpochMs: untilEpochMs });
    },
    close() {
      unfollow();
      subscription.unsubscribe();
    },
  };
}
