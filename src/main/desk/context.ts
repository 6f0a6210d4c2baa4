import type { Activity } from "#shared/model/activity.ts";
import type { EventId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { User } from "#shared/model/setup/user.ts";
import type { Store } from "#main/store/store.ts";
import type { SetupCache } from "./setup-cache.ts";
import type { WriteQueue } from "./write-queue.ts";

export type Clock = { nowEpochMs(): number };

export type Log = {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
};

/** What commands, automation and mail share. Built once by `createCore`. */
export type DeskContext = {
  readonly store: Store;
  readonly setup: SetupCache;
  readonly clock: Clock;
  readonly log: Log;
  readonly queue: WriteQueue;
  /** The next reading of this device's hybrid logical clock: every write takes its own. */
  nextStamp(): string;
  /** Takes the next ticket number. Numbers are never given twice, also not after a crash. */
  nextTicketNumber(): number;
  /**
   * Lets the automations act on a ticket's pending events, in memory: the caller writes what comes back.
   * @param processed events that were seen to already; those seen to now are added.
   */
  automate(ticket: Ticket, processed: Set<EventId>): Promise<Automated>;
};

/** What the automations made of a ticket's pending events. The events themselves stay pending until all of it is written. */
export type Automated = {
  readonly ticket: Ticket;
  readonly activities: readonly Activity[];
  readonly runs: readonly Run[];
};

/** Who gives a command. */
export type Actor = { readonly user: User };
