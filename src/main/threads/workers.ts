/** Where a thread gets its worker from, and what it gives it back to. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { CLOSE_WAIT_MS } from "./limits.ts";
import type { ToThread } from "./messages.ts";

export type Workers = {
  /** One that has the entry loaded or is loading it, and was given nothing to work on. */
  take(entry: URL, name: string): Worker;
  /** Takes one back that has closed what it was given; nobody listens to it any more. */
  giveBack(worker: Worker, entry: URL): Promise<void>;
};

/** Each thread has a worker of its own, which leaves with it. */
export const OWN_WORKERS: Workers = {
  take: (entry, name) => new Worker(entry, { name }),
  async giveBack(worker) {
    const left = once(worker, "exit");
    worker.ref();
    worker.postMessage({ type: "leave" } satisfies ToThread, []);
    const late = setTimeout(() => void worker.terminate(), CLOSE_WAIT_MS);
    await left;
    clearTimeout(late);
  },
};
