import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import type { Service } from "../service.ts";
import { CLEANED_AT_ONCE, CLEANING_INTERVAL_MS, EVALUATIONS_KEPT_MS } from "./limits.ts";

/** Takes out evaluations that are older than 90 days (F9b): when the desk opens, then once a day. */
export function createEvaluationCleaner(context: DeskContext, timers: Timers): Service {
  const { store, clock, queue, log } = context;
  let isOpen = false;
  let cancel: (() => void) | null = null;
  let working: Promise<void> | null = null;

  function begin(): void {
    cancel?.();
    cancel = null;
    if (!isOpen || working) return;
    working = clean()
      .catch((error: unknown) => log.error("Old evaluations could not be taken out; it is tried again", { error }))
      .then(() => {
        working = null;
        if (isOpen) cancel = timers.after(CLEANING_INTERVAL_MS, begin);
      });
  }

  async function clean(): Promise<void> {
    const before = clock.nowEpochMs() - EVALUATIONS_KEPT_MS;
    let removed = 0;
    for (let count = CLEANED_AT_ONCE; isOpen && count === CLEANED_AT_ONCE; removed += count) {
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
  }

  return {
    start() {
      isOpen = true;
      begin();
    },
    // A day is over once the clock says so, not once a sleeping machine's timer does.
    wake: begin,
    async close() {
      isOpen = false;
      cancel?.();
      await working;
    },
  };
}
