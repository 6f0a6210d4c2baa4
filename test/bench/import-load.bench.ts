import { setTimeout as sleep } from "node:timers/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openAsBlob } from "node:fs";
import { createRouterClient } from "@orpc/server";
import type { DeskClient } from "#shared/contract/index.ts";
import type { Core } from "#main/core.ts";
import { inFolder, openCore } from "./automation/desk-of.ts";
import { insertFullDesk } from "./automation/full-desk.ts";
import { ACTIONS, startPerson } from "./automation/person-at-work.ts";
import type { BenchRow } from "./bench-row.ts";
import { writeArchive } from "./mail-archive.ts";
import { row, secondsOf } from "./storage/measure.ts";

/** `PIPEDESK_BENCH_TICKETS=5000` for a quick look. */
const TICKETS = Number(process.env["PIPEDESK_BENCH_TICKETS"] ?? "50000");
const MAILS = Number(process.env["PIPEDESK_BENCH_MAILS"] ?? "20000");
const IDLE_MS = 5_000;
const POLL_MS = 20;
/** The histogram counts the time between two looks; this much of it is no delay. */
const RESOLUTION_MS = 10;

/** What a person feels while an archive comes in at full speed, and how much of that speed the person costs. */
export async function measure(): Promise<BenchRow[]> {
  return inFolder(async (dataDir) => {
    const core = await openCore(dataDir);
    await insertFullDesk(core, TICKETS, Date.now());
    core.start();
    const client: DeskClient = createRouterClient(core.router, { context: { userId: core.owner() } });
    const alone = await writeArchive(dataDir, { mails: MAILS, from: 0 });
    const beside = await writeArchive(dataDir, { mails: MAILS, from: MAILS });
    const idle = await withPerson(client, () => sleep(IDLE_MS));
    const aloneRate = MAILS / (await secondsOf(() => importArchive(core, client, alone)));
    let seconds = 0;
    const busy = await withPerson(client, async () => {
      seconds = await secondsOf(() => importArchive(core, client, beside));
    });
    await core.close();
    const rate = MAILS / seconds;
    const during = `while ${MAILS} mails are imported into ${TICKETS} tickets`;
    return [
      ...ACTIONS.flatMap((action) => [
        row(
          `${action}, p95, ${during}`,
          "ms",
          busy.latencies[action].p95Ms,
          ["idle", idle.latencies[action].p95Ms],
          ["< 50 ms", (value) => value < 50],
        ),
        row(
          `${action}, median, ${during}`,
          "ms",
          busy.latencies[action].medianMs,
          ["idle", idle.latencies[action].medianMs],
          null,
        ),
      ]),
      row(
        `event loop delay, p99, ${during}`,
        "ms",
        busy.delayP99Ms,
        ["idle", idle.delayP99Ms],
        ["< 30 ms", (value) => value < 30],
      ),
      row(`event loop delay, longest, ${during}`, "ms", busy.delayMaxMs, ["idle", idle.delayMaxMs], null),
      row(
        `import into ${TICKETS} tickets beside a person at work`,
        "messages/s",
        rate,
        ["alone", aloneRate],
        ["≥ 0.7 × peer", (_, ratio) => ratio >= 0.7],
      ),
    ];
  });
}

async function withPerson(client: DeskClient, work: () => Promise<unknown>) {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const person = startPerson(client, TICKETS);
  delays.enable();
  await work();
  delays.disable();
  const latencies = await person.stop();
  const ms = (nanoseconds: number) => Math.max(nanoseconds / 1e6 - RESOLUTION_MS, 0);
  return { latencies, delayP99Ms: ms(delays.percentile(99)), delayMaxMs: ms(delays.max) };
}

/** As the window does it: the file is handed over, and the job says when it is through. */
async function importArchive(core: Core, client: DeskClient, path: string): Promise<void> {
  const file = new File([await openAsBlob(path)], "archive.mbox");
  await client.desk.import({ file });
  while (core.state.job?.state === "running") await sleep(POLL_MS);
  const { job } = core.state;
  if (job?.state !== "done" || job.imported !== MAILS) throw new Error(`The import ended so: ${JSON.stringify(job)}`);
}
