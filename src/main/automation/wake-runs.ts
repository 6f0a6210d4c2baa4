import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { holdsRuns, isPaused } from "#shared/automation/hold.ts";
import { reduceRun } from "#shared/automation/reduce-run.ts";
import type { RunId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import { contained } from "#main/desk/contained.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { MAX_GROUP_PIECES } from "#main/desk/limits.ts";
import { isStoreError } from "#main/store/errors.ts";
import { dueRunsOf } from "#main/store/scan.ts";
import { MAX_WAKE_ATTEMPTS } from "./limits.ts";
import { createRunOrder } from "./run-order.ts";
import type { DueSource } from "./scheduler.ts";
import type { WaitingRun, WaitingRuns } from "./waiting-runs.ts";

/** Waiting runs whose time has come (F7): each goes on, in one piece of work. One that can't fails, visibly, and can be taken up again by hand (F9). */
export function createRunWaker(context: DeskContext, waiting: WaitingRuns): DueSource<WaitingRun> {
  const failures = new Map<RunId, number>();
  /** Which run failed where another was asked for: that one is put off, and not the other. */
  const failedFor = new Map<RunId, RunId>();
  const runOrder = createRunOrder(context.setup);
  let wasPaused = false;
  let notify: () => void = () => undefined;
  let unsubscribe: () => void = () => undefined;

  async function wake(due: WaitingRun, woken: (id: RunId) => void): Promise<void> {
    await context.host.requireHost();
    const piece = createPieceOfWork(context);
    const id = await firstOfItsMoment(due);
    // Each has its place among what is let go little by little: the other one takes the place that this one had.
    if (id !== due.id) waiting.swap(id, due.id);
    woken(id);
    const run = await piece.runs.get(id);
    const nowEpochMs = context.clock.nowEpochMs();
    // Something may have woken it while this waited for its turn, or the clock was set back.
    if (!run || !isDue(run, nowEpochMs)) return waiting.note(id, run);
    if (isHeld(run)) return waiting.park(id, run.workflowId);
    await context.automations.goOn(piece, run, "due", nowEpochMs);
    await piece.flush();
  }

  /** Of the ticket's runs that are due since the same moment the one that goes first; one that failed, or is held, holds up none of the others. */
  async function firstOfItsMoment({ id, ticketId }: WaitingRun): Promise<RunId> {
    const ids = waiting.of(ticketId);
    if (ids.length < 2) return id;
    const runs = await context.store.runs.getMany(ids);
    const sinceEpochMs = runs.get(id)?.wakeAtEpochMs ?? 0;
    const due = Array.from(runs.values()).filter(
      (run) =>
        run.id === id ||
        (run.wakeAtEpochMs === sinceEpochMs && isDue(run, sinceEpochMs) && !failures.has(run.id) && !isHeld(run)),
    );
    return due.toSorted(runOrder)[0]?.id ?? id;
  }

  function isHeld({ workflowId }: Run): boolean {
    const workflow = context.setup.find("workflow", workflowId);
    return workflow !== null && holdsRuns(workflow, settings());
  }

  async function giveUp(id: RunId, error: unknown): Promise<void> {
    await context.host.requireHost();
    const piece = createPieceOfWork(context);
    const run = await piece.runs.get(id);
    if (!run || !isDue(run, context.clock.nowEpochMs())) return waiting.note(id, run);
    const message = error instanceof Error ? error.message : String(error);
    piece.runs.put(reduceRun(run, { type: "faulted", message, atEpochMs: context.clock.nowEpochMs() }));
    await piece.flush();
  }

  const settings = () => context.setup.find("settings", SETTINGS_ID);

  /** F11b: what was held comes up again, little by little. */
  function followHolds(): void {
    const isPausedNow = isPaused(settings());
    let isLetGo = wasPaused && !isPausedNow;
    wasPaused = isPausedNow;
    for (const workflowId of waiting.parked()) {
      const workflow = context.setup.find("workflow", workflowId);
      if (workflow && holdsRuns(workflow, settings())) continue;
      waiting.unpark(workflowId);
      isLetGo = true;
    }
    if (!isLetGo) return;
    const nowEpochMs = context.clock.nowEpochMs();
    void spread(nowEpochMs, nowEpochMs)
      .catch((error: unknown) => context.log.error("What was held could not be spread over time", { error }))
      .then(notify);
  }

  /** What its workflow holds on takes no place among those that go on. */
  async function spread(untilEpochMs: number, nowEpochMs: number): Promise<void> {
    const held = context.setup.all("workflow").filter((workflow) => holdsRuns(workflow, settings()));
    const ids = held.map(({ id }) => id);
    for (const { id, workflowId } of await dueRunsOf(context.store.sql, ids, untilEpochMs))
      waiting.park(id, workflowId);
    waiting.spread(untilEpochMs, nowEpochMs);
  }

  return {
    async open() {
      wasPaused = isPaused(settings());
      const subscription = context.store.setup.changes.subscribe(contained(context.log, "held runs", followHolds));
      unsubscribe = () => subscription.unsubscribe();
      // The program ended while what had waited for the end of a pause went on.
      const { automationsResumedAtEpochMs: resumedAtEpochMs } = settings() ?? {};
      if (resumedAtEpochMs !== undefined) await spread(resumedAtEpochMs, context.clock.nowEpochMs());
    },
    earliest: () => (isPaused(settings()) ? null : waiting.earliest()),
    together: (untilEpochMs) => waiting.firstOfTickets(untilEpochMs, MAX_GROUP_PIECES),
    async run(due) {
      let { id } = due;
      try {
        await context.queue.run(() => wake(due, (first) => (id = first)));
        failures.delete(id);
      } catch (error) {
        // That another host wakes it now is no failure of the run.
        if (isStoreError(error) || errorCodeOf(error) === "PD_HOST_LOST") throw error;
        const count = (failures.get(id) ?? 0) + 1;
        failures.set(id, count);
        failedFor.set(due.id, id);
        if (count < MAX_WAKE_ATTEMPTS) throw error;
        context.log.error("A run could not go on and has failed", { runId: id, error });
        failures.delete(id);
        failedFor.delete(due.id);
        await context.queue.run(() => giveUp(id, error));
      }
    },
    postpone({ id }, untilEpochMs) {
      waiting.postpone(failedFor.get(id) ?? id, untilEpochMs);
      failedFor.delete(id);
    },
    onChange(listener) {
      notify = listener;
      waiting.onChange(listener);
    },
    close: async () => unsubscribe(),
  };
}

function isDue({ status, wakeAtEpochMs }: Run, nowEpochMs: number): boolean {
  return (status === "waiting" || status === "retrying") && wakeAtEpochMs > 0 && wakeAtEpochMs <= nowEpochMs;
}
