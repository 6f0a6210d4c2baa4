import { Worker } from "node:worker_threads";
import type { Workers } from "#main/threads/workers.ts";

/** How many of an entry wait for the next desk: as many as one has. */
const MAX_KEPT = 2;

/**
 * Workers that stay when a desk is closed and serve the next one: loading their program takes ten times as long as opening a desk. They have closed what they were given before they
 * come back, and one that died doesn't. The process ends with them in it.
 */
export function createKeptWorkers(): Workers {
  const kept = new Map<string, Worker[]>();
  function keptOf({ href }: URL): Worker[] {
    const waiting = kept.get(href) ?? [];
    kept.set(href, waiting);
    return waiting;
  }
  return {
    take: (entry, name) => keptOf(entry).pop() ?? new Worker(entry, { name }),
    async giveBack(worker, entry) {
      const waiting = keptOf(entry);
      if (waiting.length >= MAX_KEPT) return void (await worker.terminate());
      worker.unref();
      waiting.push(worker);
    },
  };
}

/** Those of this process. */
export const KEPT_WORKERS = createKeptWorkers();
