import type { ChannelId } from "#shared/model/ids.ts";
import type { ConnectFailure } from "#shared/model/mail-channel.ts";
import { needsPerson } from "../account/connect-failure.ts";
import { CHANNEL_PAUSES_MS, PAUSE_JITTER, REFUSED_PAUSE_MS } from "./limits.ts";

/** Which mailboxes can't send now. In memory only: a start tries at once. */
export type ChannelPauses = {
  /** @returns until when, epoch milliseconds */
  pause(id: ChannelId, failure: ConnectFailure, nowEpochMs: number): number;
  /** It sent something. */
  clear(id: ChannelId): void;
  clearAll(): void;
  /** 0 where it isn't paused. */
  until(id: ChannelId): number;
};

export function createChannelPauses(random: () => number): ChannelPauses {
  const paused = new Map<ChannelId, { readonly untilEpochMs: number; readonly failures: number }>();
  return {
    pause(id, { code }, nowEpochMs) {
      const failures = (paused.get(id)?.failures ?? 0) + 1;
      const growing = CHANNEL_PAUSES_MS[failures - 1] ?? CHANNEL_PAUSES_MS.at(-1) ?? 0;
      const pauseMs = needsPerson(code) ? REFUSED_PAUSE_MS : growing;
      const untilEpochMs = nowEpochMs + Math.round(pauseMs * (1 + PAUSE_JITTER * random()));
      paused.set(id, { untilEpochMs, failures });
      return untilEpochMs;
    },
    clear: (id) => void paused.delete(id),
    clearAll: () => paused.clear(),
    until: (id) => paused.get(id)?.untilEpochMs ?? 0,
  };
}
