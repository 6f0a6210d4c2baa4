import { createBatch, type Batch } from "./batch.ts";
import type { DeskContext } from "./context.ts";

/** Runs work as one piece in the write queue and writes what it decided. */
export function inBatch<Result>(context: DeskContext, work: (batch: Batch) => Promise<Result>): Promise<Result> {
  return context.queue.run(async () => {
    const batch = createBatch(context);
    const result = await work(batch);
    await batch.flush();
    return result;
  });
}
