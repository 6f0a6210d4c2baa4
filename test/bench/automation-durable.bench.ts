import { createRouterClient } from "@orpc/server";
import type { DeskClient } from "#shared/contract/index.ts";
import { definition, inFolder, insertTickets, insertWorkflows, openCore, ticketIdOf } from "./automation/desk-of.ts";
import { changePriority, measureDurableSteps } from "./automation/durable-runs.ts";
import type { BenchRow } from "./bench-row.ts";
import { openFlushes, skipped } from "./disk/flushes.ts";
import type { Load } from "./peers/load.ts";
import { loadPeer, withoutPeer } from "./peers/peer.ts";
import { row, secondsOf } from "./storage/measure.ts";

const STEPS = 10;
const SLOW_FLUSH_MS = 2;
const UNIT = "steps/s";
const AT_LEAST_TWICE = ["≥ 2 × peer", (_: number, ratio: number) => ratio >= 2] as const;

/** Steps a second, each durable before the next begins; on a disk as it is, and on one whose flush takes 2 ms. */
export async function measure(): Promise<BenchRow[]> {
  const flushes = openFlushes();
  const load = (workflows: number, atOnce: number, flushMs: number | null): Load => ({
    workflows,
    steps: STEPS,
    atOnce,
    prepare: () => (typeof flushes === "string" ? undefined : flushes.take(flushMs)),
  });
  const loads = [load(40, 1, null), load(400, 40, null)];
  if (typeof flushes !== "string") loads.push(load(20, 1, SLOW_FLUSH_MS), load(120, 40, SLOW_FLUSH_MS));
  const name = (at: number) =>
    `durable steps, ${STEPS} a workflow, ${loads[at]?.atOnce} at once${at < 2 ? "" : `, a flush takes ${SLOW_FLUSH_MS} ms`}`;

  const ours: number[] = [];
  for (const one of loads) {
    one.prepare();
    ours.push(await measureDurableSteps(one));
  }
  loads[0]?.prepare();
  const instant = await instantSteps();
  const peers = await peerRates(loads);
  const rows = ours.flatMap((rate, at) =>
    peers.map(({ peer, rates, why }) => {
      const peerRate = rates[at];
      return peerRate === undefined
        ? withoutPeer(row(name(at), UNIT, rate, null, null), peer, why)
        : row(name(at), UNIT, rate, [peer, peerRate], AT_LEAST_TWICE);
    }),
  );
  return [
    ...rows,
    ...(typeof flushes === "string"
      ? [skipped(`durable steps, a flush takes ${SLOW_FLUSH_MS} ms`, UNIT, flushes)]
      : []),
    row(`steps of runs that don't wait, ${STEPS} in one write`, UNIT, instant, null, null),
  ];
}

type Peer = { readonly peer: string; readonly rates: readonly number[]; readonly why: string };

async function peerRates(loads: readonly Load[]): Promise<Peer[]> {
  const [dbos, boss, server] = await Promise.all([
    loadPeer(() => import("./peers/dbos.ts")),
    loadPeer(() => import("./peers/pg-boss.ts")),
    loadPeer(() => import("./peers/postgres.ts")),
  ]);
  const none = (why: string) => ["DBOS", "pg-boss"].map((peer): Peer => ({ peer, rates: [], why }));
  if (!dbos || !boss || !server) return none("not installed");
  const postgres = await server.startPostgres().catch(whyOf);
  if (typeof postgres === "string") return none(`PostgreSQL does not start: ${postgres}`);
  const measured = async (name: string, work: (url: string) => Promise<number[]>): Promise<Peer> => {
    const peer = `${name} on PostgreSQL 18`;
    try {
      return { peer, rates: await work(await postgres.database(name.toLowerCase().replace("-", "_"))), why: "" };
    } catch (error) {
      return { peer, rates: [], why: whyOf(error) };
    }
  };
  try {
    return [
      await measured("DBOS", (url) => dbos.measureDbos(url, loads)),
      await measured("pg-boss", (url) => boss.measurePgBoss(url, loads)),
    ];
  } finally {
    loads[0]?.prepare();
    await postgres.close();
  }
}

function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function instantSteps(): Promise<number> {
  const runs = 200;
  return inFolder(async (dataDir) => {
    const core = await openCore(dataDir);
    await insertTickets(core, runs, Date.now());
    const steps = Array.from({ length: STEPS }, (_, at) => changePriority(at));
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
