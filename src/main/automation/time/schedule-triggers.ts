import { z } from "zod";
import type { LocalRecord } from "#shared/model/local-record.ts";
import { isPaused } from "#shared/automation/hold.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import { contained } from "#main/desk/contained.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { derivedId } from "#main/desk/derived-ids.ts";
import { beginningOf, runSweep, unfinishedSweeps } from "#main/desk/enrolment/sweeps.ts";
import type { Timers } from "#main/desk/timers.ts";
import type { DueItem } from "../due-queue.ts";
import { CLOCK_TOLERANCE_MS, RETRY_AFTER_FAILURE_MS } from "../limits.ts";
import type { DueSource } from "../scheduler.ts";
import { scheduleWatchesOf, type ScheduleWatch } from "./schedule-watch.ts";

/** What was seen to, by the names of schedules: every time up to there. */
const SCHEDULES_RECORD = "automation-schedules";
const Seen = z.record(z.string(), z.number());

type Scheduled = {
  readonly watch: ScheduleWatch;
  /** Every time up to there was seen to. */
  readonly seenEpochMs: number;
  /** When it is looked at again; null: it has no more times, or waits for its sweep. */
  readonly nextEpochMs: number | null;
};

/**
 * Schedules (F2): at each of their times every open ticket that meets the workflow's filter is enrolled, by a sweep that goes on over a crash.
 *
 * A time that passed while the desk was off, or the machine slept, is made good once: of several that were missed only the latest. A time that comes while the
 * sweep of the one before is still going on is made good behind it, in the same way. Where the clock is set back, no time is done twice.
 */
