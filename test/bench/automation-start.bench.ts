import {
  definition,
  inFolder,
  insertTickets,
  insertWorkflows,
  openCore,
  step,
  waitingRun,
} from "./automation/desk-of.ts";
import { insertDocuments } from "./automation/store-access.ts";
import type { BenchRow } from "./bench-row.ts";
import { row, secondsOf } from "./storage/measure.ts";

const RUNS = Number(process.env["PIPEDESK_BENCH_RUNS"] ?? "50000");
const DAY_MS = 86_400_000;

/** A desk with many waiting runs: from the program's start to its timers being set. */
export async function measure(): Promise<BenchRow[]> {
  return inFolder(async (dataDir) => {
    const nowEpochMs = Date.now();
    const before = await openCore(dataDir);
    await insertTickets(before, RUNS, nowEpochMs);
    const [workflowId] = await insertWorkflows(before, [
      definition([
        {
          id: step("wait"),
          type: "wait-for",
          duration: { amount: 30, unit: "days" },
          cancelOn: [],
          whenCancelled: "stop",
          businessHours: false,
        },
      ]),
    ]);
    if (!workflowId) throw new Error("There is no workflow.");
    const runs = Array.from({ length: RUNS }, (_, at) =>
      waitingRun(at, workflowId, "wait", nowEpochMs, nowEpochMs + DAY_MS + ((at * 7_919) % RUNS) * 1_000),
    );
    await insertDocuments(before, "runs", runs);
    await before.close();
    const empty = await inFolder(async (folder) => {
      await (await openCore(folder)).close();
      return secondsOf(async () => (await openCore(folder)).close());
    });
    globalThis.gc?.();
    const restingBytes = process.memoryUsage().rss;
    let core = await openCore(dataDir);
    await core.close();
    const seconds = await secondsOf(async () => {
      core = await openCore(dataDir);
      core.start();
      // The scheduler's first look is through when the queue is.
      await core.context.queue.idle();
    });
    globalThis.gc?.();
    const grownMb = (process.memoryUsage().rss - restingBytes) / 1e6;
    await core.close();
    return [
      row(
        `start with ${RUNS} waiting runs and ${RUNS} tickets`,
        "ms",
        seconds * 1_000,
        ["a new desk", empty * 1_000],
        ["< 1500 ms", (value) => value < 1_500],
      ),
      row("… resident memory more than before", "MB", Math.max(grownMb, 0), null, null),
    ];
  });
}
