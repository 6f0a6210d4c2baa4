/**
 * Keeps this device and its team's server equal for as long as there is a network: connects, brings, fetches, waits for a bell or a change of its own, and after a failure tries again with growing pauses. Nothing waits for it:
 * whoever works on the desk doesn't notice whether the server is there.
 */
import { merge as mergeStreams, type Subscription } from "rxjs";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { ErrorCode } from "#shared/errors/registry.ts";
import { MAX_SKEW_MS } from "#shared/rules/clock/limits.ts";
import { REPLICATED_COLLECTIONS } from "#shared/sync/collections.ts";
import type { ServerNews } from "#shared/sync/protocol.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { repositoryOf } from "../adopt.ts";
import { FIRST_PAUSE_MS, LONGEST_PAUSE_MS, PING_INTERVAL_MS } from "../limits.ts";
import type { OpenLink, SyncLink } from "./link.ts";
import type { Replica } from "./replica.ts";
import type { ReplicaRecord } from "./replica-state.ts";

/** What the person sees of it. */
export type SyncStatus =
  | { readonly state: "synced"; readonly sinceEpochMs: number }
  /** `waiting`: rows that the server has not got yet; null: more than were counted. */
  | {
      readonly state: "busy";
      readonly waiting: number | null;
      readonly fetched: Progress | null;
      readonly brought: Progress | null;
    }
  | { readonly state: "connecting" }
  | {
      readonly state: "offline";
      readonly sinceEpochMs: number;
      readonly waiting: number | null;
      readonly error: SyncFailure;
    }
  /** It will not try again by itself: a person must act. */
  | {
      readonly state: "stopped";
      readonly sinceEpochMs: number;
      readonly waiting: number | null;
      readonly error: SyncFailure;
    };

export type Progress = { readonly tickets: number; readonly ticketsInAll: number };
export type SyncFailure = { readonly code: ErrorCode; readonly message: string };

export type SyncClientDeps = {
  readonly context: DeskContext;
  readonly replica: Replica;
  readonly record: ReplicaRecord;
  readonly open: OpenLink;
  readonly timers: Timers;
  readonly random: () => number;
  /** A clock that only goes forward, milliseconds. */
  readonly elapsedMs: () => number;
  /** Asked for numbers and whatever else only the server gives, after each exchange. */
  readonly exchanged: (link: SyncLink) => Promise<void>;
  readonly news: (news: ServerNews) => void;
  readonly statusChanged: (status: SyncStatus) => void;
};

export type SyncClient = {
  start(): void;
  /** There is a network again, or the person asks: tries at once. */
  wake(): void;
  status(): SyncStatus;
  /** How far this device's clock is ahead of the server's, milliseconds; null before the first word. */
  skewMs(): number | null;
  /** The link, where there is one: for what is asked of the server beside replication. @throws PD_SYNC_OFFLINE */
  link(): SyncLink;
  close(): Promise<void>;
};

/** After these only a person can help. */
const FINAL: ReadonlySet<ErrorCode | undefined> = new Set([
  "PD_SYNC_REVOKED",
  "PD_SYNC_OTHER_DESK",
  "PD_SYNC_VERSION",
  "PD_ACCESS_TOKEN",
]);

