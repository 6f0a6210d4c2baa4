import type { WebhookRequest } from "#shared/model/webhook-request.ts";
import { createDueQueue, type DueQueue } from "../due-queue.ts";
import { LONGEST_PAUSE_MS } from "./limits.ts";

/** A request that waits, as far as its turn goes. */
export type QueuedRequest = {
  readonly id: string;
  readonly runId: string;
  readonly stamp: string;
  /** Scheme, host and port: one request at a time. */
  readonly receiver: string;
  /** One ticket's requests to one address: in their order. */
  readonly lane: string;
  readonly wakeAtEpochMs: number;
  /** The last attempt found no network. */
  readonly isOffline: boolean;
};

/** Which request is next, in memory: a request is looked at when its turn comes, however many wait. */
export type RequestQueue = {
  put(request: WebhookRequest): void;
  drop(id: string): void;
  /** The request of a run; null where none waits. */
  ofRun(runId: string): string | null;
  /** For each receiver the request that is due now, of those receivers that `isFree`. */
  due(nowEpochMs: number, isFree: (receiver: string) => boolean): QueuedRequest[];
  /** When the next is due, and its receiver may be called; null where nothing waits for a time. */
  nextDueEpochMs(isFree: (receiver: string) => boolean, freeAt?: (receiver: string) => number): number | null;
  /** There may be a network again. */
  endOfflinePauses(): void;
  postpone(id: string, untilEpochMs: number): void;
};

export function createRequestQueue(): RequestQueue {
  const entries = new Map<string, QueuedRequest>();
  const byRun = new Map<string, string>();
  const lanes = new Map<string, readonly QueuedRequest[]>();
  const receivers = new Map<string, { readonly due: DueQueue<QueuedRequest>; waiting: number }>();

  const isNext = (entry: QueuedRequest) => lanes.get(entry.lane)?.[0] === entry;

  function put(entry: QueuedRequest): void {
    drop(entry.id);
    entries.set(entry.id, entry);
    byRun.set(entry.runId, entry.id);
    const lane = [...(lanes.get(entry.lane) ?? []), entry];
    lanes.set(
      entry.lane,
      lane.toSorted((a, b) => compare(a.stamp, b.stamp) || compare(a.id, b.id)),
    );
    const receiver = receivers.get(entry.receiver) ?? { due: createDueQueue<QueuedRequest>(isNext), waiting: 0 };
    receivers.set(entry.receiver, receiver);
    receiver.waiting += 1;
    if (isNext(entry)) receiver.due.push(entry);
  }

  function drop(id: string): void {
    const entry = entries.get(id);
    if (!entry) return;
    const wasNext = isNext(entry);
    entries.delete(id);
    if (byRun.get(entry.runId) === id) byRun.delete(entry.runId);
    const lane = lanes.get(entry.lane)?.filter((one) => one !== entry) ?? [];
    if (lane.length === 0) lanes.delete(entry.lane);
    else lanes.set(entry.lane, lane);
    const receiver = receivers.get(entry.receiver);
    if (!receiver) return;
    receiver.waiting -= 1;
    if (receiver.waiting === 0) receivers.delete(entry.receiver);
    else if (wasNext && lane[0]) receiver.due.push(lane[0]);
  }

  const free = (isFree: (receiver: string) => boolean) =>
    Array.from(receivers)
      .filter(([name]) => isFree(name))
      .flatMap(([, { due }]) => due.peek() ?? []);

  return {
    put(request) {
      const { id, runId, stamp, ticketId, url, attempts, retryAtEpochMs } = request;
      const { origin, pathname } = new URL(url);
      const isOffline = attempts.at(-1)?.offline === true;
      const lane = `${ticketId} ${origin}${pathname}`;
      put({ id, runId, stamp, receiver: origin, lane, wakeAtEpochMs: retryAtEpochMs, isOffline });
    },
    drop,
    ofRun: (runId) => byRun.get(runId) ?? null,
    due: (nowEpochMs, isFree) =>
      free(isFree)
        // A time that far away was written before the clock was set back.
        .filter(({ wakeAtEpochMs }) => wakeAtEpochMs <= nowEpochMs || wakeAtEpochMs > nowEpochMs + LONGEST_PAUSE_MS)
        .toSorted((a, b) => a.wakeAtEpochMs - b.wakeAtEpochMs || compare(a.stamp, b.stamp)),
    nextDueEpochMs: (isFree, freeAt = () => 0) =>
      free(isFree).reduce<number | null>((earliest, { receiver, wakeAtEpochMs }) => {
        const moment = Math.max(wakeAtEpochMs, freeAt(receiver));
        return earliest === null ? moment : Math.min(earliest, moment);
      }, null),
    endOfflinePauses() {
      for (const entry of Array.from(entries.values())) if (entry.isOffline) put({ ...entry, wakeAtEpochMs: 0 });
    },
    postpone(id, untilEpochMs) {
      const entry = entries.get(id);
      if (entry) put({ ...entry, wakeAtEpochMs: untilEpochMs });
    },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
