import { createThread, threadEntry } from "#main/threads/thread.ts";
import type { Workers } from "#main/threads/workers.ts";

/** What the thread can do. */
export type CheckpointThread = {
  readonly calls: {
    readonly checkpoint: { readonly input: null; readonly value: null };
    readonly rewrite: { readonly input: null; readonly value: null };
  };
  readonly streams: Readonly<Record<string, never>>;
};

/** Puts the write-ahead log into the database beside the thread that writes: while an import runs there is no pause in which that could be done, and it takes tens of milliseconds. */
export type Checkpoints = {
  /** Asks for one; while one is under way nothing is asked. */
  ask(): void;
  /** Writes the database anew, without what was deleted from it. Nobody may be writing meanwhile. @throws Error from the database */
  rewrite(): Promise<void>;
  /** To be called before the database is closed. */
  close(): Promise<void>;
};

/** @param path of the database, which this process has open */
export function createCheckpoints(path: string, workers?: Workers): Checkpoints {
  const thread = createThread<CheckpointThread>({
    name: "checkpoints",
    entry: threadEntry(import.meta.url, "./worker.ts", "checkpoint-worker.js"),
    data: path,
    workers,
  });
  return {
    ask() {
      // What is wrong with the disk is told by the next write; the log keeps everything until then.
      if (thread.waiting === 0) thread.call("checkpoint", null).catch(() => undefined);
    },
    async rewrite() {
      await thread.call("rewrite", null);
    },
    close: () => thread.close(),
  };
}
