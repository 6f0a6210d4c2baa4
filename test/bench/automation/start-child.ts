import { createRouterClient } from "@orpc/server";
import type { DeskClient } from "#shared/contract/index.ts";
import { STAGES } from "../../support/test-desk.ts";
import { openCore } from "./desk-of.ts";

/** What one start took, from the call that opens the core. */
export type StartFigures = {
  readonly openMs: number;
  /** The live feed said hello, and the first page of each column is there. */
  readonly boardMs: number;
  /** The services have had their first look as well. */
  readonly settledMs: number;
  readonly residentMb: number;
};

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
await core.context.queue.idle();
const settledMs = since();
const residentMb = process.memoryUsage().rss / 1e6;
await feed.return(undefined);
await core.close();
const figures: StartFigures = { openMs, boardMs, settledMs, residentMb };
console.log(JSON.stringify(figures));
