import { setImmediate as nextTurn } from "node:timers/promises";
import { createRouterClient } from "@orpc/server";
import type { Step } from "#shared/automation/steps/step.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { createSimTime } from "../support/automation/sim-time.ts";
import {
  definition,
  inFolder,
  insertRuns,
  insertTickets,
  insertWorkflows,
  openCore,
  step,
  ticketIdOf,
  waitingRun,
} from "./automation/desk-of.ts";
import { measureDbos, measurePgBoss, type Load } from "./automation/durable-peers.ts";
import { startPostgres } from "./automation/postgres.ts";
import type { BenchRow } from "./bench-row.ts";
import { row, secondsOf } from "./storage/measure.ts";

const STEPS = 10;
const LOADS: readonly Load[] = [
  { workflows: 40, steps: STEPS, atOnce: 1 },
  { workflows: 400, steps: STEPS, atOnce: 40 },
];

/**
 * Steps a second, each durable before the next begins. Ours wait between the steps, since without a wait all steps of a run are one write; each step also
 * changes its ticket and tells of it in the ticket's history.
 */
export async function measure(): Promise<BenchRow[]> {
  const ours: number[] = [];
  for (const load of LOADS) ours.push(await ourSteps(load));
  const instant = await ourInstantSteps();
  const peers = await peerRates();
  const rows = LOADS.flatMap(({ atOnce }, at) =>
    peers.map(({ peer, rates, why }) => {
      const name = `durable steps, ${STEPS} a workflow, ${atOnce} at once`;
      const rate = rates[at];
      return rate === undefined
        ? { ...row(name, "steps/s", ours[at] ?? 0, null, null), peer: `${peer} can't run here: ${why}` }
        : row(name, "steps/s", ours[at] ?? 0, [peer, rate], null);
    }),
  );
  return [...rows, row(`steps of runs that don't wait, ${STEPS} in one write`, "steps/s", instant, null, null)];
}

type Peer = { readonly peer: string; readonly rates: readonly number[]; readonly why: string };

async function peerRates(): Promise<Peer[]> {
  const failed = (peer: string) => (error: unknown) => ({ peer, rates: [], why: whyOf(error) });
  const postgres = await startPostgres().catch((error: unknown) => whyOf(error));
  if (typeof postgres === "string")
    return ["DBOS", "pg-boss"].map((peer) => ({ peer, rates: [], why: `PostgreSQL does not start: ${postgres}` }));
  try {
    return [
      await measureDbos(await postgres.database("dbos"), LOADS).then(
        (rates): Peer => ({ peer: "DBOS on PostgreSQL 18", rates, why: "" }),
        failed("DBOS"),
      ),
      await measurePgBoss(await postgres.database("boss"), LOADS).then(
        (rates): Peer => ({ peer: "pg-boss on PostgreSQL 18", rates, why: "" }),
        failed("pg-boss"),
      ),
    ];
  } finally {
    await postgres.close();
  }
}

function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const seconds = { amount: 1, unit: "seconds" } as const;
const wait = (at: number): Step => ({
  id: step(`wait-${at}`),
  type: "wait-for",
  duration: seconds,
  cancelOn: [],
  whenCancelled: "stop",
  businessHours: false,
});
const change = (at: number): Step => ({
  id: step(`step-${at}`),
  type: "set-property",
  change: { property: "priority", value: at % 2 === 0 ? "high" : "low" },
});

/** Runs that are all due at once, again and again: the clock is moved a second ahead as soon as all of them wait again. */
async function ourSteps({ workflows: runs }: Load): Promise<number> {
  return inFolder(async (dataDir) => {
    const time = createSimTime(Date.now());
    const core = await openCore(dataDir, { clock: time.clock, timers: time.timers });
    const nowEpochMs = time.clock.nowEpochMs();
    await insertTickets(core, runs, nowEpochMs);
    const steps = Array.from({ length: STEPS }, (_, at) => [wait(at), change(at)]).flat();
    const [workflowId] = await insertWorkflows(core, [definition(steps, { reenrolment: { kind: "never" } })]);
    if (!workflowId) throw new Error("There is no workflow.");
    const waiting = Array.from({ length: runs }, (_, at) =>
      waitingRun(at, workflowId, "wait-0", nowEpochMs, nowEpochMs + 1_000),
    );
    await insertRuns(core, waiting);
    core.start();
    const { store, queue } = core.context;
    const settle = async () => {
      for (let turn = 0; turn < 3; turn += 1) await nextTurn();
      await queue.idle();
      return true;
    };
    await time.advance(0, settle);
    const taken = await secondsOf(async () => {
      while ((await store.runs.count({ status: "waiting" })) > 0) await time.advance(1_000, settle);
    });
    const done = await store.runs.count({ status: "done" });
    await core.close();
    if (done !== runs) throw new Error(`${done} of ${runs} runs were done.`);
    return (runs * STEPS) / taken;
  });
}

async function ourInstantSteps(): Promise<number> {
  const runs = 200;
  return inFolder(async (dataDir) => {
    const core = await openCore(dataDir);
    await insertTickets(core, runs, Date.now());
    const steps = Array.from({ length: STEPS }, (_, at) => change(at));
    await insertWorkflows(core, [
      definition(steps, { triggers: [{ id: "t1", type: "property-changed", property: "subject" }] }),
    ]);
    const client: DeskClient = createRouterClient(core.router, { context: { userId: core.owner() } });
    const taken = await secondsOf(async () => {
      for (let at = 0; at < runs; at += 1)
        await client.tickets.update({ id: ticketIdOf(at), subject: `Changed ${at}` });
    });
    await core.close();
    return (runs * STEPS) / taken;
  });
}
