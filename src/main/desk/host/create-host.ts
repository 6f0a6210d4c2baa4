import { Subject, type Subscription } from "rxjs";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { HOST_RECORD_ID, SERVER_HOST_ID } from "#shared/model/setup/host-record.ts";
import type { Store } from "#main/store/store.ts";
import type { Clock, Log } from "../context.ts";
import type { SetupReads } from "../setup-cache.ts";
import type { Timers } from "../timers.ts";
import type { WriteQueue } from "../write-queue.ts";
import type { Host, HostMode } from "./host.ts";
import { createLease, hostLost } from "./lease.ts";
import { LEASE_RENEWAL_MS } from "./limits.ts";

export type HostDeps = {
  readonly store: Store;
  readonly setup: Pick<SetupReads, "find">;
  readonly queue: WriteQueue;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly deviceId: string;
  /** Tells this process from all others over the same database. */
  readonly processId: string;
  /** What the machine's place in its team makes it, until `setMode`. */
  readonly startMode: HostMode;
  /** Whatever else is said, then and later. */
  readonly forcedMode?: HostMode | undefined;
};

const NOTHING = Promise.resolve();

/** @rule H2 */
export async function createHost(deps: HostDeps): Promise<Host> {
  const { store, setup, queue, clock, timers, log, deviceId, forcedMode } = deps;
  const changes = new Subject<boolean>();
  const lease = createLease(store, clock, deps.processId);
  let mode: HostMode = forcedMode ?? deps.startMode;
  /** The lease as this process knows it; null: it has none. */
  let held: number | null = null;
  let isServerThere = false;
  let isOpen = false;
  let last = false;
  let beating: Promise<void> | null = null;
  let cancelBeat: (() => void) | null = null;
  let subscription: Subscription | null = null;

  const record = () => setup.find("host-record", HOST_RECORD_ID);
  const named = () => record()?.hostId ?? SERVER_HOST_ID;

  function isHost(): boolean {
    if (mode === "solo") return true;
    return mode === "server" ? held !== null && named() === SERVER_HOST_ID : named() === deviceId;
  }

  function update(): void {
    const is = isHost();
    if (is === last) return;
    last = is;
    log.info(is ? "This process is the host of automation now" : "This process is no longer the host of automation", {
      fence: host.fence(),
    });
    changes.next(is);
  }

  function lose(): void {
    held = null;
    // Not from within the transaction that found it out: what listens may want one of its own.
    queueMicrotask(update);
  }

  /** Shows that this process is there, or finds out whether another still is. */
  async function beat(): Promise<void> {
    try {
      // Named is another machine: the lease is left to whoever looks after it next, and not renewed.
      const isWanted = isOpen && mode === "server" && named() === SERVER_HOST_ID;
      const taken = isWanted ? await queue.run(() => lease.take()) : null;
      if (!isWanted && held !== null) await queue.run(() => lease.giveBack());
      held = taken;
    } catch (error) {
      // What it holds may be over by now. What it does is refused in its own transactions, if it is.
      log.warn("The lease of the host of automation could not be renewed", { error });
      held = null;
    }
    update();
  }

  function beatNow(): void {
    if (mode !== "server" || !isOpen || beating) return;
    cancelBeat?.();
    beating = beat().finally(() => {
      beating = null;
      if (isOpen && mode === "server") cancelBeat = timers.after(LEASE_RENEWAL_MS, beatNow);
    });
  }

  function follow(): void {
    if (mode === "server") beatNow();
    update();
  }

  const host: Host = {
    mode: () => mode,
    deviceId,
    isHost,
    isAtHost: () => mode === "solo" || named() === (mode === "server" ? SERVER_HOST_ID : deviceId),
    fence() {
      if (mode === "solo" || !isHost()) return null;
      return mode === "server" ? held : (record()?.fence ?? null);
    },
    changes,
    requireHost() {
      if (mode === "solo") return NOTHING;
      if (!isHost()) return Promise.reject(hostLost());
      return mode === "member" ? NOTHING : requireLease();
    },
    noteServer: (isThere) => void (isServerThere = isThere),
    isServerThere: () => isServerThere,
    async setMode(next) {
      const before = mode;
      await store.transaction(async () => {
        store.afterRollback(() => {
          mode = before;
          queueMicrotask(follow);
        });
        mode = forcedMode ?? next;
      });
      queueMicrotask(follow);
    },
    start() {
      if (isOpen) return;
      isOpen = true;
      last = isHost();
      subscription = store.setup.changes.subscribe((documents) => {
        if (documents.some(({ kind }) => kind === "host-record")) follow();
      });
      beatNow();
    },
    wake: beatNow,
    async close() {
      isOpen = false;
      subscription?.unsubscribe();
      cancelBeat?.();
      await beating;
      if (held !== null) {
        await queue
          .run(() => lease.giveBack())
          .catch((error: unknown) => log.warn("The lease stays until it is over", { error }));
        held = null;
      }
      changes.complete();
    },
  };
  return host;

  async function requireLease(): Promise<void> {
    try {
      held = await lease.require();
    } catch (error) {
      if (errorCodeOf(error) === "PD_HOST_LOST") lose();
      throw error;
    }
  }
}
