import type { Clock } from "#main/desk/context.ts";
import type { DeskPlace } from "#main/store/open-reads.ts";
import { createThread, threadEntry, type Thread } from "#main/threads/thread.ts";
import type { Workers } from "#main/threads/workers.ts";
import type { ReadTypes } from "./reads.ts";

type Calls = ReadTypes["calls"];
type Streams = ReadTypes["streams"];

/** Long reads, away from the main thread. They see what is committed when they are asked for. */
export type Readers = {
  /** @throws what the read throws, with its code; the signal's reason; PD_DESK_THREAD_LOST */
  read<Name extends keyof Calls>(
    name: Name,
    input: Calls[Name]["input"]["input"],
    signal?: AbortSignal,
  ): Promise<Calls[Name]["value"]>;
  /** Ends without an error when `signal` says so. Throws as `read`. */
  stream<Name extends keyof Streams>(
    name: Name,
    input: Streams[Name]["input"]["input"],
    signal?: AbortSignal,
  ): AsyncGenerator<Streams[Name]["entry"], void>;
  /** Starts what answers questions, so that the first needs not wait for it. */
  warm(): void;
  /** Waits for what was asked for; streams end. To be called before the desk is closed. */
  close(): Promise<void>;
};

/**
 * Two threads: questions are answered one by one and each at once, so what goes on for minutes has the other one to itself.
 * @param desk one that this process has open
 */
export function createReaders(desk: DeskPlace, clock: Clock, workers?: Workers): Readers {
  const entry = threadEntry(import.meta.url, "./worker.ts", "reader-worker.js");
  const thread = (name: string): Thread<ReadTypes> =>
    createThread<ReadTypes>({ name, entry, data: { dataDir: desk.dataDir, databaseUrl: desk.databaseUrl }, workers });
  const questions = thread("questions");
  const long = thread("long reads");
  return {
    read: (name, input, signal) => {
      const asked = { nowEpochMs: clock.nowEpochMs(), input };
      return questions.call(name, asked, { signal });
    },
    stream: (name, input, signal) => {
      const asked = { nowEpochMs: clock.nowEpochMs(), input };
      return long.stream(name, asked, signal);
    },
    warm: () => questions.warm(),
    async close() {
      await Promise.all([questions.close(), long.close()]);
    },
  };
}
