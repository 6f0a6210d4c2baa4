import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { CLEANING_INTERVAL_MS } from "./limits.ts";
import type { Service } from "./service.ts";

/**
 * Takes out what is old: when the desk opens, then once a day.
 * @param failed told in the log where it did not work; it is tried again the next day
 * @param clean stops early once `isOpen` says no
 */
export function createDailyCleaner(
  { log }: Pick<DeskContext, "log">,
  timers: Timers,
  failed: string,
  clean: (isOpen: () => boolean) => Promise<void>,
): Service {
  let isOpen = false;
  let cancel: (() => void) | null = null;
  let working: Promise<void> | null = null;

  function begin(): void {
    cancel?.();
    cancel = null;
    if (!isOpen || working) return;
    working = clean(() => isOpen)
      .catch((error: unknown) => log.error(failed, { error }))
      .then(() => {
        working = null;
        if (isOpen) cancel = timers.after(CLEANING_INTERVAL_MS, begin);
      });
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
