import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { Clock, Log } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { isStoreError } from "#main/store/errors.ts";
import type { DueItem } from "./due-queue.ts";
import { RETRY_AFTER_FAILURE_MS } from "./limits.ts";
import type { Service } from "./service.ts";

/** Work of one kind that has a time: runs that wait, triggers of dates, schedules. */
export type DueSource<Item extends DueItem = DueItem> = {
  /** Reads what it needs to know what is due; from then on it follows the desk. */
  open(): Promise<void>;
  /** What is due first, whether its time has come or not. */
  earliest(): Item | null;
  /**
   * Items that are due by then, `earliest` first, in the order of their times, which may be asked for together: they have nothing to do with one another. Absent: one at a time.
   */
  together?(untilEpochMs: number): readonly Item[];
  /** Does one that `earliest` or `together` gave; afterwards that is another, or lies ahead. */
  run(item: Item): Promise<void>;
  /** Takes the item up again then: it failed. */
  postpone(item: Item, untilEpochMs: number): void;
  /** Called when the earliest may be another. */
  onChange(listener: () => void): void;
  close(): Promise<void>;
};

type Due = { readonly source: DueSource; readonly items: readonly DueItem[] };

/**
 * Does what has a time when its time has come: one timer, for the earliest of all sources. Nothing is done early, whatever the timers do: the clock decides, and
 * is asked again before each piece of work. Exact while the program runs; what came due while it did not run, or the machine slept, is done afterwards, in the
 * order of the times (F7).
 *
 * What may go together is asked for together, in its order, and so shares a commit.
 *
 * Trouble of the store stops everything for a while. What fails for another reason is put off by itself, and the rest goes on.
 * @rule F7
 */
export function createScheduler(
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  sources: readonly DueSource[],
  timers: Timers,
): Service {
  let isOpen = false;
  const opened = new Set<DueSource>();
  let cancel: (() => void) | null = null;
  let working: Promise<void> | null = null;

  /** In the order in which they come up: of two of one millisecond the source that is named first. */
  function upcoming(): { readonly source: DueSource; readonly item: DueItem }[] {
    return sources
      .filter((source) => opened.has(source))
      .flatMap((source) => {
        const item = earliestOf(source);
        return item ? [{ source, item }] : [];
      })
      .toSorted((a, b) => a.item.wakeAtEpochMs - b.item.wakeAtEpochMs);
  }

  function earliestOf(source: DueSource): DueItem | null {
    try {
      return source.earliest();
    } catch (error) {
      log.error("What is due of one kind can't be told; the rest goes on", { error });
      return null;
    }
  }

  /** What is done next: nothing that another source has something due before. Null where nothing is due. */
  function due(): Due | null {
    const [first, second] = upcoming();
    const nowEpochMs = clock.nowEpochMs();
    if (!first || first.item.wakeAtEpochMs > nowEpochMs) return null;
    const untilEpochMs = Math.min(nowEpochMs, second?.item.wakeAtEpochMs ?? nowEpochMs);
    const { source, item } = first;
    return { source, items: source.together?.(untilEpochMs) ?? [item] };
  }

  function arm(): void {
    if (!isOpen || working) return;
    disarm();
    const [next] = upcoming();
    const untilNextMs = next ? Math.max(next.item.wakeAtEpochMs - clock.nowEpochMs(), 0) : Number.POSITIVE_INFINITY;
    // What could not be opened is tried again, and what is due before that is not held up.
    const untilOpenMs = opened.size < sources.length ? RETRY_AFTER_FAILURE_MS : Number.POSITIVE_INFINITY;
    const delayMs = Math.min(untilNextMs, untilOpenMs);
    if (Number.isFinite(delayMs)) armIn(delayMs);
  }

  function armIn(delayMs: number): void {
    disarm();
    cancel = timers.after(delayMs, begin);
  }

  function disarm(): void {
    cancel?.();
    cancel = null;
  }

  function begin(): void {
    if (!isOpen || working) return;
    disarm();
    working = work()
      .then(() => 0)
      .catch((error: unknown) => {
        log.error("What is due could not be done; it is tried again", { error });
        return RETRY_AFTER_FAILURE_MS;
      })
      .then((pauseMs) => {
        working = null;
        if (!isOpen) return;
        if (pauseMs === 0) arm();
        else armIn(pauseMs);
      });
  }

  async function work(): Promise<void> {
    // All of them before anything is done: what is due first may be of any.
    for (const source of sources) {
      if (opened.has(source)) continue;
      try {
        await source.open();
        opened.add(source);
      } catch (error) {
        if (isStoreError(error)) throw error;
        log.error("What is due of one kind can't be known yet; it is tried again, and the rest goes on", { error });
      }
    }
    for (let next = due(); next && isOpen; next = due()) {
      const { source, items } = next;
      const done = await Promise.allSettled(items.map((item) => runOne(source, item)));
      const failed = done.find(({ status }) => status === "rejected");
      if (failed?.status === "rejected") throw failed.reason;
    }
  }

  async function runOne(source: DueSource, item: DueItem): Promise<void> {
    try {
      await source.run(item);
    } catch (error) {
      if (isStoreError(error)) throw error;
      if (errorCodeOf(error) === "PD_HOST_LOST")
        return source.postpone(item, clock.nowEpochMs() + RETRY_AFTER_FAILURE_MS);
      log.error("Something that was due failed; it is tried again, and the rest goes on", { id: item.id, error });
      source.postpone(item, clock.nowEpochMs() + RETRY_AFTER_FAILURE_MS);
    }
  }

  for (const source of sources) source.onChange(arm);
  return {
    start() {
      isOpen = true;
      begin();
    },
    wake: begin,
    async close() {
      isOpen = false;
      disarm();
      await working;
      for (const source of sources) await source.close();
    },
  };
}
