/** Several processes of one server: who is at the one is seen at the others, by way of a record of each in the database they share. */
import type { Subscription } from "rxjs";
import { z } from "zod";
import { Colleague } from "#shared/sync/protocol.ts";
import type { Store } from "#main/store/store.ts";
import type { Clock, Log } from "./context.ts";
import type { Presence } from "./presence.ts";
import type { Timers } from "./timers.ts";

const PREFIX = "presence/";
/** Changes of so long are told together: somebody who goes through a list would make a commit of each ticket. */
const GATHER_MS = 200;
/** So often what is unchanged is told again, and after twice that time without it a process is dead. */
const RENEW_MS = 30_000;

const Shared = z.object({ people: z.array(Colleague).max(10_000) });

export type SharePresenceDeps = {
  readonly presence: Presence;
  readonly store: Pick<Store, "local" | "transaction">;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** Tells this process from the others. */
  readonly processId: string;
};

export type SharedPresence = { close(): Promise<void> };

export function sharePresence({ presence, store, clock, timers, log, processId }: SharePresenceDeps): SharedPresence {
  const own = PREFIX + processId;
  let cancel: (() => void) | null = null;
  let work: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  const safely = (what: () => Promise<void>): void => {
    work = work.then(what).catch((error: unknown) => log.warn("Who is there could not be shared", { error }));
  };

  async function tell(): Promise<void> {
    const people = presence.here();
    await store.transaction(async () => {
      const previous = await store.local.get(own);
      const next = { id: own, value: { people }, updatedAtEpochMs: clock.nowEpochMs() };
      if (people.length > 0) await store.local.write([{ previous, next }]);
      else if (previous !== null) await store.local.remove([previous]);
    });
  }

  async function hear(): Promise<void> {
    const records = await store.local.find({ selector: { id: { $gte: PREFIX, $lt: `${PREFIX}\uffff` } } });
    const oldest = clock.nowEpochMs() - 2 * RENEW_MS;
    presence.setElsewhere(
      records
        .filter(({ id, updatedAtEpochMs }) => id !== own && updatedAtEpochMs >= oldest)
        .flatMap(({ value }) => Shared.safeParse(value).data?.people ?? []),
    );
  }

  function after(delayMs: number): void {
    if (isClosed) return;
    cancel?.();
    cancel = timers.after(delayMs, () => {
      safely(tell);
      safely(hear);
      after(RENEW_MS);
    });
  }

  const subscription: Subscription = presence.changes.subscribe((where) => {
    if (where === "here") after(GATHER_MS);
  });
  subscription.add(
    store.local.changes.subscribe((records) => {
      if (!isClosed && records.some(({ id }) => id.startsWith(PREFIX) && id !== own)) safely(hear);
    }),
  );
  safely(hear);
  after(RENEW_MS);

  return {
    async close() {
      isClosed = true;
      cancel?.();
      subscription.unsubscribe();
      safely(async () => {
        const record = await store.local.get(own);
        if (record !== null) await store.transaction(() => store.local.remove([record]));
      });
      await work;
    },
  };
}
