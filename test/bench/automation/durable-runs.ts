import { setImmediate as nextTurn } from "node:timers/promises";
import type { Step } from "#shared/automation/steps/step.ts";
import type { Run } from "#shared/model/run.ts";
import { createSimTime, someTurns } from "../../support/automation/sim-time.ts";
import { secondsOf } from "../storage/measure.ts";
import { definition, inFolder, insertTickets, insertWorkflows, openCore, step, waitingRun } from "./desk-of.ts";
import { insertDocuments } from "./store-access.ts";

const SECOND_MS = 1_000;
/** A run that is due and does nothing for so long never will. */
const GIVE_UP_MS = 60_000;

export type RunLoad = { readonly workflows: number; readonly steps: number; readonly atOnce: number };

/**
 * Runs that wait a second between their steps, since without a wait all steps of a run are one write; each step also changes its ticket and tells of
 * it in the ticket's history. So many of them are due at one moment, and the clock is moved on as soon as all of these wait again.
 * @param around is given the measured part, and may count what happens in it
 */
export async function measureDurableSteps(
  { workflows: count, steps, atOnce }: RunLoad,
  around: (work: () => Promise<void>) => Promise<void> = (work) => work(),
): Promise<number> {
  return inFolder(async (dataDir) => {
    const time = createSimTime(Date.now());
    const core = await openCore(dataDir, { clock: time.clock, timers: time.timers });
    const nowEpochMs = time.clock.nowEpochMs();
    await insertTickets(core, count, nowEpochMs);
    const both = Array.from({ length: steps }, (_, at) => [wait(at), changePriority(at)]).flat();
    const [workflowId] = await insertWorkflows(core, [definition(both, { reenrolment: { kind: "never" } })]);
    if (!workflowId) throw new Error("There is no workflow.");
    const runs = Array.from({ length: count }, (_, at) => {
      // The next ones begin when these are done.
      const firstMs = (Math.floor(at / atOnce) * (steps + 1) + 1) * SECOND_MS;
      return waitingRun(at, workflowId, "wait-0", nowEpochMs, nowEpochMs + firstMs);
    });
    await insertDocuments(core, "runs", runs);
    const waiting = new Map(runs.map((run) => [run.id, run]));
    const changes = core.context.store.runs.changes.subscribe((changed) => {
      for (const run of changed) {
        if (run.status === "waiting") waiting.set(run.id, run);
        else waiting.delete(run.id);
      }
    });
    core.start();
    const settle = async () => {
      await someTurns();
      await core.context.queue.idle();
      return true;
    };
    await time.advance(0, settle);
    let seconds = 0;
    await around(async () => {
      seconds = await secondsOf(async () => {
        while (waiting.size > 0) {
          await time.advance(SECOND_MS, settle);
          await untilNoneIsDue(waiting, time.clock.nowEpochMs());
        }
      });
    });
    changes.unsubscribe();
    const done = await core.context.store.runs.count({ status: "done" });
    await core.close();
    if (done !== count) throw new Error(`${done} of ${count} runs were done.`);
    return (count * steps) / seconds;
  });
}

async function untilNoneIsDue(waiting: ReadonlyMap<string, Run>, nowEpochMs: number): Promise<void> {
  const start = performance.now();
  for (;;) {
    const isDue = Array.from(waiting.values()).some(({ wakeAtEpochMs }) => wakeAtEpochMs <= nowEpochMs);
    if (!isDue) return;
    if (performance.now() - start > GIVE_UP_MS) throw new Error("A run that is due does not go on.");
    await nextTurn();
  }
}

const wait = (at: number): Step => ({
  id: step(`wait-${at}`),
  type: "wait-for",
  duration: { amount: 1, unit: "seconds" },
  cancelOn: [],
  whenCancelled: "stop",
  businessHours: false,
});

export const changePriority = (at: number): Step => ({
  id: step(`step-${at}`),
  type: "set-property",
  change: { property: "priority", value: at % 2 === 0 ? "high" : "low" },
});
