import type { ChannelId } from "#shared/model/ids.ts";
import type { ChannelHealth, ConnectFailure } from "#shared/model/mail-channel.ts";
import type { Clock } from "#main/desk/context.ts";
import { needsPerson } from "../account/connect-failure.ts";

/** What a fetcher knows of its mailbox; the outbox adds how sending goes. */
export type FetchHealth = Omit<ChannelHealth, "sendFailure">;

/** Keeps how a mailbox is (B1), and tells of each change. */
export type HealthKeeper = {
  current(): FetchHealth;
  paused(): void;
  /** A new attempt. While attempts fail by themselves the state stays what it is: offline is not half online every minute. */
  connecting(isAsked: boolean): void;
  /** The log-in was taken. */
  reached(): void;
  working(progress: FetchHealth["progress"]): void;
  /** Waiting for mail. @param warning what a person should mend although mail comes in, as a folder that is missing */
  connected(warning: ConnectFailure | null): void;
  failed(failure: ConnectFailure, retryAtEpochMs: number): void;
  /** @param atEpochMs when a message came in; earlier ones change nothing */
  message(atEpochMs: number | null): void;
};

/** @rule B1 */
export function createHealthKeeper(channelId: ChannelId, clock: Clock, onChange: () => void): HealthKeeper {
  let health: FetchHealth = {
    channelId,
    state: "paused",
    sinceEpochMs: clock.nowEpochMs(),
    lastMessageAtEpochMs: null,
    lastConnectedAtEpochMs: null,
    failure: null,
    retryAtEpochMs: null,
    progress: null,
  };
  /** When the first of the failures in a row happened; null while there is none. */
  let failingSinceEpochMs: number | null = null;

  function set(changes: Partial<FetchHealth>): void {
    const isNewState = changes.state !== undefined && changes.state !== health.state;
    const next = { ...health, ...(isNewState ? { sinceEpochMs: clock.nowEpochMs() } : {}), ...changes };
    if (JSON.stringify(next) === JSON.stringify(health)) return;
    health = next;
    onChange();
  }

  return {
    current: () => health,
    paused() {
      failingSinceEpochMs = null;
      set({ state: "paused", failure: null, retryAtEpochMs: null, progress: null });
    },
    connecting(isAsked) {
      if (failingSinceEpochMs !== null && !isAsked) return;
      set({ state: "connecting", retryAtEpochMs: null, progress: null });
    },
    reached() {
      failingSinceEpochMs = null;
      set({
        state: "working",
        failure: null,
        retryAtEpochMs: null,
        progress: null,
        lastConnectedAtEpochMs: clock.nowEpochMs(),
      });
    },
    working: (progress) => set({ state: "working", progress }),
    connected: (warning) => set({ state: "connected", failure: warning, retryAtEpochMs: null, progress: null }),
    failed(failure, retryAtEpochMs) {
      failingSinceEpochMs ??= clock.nowEpochMs();
      set({
        state: needsPerson(failure.code) ? "refused" : "offline",
        sinceEpochMs: failingSinceEpochMs,
        failure,
        retryAtEpochMs,
        progress: null,
      });
    },
    message(atEpochMs) {
      if (atEpochMs !== null && atEpochMs > (health.lastMessageAtEpochMs ?? Number.NEGATIVE_INFINITY))
        set({ lastMessageAtEpochMs: atEpochMs });
    },
  };
}
