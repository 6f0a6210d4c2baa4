/** Entry of a reader worker. Data: where the desk lies. */
import { serveThread, type ThreadWork } from "#main/threads/serve-thread.ts";
import type { DeskPlace } from "#main/store/open-reads.ts";
import { openReadDesk } from "./read-desk.ts";
import { READS, STREAMED_READS, type Asked } from "./reads.ts";
import type { ReadContext } from "#main/desk/read-context.ts";

type AnyRead = (reads: ReadContext, input: unknown, signal: AbortSignal) => Promise<unknown>;
type AnyStream = (reads: ReadContext, input: unknown, signal: AbortSignal) => AsyncIterable<unknown>;

serveThread((data) => {
  const desk = openReadDesk(data as DeskPlace);
  const calls: ThreadWork["calls"] = Object.fromEntries(
    Object.entries(READS as unknown as Record<string, AnyRead>).map(([name, read]) => [
      name,
      ({ nowEpochMs, input }: Asked<unknown>, signal: AbortSignal) =>
        desk.atOneMoment(nowEpochMs, async (reads) => {
          // Whoever gave up waiting while others were answered asks for nothing any more.
          signal.throwIfAborted();
          return read(reads, input, signal);
        }),
    ]),
  );
  const streams: ThreadWork["streams"] = Object.fromEntries(
    Object.entries(STREAMED_READS as unknown as Record<string, AnyStream>).map(([name, read]) => [
      name,
      async function* ({ nowEpochMs, input }: Asked<unknown>, signal: AbortSignal) {
        yield* read(await desk.asItGoes(nowEpochMs), input, signal);
      },
    ]),
  );
  return { calls, streams, close: () => void desk.close() };
});
