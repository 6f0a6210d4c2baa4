import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { createDailyCleaner } from "./daily-cleaner.ts";
import type { Service } from "./service.ts";
import { CLEANED_AT_ONCE, EVALUATIONS_KEPT_MS } from "./limits.ts";

/** Takes out evaluations that are older than 90 days (F9b): when the desk opens, then once a day. */
export function createEvaluationCleaner(context: DeskContext, timers: Timers): Service {
  const { store, clock, queue } = context;
  return createDailyCleaner(
    context,
    timers,
    "Old evaluations could not be taken out; it is tried again",
    async (isOpen) => {
      const before = clock.nowEpochMs() - EVALUATIONS_KEPT_MS;
      let removed = 0;
      for (let count = CLEANED_AT_ONCE; isOpen() && count === CLEANED_AT_ONCE; removed += count) {
        count = await queue.run(async () => {
          const old = await store.evaluations.find({
            selector: { atEpochMs: { $lt: before } },
            sort: [{ atEpochMs: "asc" }, { id: "asc" }],
            limit: CLEANED_AT_ONCE,
          });
          await store.evaluations.remove(old);
          return old.length;
        });
      }
      if (removed > 0) await queue.run(() => store.evaluations.purge());
    },
  );
}
