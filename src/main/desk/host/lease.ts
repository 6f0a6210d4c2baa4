import { z } from "zod";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { Stored } from "#main/store/repository.ts";
import type { Store } from "#main/store/store.ts";
import type { Clock } from "../context.ts";
import { LEASE_MS } from "./limits.ts";

/** One for all processes over one database. */
const LEASE_RECORD = "host-lease";

/** `untilEpochMs` is by the holder's clock, for a person who looks; 0: it was given back. */
const LeaseValue = z.object({ holder: z.string(), fence: z.number().int(), untilEpochMs: z.number() });

/**
 * Who of several processes is the host. Taken, renewed and given back by compare-and-set of one record; each taking raises its number. Whoever acts by it renews it in the same transaction: so
 * what is done by one that lost it can't be committed, whatever its clock says and however the database isolates. All methods are called inside a transaction.
 *
 * Clocks of two processes are never compared: the lease of another is over once its record has stood unchanged for `LEASE_MS` by the own clock. A clock that jumps takes it too early, which the
 * number makes harmless.
 */
export type Lease = {
  /** Takes or renews it where that may be. @returns its number; null: another has it */
  take(): Promise<number | null>;
  /** @throws PD_HOST_LOST where another has taken it since */
  require(): Promise<number>;
  giveBack(): Promise<void>;
};

export function createLease(store: Pick<Store, "local" | "afterRollback">, clock: Clock, holder: string): Lease {
  /** The number under which this process took it last. */
  let own: number | null = null;
  let seen: { readonly rev: string; readonly atEpochMs: number } | null = null;

  async function write(previous: Stored<LocalRecord> | null, fence: number, untilEpochMs: number): Promise<void> {
    const value = { holder, fence, untilEpochMs };
    await store.local.write([{ previous, next: { id: LEASE_RECORD, value, updatedAtEpochMs: clock.nowEpochMs() } }]);
  }

  async function read() {
    const record = await store.local.get(LEASE_RECORD);
    return { record, lease: LeaseValue.safeParse(record?.value).data ?? null };
  }

  /** Whether its holder has shown no sign for so long, by this process's clock. */
  function isOver({ _rev: rev }: Stored<LocalRecord>): boolean {
    const nowEpochMs = clock.nowEpochMs();
    // A clock that was set back begins the wait anew, or it would never end.
    if (seen?.rev !== rev || nowEpochMs < seen.atEpochMs) seen = { rev, atEpochMs: nowEpochMs };
    return nowEpochMs - seen.atEpochMs >= LEASE_MS;
  }

  function keep<Kept extends number | null>(fence: Kept): Kept {
    const before = own;
    store.afterRollback(() => (own = before));
    own = fence;
    return fence;
  }

  return {
    async take() {
      const { record, lease } = await read();
      const untilEpochMs = clock.nowEpochMs() + LEASE_MS;
      if (lease !== null && lease.holder === holder && lease.fence === own) {
        await write(record, lease.fence, untilEpochMs);
        return lease.fence;
      }
      if (record !== null && lease !== null && lease.untilEpochMs !== 0 && !isOver(record)) return null;
      const fence = (lease?.fence ?? 0) + 1;
      await write(record, fence, untilEpochMs);
      return keep(fence);
    },
    async require() {
      const { record, lease } = await read();
      if (lease === null || lease.holder !== holder || lease.fence !== own) throw hostLost();
      await write(record, lease.fence, clock.nowEpochMs() + LEASE_MS);
      return lease.fence;
    },
    async giveBack() {
      const { record, lease } = await read();
      if (lease === null || lease.holder !== holder || lease.fence !== own) return;
      await write(record, lease.fence, 0);
      // Taken again it is another, with what happened in between.
      keep(null);
    },
  };
}

export function hostLost(): PipedeskError {
  return new PipedeskError("PD_HOST_LOST", "Another process or machine is the host of automation.");
}
