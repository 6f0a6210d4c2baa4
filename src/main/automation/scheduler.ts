import { createBatch } from "#main/desk/batch.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { RETRY_AFTER_FAILURE_MS } from "./limits.ts";
import type { Service } from "./service.ts";
import type { WaitingRuns } from "./waiting-runs.ts";

/**
 * Wakes waiting runs when their time has come: one timer, for the earliest. Exact while the program runs; what came due while it did not run is done at the
 * next start, in the order of the times (F7).
 */
export function createScheduler(context: DeskContext, waiting: WaitingRuns, timers: Timers): Service {
  let isOpen = false;
  let cancel: (() => void) | null = null;
  let working: Promise<void> | null = null;

  function arm(): void {
    if (!isOpen || working) return;
    cancel?.();
    cancel = null;
    const next = waiting.earliest();
    if (!next) return;
    const delayMs = Math.max(next.wakeAtEpochMs - context.clock.nowEpochMs(), 0);
    cancel = timers.after(delayMs, begin);
  }

  function begin(): void {
    if (!isOpen || working) return;
    working = runDue()
      .then(() => 0)
      .catch((error: unknown) => {
        context.log.error("Waiting automations could not go on; they are tried again", { error });
        return RETRY_AFTER_FAILURE_MS;
      })
      .then((pauseMs) => {
        working = null;
        if (!isOpen) return;
        if (pauseMs === 0) arm();
        else cancel = timers.after(pauseMs, begin);
      });
  }

  async function runDue(): Promise<void> {
    for (;;) {
      const next = waiting.earliest();
      if (!isOpen || !next || next.wakeAtEpochMs > context.clock.nowEpochMs()) return;
      await context.queue.run(async () => {
        const batch = createBatch(context);
        const run = await batch.runs.get(next.id);
        const ticket = await batch.tickets.get(next.ticketId);
        const nowEpochMs = context.clock.nowEpochMs();
        // Something may have woken it while this waited for its turn.
        if (!run || run.wakeAtEpochMs === 0 || run.wakeAtEpochMs > nowEpochMs) return;
        if (run.status !== "waiting" && run.status !== "retrying") return;
        if (!ticket) {
          batch.runs.put({ ...run, status: "unenrolled", wakeAtEpochMs: 0, endReason: "ticket-gone" });
        } else {
          const woken = await context.automations.goOn(batch, ticket, run, "due", nowEpochMs);
          batch.runs.put(woken.run);
          if (woken.ticket !== ticket) await batch.take(woken.ticket);
        }
        await batch.flush();
      });
    }
  }

  waiting.onChange(arm);
  return {
    start() {
      isOpen = true;
      arm();
    },
    wake: () => begin(),
    async close() {
      isOpen = false;
      cancel?.();
      await working;
    },
  };
}
