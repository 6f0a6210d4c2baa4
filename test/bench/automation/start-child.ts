import { performance as eventLoop } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { createRouterClient } from "@orpc/server";
import type { DeskClient } from "#shared/contract/index.ts";
import { STAGES } from "../../support/test-desk.ts";
import { openCore } from "./desk-of.ts";

/** What one start took, from the call that opens the core. */
export type StartFigures = {
  readonly openMs: number;
  /** The live feed said hello, and the first page of each column is there. */
  readonly boardMs: number;
  /** The services have had their first look as well: the core is at rest. */
  readonly restMs: number;
  /** From the process's start to the board: on the way the sources were read and compiled. */
  readonly processMs: number;
  readonly residentMb: number;
};

const LOOK_MS = 100;
const LITTLE = 0.1;

// A program of its own: `node start-child.ts FOLDER` prints the figures.
const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error("start-child.ts needs a desk's folder.");

const startMs = performance.now();
const since = () => performance.now() - startMs;
const core = await openCore(dataDir);
const openMs = since();
core.start();
const client: DeskClient = createRouterClient(core.router, { context: { userId: core.owner() } });
const feed = await client.desk.live();
await feed.next();
await Promise.all(
  [STAGES.new, STAGES.waitingOnContact, STAGES.waitingOnUs].map((stageId) =>
    client.tickets.list({ stageId, limit: 50 }),
  ),
);
const boardMs = since();
const processMs = performance.now();
const restMs = await untilRest();
const residentMb = process.memoryUsage().rss / 1e6;
await feed.return(undefined);
await core.close();
const figures: StartFigures = { openMs, boardMs, restMs, processMs, residentMb };
console.log(JSON.stringify(figures));

/** When the loop began to have little to do. */
async function untilRest(): Promise<number> {
  for (;;) {
    await core.context.queue.idle();
    const atMs = since();
    const before = eventLoop.eventLoopUtilization();
    await sleep(LOOK_MS);
    if (eventLoop.eventLoopUtilization(before).utilization < LITTLE) return atMs;
  }
}
