import { anchorOf, dueAt } from "#shared/automation/schedule/due-moment.ts";
import type { Moments } from "#shared/automation/triggers/kind.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { createDueQueue, type DueItem } from "../due-queue.ts";
import { spreadOver } from "../spread.ts";
import { looksAt, type MomentWatch } from "./moment-watch.ts";

/** A trigger of a ticket that fires at a time, or did. */
export type MomentEntry = DueItem & {
  readonly watch: MomentWatch;
  readonly ticketId: TicketId;
  /** What it counts from: it fires once for each. */
  readonly anchorEpochMs: number;
  readonly hasFired: boolean;
};

/** What the index has to know of a ticket. */
export type WatchedTicket = {
  readonly id: TicketId;
  readonly pipelineId: string;
  readonly stageId: string;
  readonly isMerged: boolean;
  readonly moments: Moments;
};

/** Which triggers of dates and silence are due when, for every ticket: exact, in memory, without a look at any ticket but the one that changed. */
export type MomentIndex = {
  watches(): readonly MomentWatch[];
  add(watch: MomentWatch): void;
  remove(key: string): void;
  has(key: string): boolean;
  /** Takes a ticket over as it is now. Returns the entries that are new; those may have fired before. */
  put(ticket: WatchedTicket, watches?: readonly MomentWatch[]): MomentEntry[];
  /** The ticket is gone. */
  drop(ticketId: TicketId): void;
  /** Whether the entry still counts. */
  isCurrent(entry: MomentEntry): boolean;
  markFired(entry: MomentEntry): void;
  postpone(entry: MomentEntry, untilEpochMs: number): void;
  /** What is due now comes up little by little from now on, in its order. */
  spread(nowEpochMs: number): void;
  earliest(): MomentEntry | null;
  /** Entries that are due by then, in the order of their times, until one of a ticket comes up that is among them already; at most `max`. */
  firstOfTickets(untilEpochMs: number, max: number): MomentEntry[];
  /** Of entries that have not fired yet. */
  readonly waiting: number;
};

/** @param onFault told where a trigger can't say when it is due for a ticket: it does not fire for that one then */
export function createMomentIndex(
  onFault: (watch: MomentWatch, ticketId: TicketId, error: unknown) => void = () => undefined,
): MomentIndex {
  const byWatch = new Map<string, { readonly watch: MomentWatch; readonly entries: Map<TicketId, MomentEntry> }>();
  const isCurrent = (entry: MomentEntry) => byWatch.get(entry.watch.key)?.entries.get(entry.ticketId) === entry;
  const queue = createDueQueue<MomentEntry>((entry) => !entry.hasFired && isCurrent(entry));

  function putOne(watch: MomentWatch, entries: Map<TicketId, MomentEntry>, ticket: WatchedTicket): MomentEntry | null {
    const anchorEpochMs = looksAt(watch, ticket) ? anchorOf(watch.trigger, ticket.moments) : null;
    if (anchorEpochMs === null || anchorEpochMs < watch.firstAnchorEpochMs) {
      entries.delete(ticket.id);
      return null;
    }
    const known = entries.get(ticket.id);
    if (known?.anchorEpochMs === anchorEpochMs) return null;
    const wakeAtEpochMs = dueAt(watch.trigger, anchorEpochMs, watch.hours);
    if (wakeAtEpochMs === null || wakeAtEpochMs < watch.sinceEpochMs) {
      entries.delete(ticket.id);
      return null;
    }
    const entry = { id: ticket.id, ticketId: ticket.id, watch, anchorEpochMs, wakeAtEpochMs, hasFired: false };
    entries.set(ticket.id, entry);
    queue.push(entry);
    return entry;
  }

  function replace(entry: MomentEntry, next: MomentEntry): void {
    if (!isCurrent(entry)) return;
    byWatch.get(entry.watch.key)?.entries.set(entry.ticketId, next);
    if (!next.hasFired) queue.push(next);
  }

  return {
    watches: () => Array.from(byWatch.values(), ({ watch }) => watch),
    add: (watch) => void byWatch.set(watch.key, { watch, entries: new Map() }),
    remove: (key) => void byWatch.delete(key),
    has: (key) => byWatch.has(key),
    put(ticket, watches) {
      const made: MomentEntry[] = [];
      for (const { watch, entries } of byWatch.values()) {
        if (watches && !watches.includes(watch)) continue;
        try {
          const entry = putOne(watch, entries, ticket);
          if (entry) made.push(entry);
        } catch (error) {
          entries.delete(ticket.id);
          onFault(watch, ticket.id, error);
        }
      }
      return made;
    },
    drop(ticketId) {
      for (const { entries } of byWatch.values()) entries.delete(ticketId);
    },
    isCurrent,
    markFired: (entry) => replace(entry, { ...entry, hasFired: true }),
    postpone: (entry, untilEpochMs) => replace(entry, { ...entry, wakeAtEpochMs: untilEpochMs }),
    spread(nowEpochMs) {
      const backlog = queue.first(({ wakeAtEpochMs }) => wakeAtEpochMs <= nowEpochMs);
      for (const [place, wakeAtEpochMs] of spreadOver(backlog.length, nowEpochMs).entries()) {
        const entry = backlog[place];
        if (entry) replace(entry, { ...entry, wakeAtEpochMs });
      }
    },
    earliest: () => queue.peek(),
    firstOfTickets(untilEpochMs, max) {
      const tickets = new Set<TicketId>();
      return queue.first(({ ticketId, wakeAtEpochMs }) => {
        if (tickets.size >= max || wakeAtEpochMs > untilEpochMs || tickets.has(ticketId)) return false;
        tickets.add(ticketId);
        return true;
      });
    },
    get waiting() {
      let count = 0;
      for (const { entries } of byWatch.values())
        for (const { hasFired } of entries.values()) if (!hasFired) count += 1;
      return count;
    },
  };
}