export function createScheduleTriggers(context: DeskContext, timers: Timers): DueSource {
  const { store, setup, clock, log } = context;
  const scheduled = new Map<string, Scheduled>();
  const sweeping = new Map<string, Promise<void>>();
  const retries = new Set<() => void>();
  let seen: Readonly<Record<string, number>> = {};
  let isOpen = false;
  let wasPaused = false;
  let listener: () => void = () => undefined;
  let unsubscribe: () => void = () => undefined;

  function follow(): void {
    const known = new Map(Array.from(scheduled, ([key, { watch }]) => [key, watch]));
    const wanted = scheduleWatchesOf(setup, log, known);
    for (const key of known.keys()) if (!wanted.has(key)) scheduled.delete(key);
    for (const [key, watch] of wanted)
      if (!scheduled.has(key)) see(watch, Math.max(seen[watch.name] ?? 0, watch.sinceEpochMs));
  }

  /** F11b: a sweep that a pause cut off goes on behind it. */
  function followPause(): void {
    const before = wasPaused;
    wasPaused = isPaused(setup.find("settings", SETTINGS_ID));
    if (!before || wasPaused) return;
    unfinishedSweeps(context)
      .then((sweeps) => sweeps.forEach(({ id }) => begin(id)))
      .catch((error: unknown) => log.error("Sweeps of schedules could not be taken up again", { error }));
  }

  function see(watch: ScheduleWatch, untilEpochMs: number): void {
    const nowEpochMs = clock.nowEpochMs();
    // What was seen to long after now was so by a clock that was wrong.
    const seenEpochMs = untilEpochMs > nowEpochMs + CLOCK_TOLERANCE_MS ? nowEpochMs : untilEpochMs;
    scheduled.set(watch.key, { watch, seenEpochMs, nextEpochMs: nextOf(watch, seenEpochMs) });
  }

  /** Null too for one that can't tell: it is looked at again when it is another, or at the next start. */
  function nextOf({ workflowId, triggerId, schedule }: ScheduleWatch, seenEpochMs: number): number | null {
    try {
      return schedule.next(seenEpochMs);
    } catch (error) {
      log.error("A schedule can't tell its next time", { workflowId, triggerId, error });
      return null;
    }
  }

  /** What follows in memory once it is committed; null: nothing does. May be done more than once for one commit. */
  async function fire(key: string): Promise<(() => void) | null> {
    const found = scheduled.get(key);
    const nowEpochMs = clock.nowEpochMs();
    if (!found || found.nextEpochMs === null || found.nextEpochMs > nowEpochMs) return null;
    await context.host.requireHost();
    const { watch, seenEpochMs } = found;
    const isBusy = (await unfinishedSweeps(context)).some(
      ({ workflowId, triggerId }) => workflowId === watch.workflowId && triggerId === watch.triggerId,
    );
    if (isBusy) return () => void scheduled.set(key, { ...found, nextEpochMs: null });
    const firedAtEpochMs = watch.schedule.latest(seenEpochMs, nowEpochMs);
    if (firedAtEpochMs === null) return () => see(watch, nowEpochMs);
    const sweep = sweepOf(watch, firedAtEpochMs);
    const beginning = await beginningOf(context, sweep);
    const record = await store.local.get(SCHEDULES_RECORD);
    const seenNow = { ...kept(), [watch.name]: firedAtEpochMs };
    const next: LocalRecord = { id: SCHEDULES_RECORD, value: { ...seenNow }, updatedAtEpochMs: nowEpochMs };
    // In one write: a time that counts as seen to has its sweep.
    await store.local.write([{ previous: record, next }, ...(beginning ? [beginning] : [])]);
    return () => {
      seen = seenNow;
      see(watch, firedAtEpochMs);
      begin(sweep.id);
    };
  }

  /** Without those of workflows that are no more. */
  function kept(): Record<string, number> {
    const names = new Set(
      setup
        .all("workflow")
        .flatMap(({ id, definition }) => definition.triggers.map((trigger) => `${id} ${trigger.id}`)),
    );
    return Object.fromEntries(Object.entries(seen).filter(([name]) => names.has(name)));
  }

  /** Goes on beside everything else that is due: a sweep may take minutes. */
  function begin(id: string): void {
    if (!isOpen || sweeping.has(id)) return;
    const goesOn = () => isOpen && !isPaused(setup.find("settings", SETTINGS_ID));
    const work = runSweep(context, id, goesOn)
      .then(() => undefined)
      .catch((error: unknown) => {
        log.error("A schedule's tickets could not be enrolled; it is tried again", { error });
        const cancel = timers.after(RETRY_AFTER_FAILURE_MS, () => {
          retries.delete(cancel);
          begin(id);
        });
        retries.add(cancel);
      })
      .finally(() => {
        sweeping.delete(id);
        for (const { watch, seenEpochMs, nextEpochMs } of scheduled.values())
          if (nextEpochMs === null) see(watch, seenEpochMs);
        listener();
      });
    sweeping.set(id, work);
  }

  return {
    async open() {
      isOpen = true;
      wasPaused = isPaused(setup.find("settings", SETTINGS_ID));
      seen = Seen.safeParse((await store.local.get(SCHEDULES_RECORD))?.value).data ?? {};
      const unfinished = await unfinishedSweeps(context);
      const subscription = store.setup.changes.subscribe(
        contained(log, "schedules", () => {
          follow();
          followPause();
          listener();
        }),
      );
      unsubscribe = () => subscription.unsubscribe();
      follow();
      for (const { id } of unfinished) begin(id);
    },
    earliest() {
      if (isPaused(setup.find("settings", SETTINGS_ID))) return null;
      let first: DueItem | null = null;
      for (const [key, { watch, nextEpochMs, seenEpochMs }] of scheduled) {
        if (seenEpochMs > clock.nowEpochMs() + CLOCK_TOLERANCE_MS) see(watch, seenEpochMs);
        if (nextEpochMs !== null && (first === null || nextEpochMs < first.wakeAtEpochMs))
          first = { id: key, wakeAtEpochMs: nextEpochMs };
      }
      return first;
    },
    run: async ({ id }) => (await context.queue.run(() => fire(id)))?.(),
    postpone({ id }, untilEpochMs) {
      const found = scheduled.get(id);
      if (found) scheduled.set(id, { ...found, nextEpochMs: untilEpochMs });
    },
    onChange: (next) => void (listener = next),
    async close() {
      isOpen = false;
      unsubscribe();
      for (const cancel of retries) cancel();
      await Promise.all(sweeping.values());
    },
  };
}

function sweepOf({ workflowId, triggerId }: ScheduleWatch, firedAtEpochMs: number) {
  const derivedFrom = [workflowId, triggerId, String(firedAtEpochMs)];
  return {
    id: derivedId("sw", ...derivedFrom),
    workflowId,
    triggerId,
    by: "schedule" as const,
    derivedFrom,
    atEpochMs: firedAtEpochMs,
  };
}