export function createSyncClient(deps: SyncClientDeps): SyncClient {
  const { context, replica, record, timers } = deps;
  let status: SyncStatus = { state: "connecting" };
  let skewMs: number | null = null;
  let link: SyncLink | null = null;
  let failures = 0;
  let offlineSinceEpochMs: number | null = null;
  /** Ends what the loop waits for. */
  let wakeUp: () => void = () => undefined;
  let isDirty = false;
  /** The server said so over this connection. */
  let isShutOut = false;
  let subscription: Subscription | null = null;
  const closing = new AbortController();
  let running: Promise<void> | null = null;

  function tell(next: SyncStatus): void {
    if (JSON.stringify(next) === JSON.stringify(status)) return;
    status = next;
    deps.statusChanged(next);
  }

  /** Until something happens that the loop should look at, or the time is over. */
  function pause(delayMs: number): Promise<void> {
    if (isDirty || closing.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = timers.after(delayMs, resolve);
      wakeUp = () => {
        cancel();
        resolve();
      };
    });
  }

  function touched(): void {
    isDirty = true;
    wakeUp();
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await converse();
      } catch (error) {
        if (closing.signal.aborted) return;
        await failed(isShutOut ? shutOut() : error);
      } finally {
        link?.close();
        link = null;
      }
    }
  }

  /** From the first word to the loss of the connection. */
  async function converse(): Promise<void> {
    let isLost = false;
    isShutOut = false;
    isDirty = false;
    if (offlineSinceEpochMs === null) tell({ state: "connecting" });
    link = await deps.open(
      {
        news(news) {
          if (news.news === "newest") {
            if (news.commit > record.get().checkpoint) touched();
          } else deps.news(news);
          if (news.news !== "revoked") return;
          isShutOut = true;
          touched();
        },
        lost() {
          isLost = true;
          touched();
        },
      },
      closing.signal,
    );
    const hello = await replica.hello(link);
    skewMs = context.clock.nowEpochMs() - hello.nowEpochMs;
    if (Math.abs(skewMs) > MAX_SKEW_MS)
      context.log.warn("This computer's clock and the server's differ", { minutes: Math.round(skewMs / 60_000) });
    await tellBusy();
    while (!closing.signal.aborted && !isLost && !isShutOut) {
      isDirty = false;
      while (await replica.push(link)) await tellBusy();
      while (await replica.pull(link)) continue;
      if (!replica.isClockAhead()) {
        failures = 0;
        offlineSinceEpochMs = null;
      }
      await deps.exchanged(link);
      if (await replica.catchUp(link)) {
        await tellBusy();
        continue;
      }
      if (replica.isClockAhead())
        throw new PipedeskError(
          "PD_SYNC_CLOCK_AHEAD",
          "The clock of this computer is ahead of the server's: what was changed here waits until it is right.",
        );
      if (isDirty) continue;
      tell({ state: "synced", sinceEpochMs: context.clock.nowEpochMs() });
      await pause(PING_INTERVAL_MS);
    }
    if (isShutOut) throw shutOut();
    if (isLost) throw new PipedeskError("PD_SYNC_OFFLINE", "The connection to the team's server was lost.");
  }

  async function tellBusy(): Promise<void> {
    const { fetching, bringing } = record.get();
    const progress = (passage: typeof fetching): Progress | null =>
      passage && { tickets: passage.tickets, ticketsInAll: passage.ticketsInAll };
    tell({
      state: "busy",
      waiting: await replica.waiting(),
      fetched: progress(fetching),
      brought: progress(bringing),
    });
  }

  async function failed(error: unknown): Promise<void> {
    const code = errorCodeOf(error) ?? "PD_INTERNAL";
    const message = error instanceof Error ? error.message : String(error);
    if (code === "PD_INTERNAL") context.log.error("Replication failed and is tried again", { error });
    offlineSinceEpochMs ??= context.clock.nowEpochMs();
    failures += 1;
    const isFinal = FINAL.has(code);
    const tellFailure = async () =>
      tell({
        state: isFinal ? "stopped" : "offline",
        sinceEpochMs: offlineSinceEpochMs ?? context.clock.nowEpochMs(),
        waiting: await replica.waiting(),
        error: { code, message },
      });
    await tellFailure();
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 20), LONGEST_PAUSE_MS);
    const retryAtMs = deps.elapsedMs() + (isFinal ? Number.POSITIVE_INFINITY : longest * (0.5 + deps.random() / 2));
    isWoken = false;
    // What is written meanwhile is counted, and tries nothing: the pauses would be none for who works on.
    while (!closing.signal.aborted && !isWoken && deps.elapsedMs() < retryAtMs) {
      isDirty = false;
      await pause(Math.min(retryAtMs - deps.elapsedMs(), LONGEST_PAUSE_MS));
      await tellFailure();
    }
  }

  let isWoken = false;

  return {
    start() {
      if (running !== null) return;
      subscription = mergeStreams(
        ...REPLICATED_COLLECTIONS.map((name) => repositoryOf(context.store, name).changes),
      ).subscribe(touched);
      running = run();
    },
    wake() {
      failures = 0;
      isWoken = true;
      touched();
    },
    status: () => status,
    skewMs: () => skewMs,
    link() {
      if (link === null) throw new PipedeskError("PD_SYNC_OFFLINE", "The team's server can't be reached.");
      return link;
    },
    async close() {
      closing.abort();
      subscription?.unsubscribe();
      link?.close();
      wakeUp();
      await running;
    },
  };
}

function shutOut(): PipedeskError {
  return new PipedeskError("PD_SYNC_REVOKED", "This device was shut out of the team.");
}
