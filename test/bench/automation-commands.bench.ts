import { activeWorkflows } from "./automation/active-workflows.ts";
import { createCommands, type Commands } from "./automation/commands-of.ts";
import { inFolder, insertTickets, insertWorkflows, openCore } from "./automation/desk-of.ts";
import type { BenchRow } from "./bench-row.ts";
import { onSlowDisk, openFlushes, skipped } from "./disk/flushes.ts";
import { cpuSecondsOf, row } from "./storage/measure.ts";

const TICKETS = Number(process.env["PIPEDESK_BENCH_TICKETS"] ?? "100000");
const WORKFLOWS = 100;
const SLOW_FLUSH_MS = 2;
const UNIT = "events/s";
/** Each is measured this often, and the best counts: the others measure what else the machine did. */
const ROUNDS = 3;

/** People's changes, each its own command, to the last consequence on disk; as the disk is, and on one whose flush takes 2 ms. */
export async function measure(): Promise<BenchRow[]> {
  return inFolder(async (dataDir) => {
    const core = await openCore(dataDir);
    await insertTickets(core, TICKETS, Date.now());
    await insertWorkflows(core, activeWorkflows(WORKFLOWS));
    const commands = createCommands(core, TICKETS);
    await commands.rate(200, 20);
    const rows = await rowsOf(commands, "", 600);
    const slow = `, a flush takes ${SLOW_FLUSH_MS} ms`;
    const flushes = openFlushes();
    if (typeof flushes === "string") rows.push(skipped(`commands${slow}`, UNIT, flushes));
    else rows.push(...(await onSlowDisk(flushes, SLOW_FLUSH_MS, () => rowsOf(commands, slow, 200))));
    await commands.check();
    await core.close();
    return rows;
  });
}

async function rowsOf(commands: Commands, disk: string, count: number): Promise<BenchRow[]> {
  const best = { ms: Number.POSITIVE_INFINITY, one: 0, twenty: 0, many: 0, cpuMs: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round += 1) {
    best.ms = Math.min(best.ms, await commands.medianMs(count / 2));
    best.one = Math.max(best.one, await commands.rate(count, 1));
    best.twenty = Math.max(best.twenty, await commands.rate(count, 20));
    const cpuSeconds = await cpuSecondsOf(async () => {
      best.many = Math.max(best.many, await commands.rate(count, 64));
    });
    best.cpuMs = Math.min(best.cpuMs, (cpuSeconds * 1_000) / count);
  }
  const about = `${WORKFLOWS} active workflows, ${TICKETS} tickets${disk}`;
  return [
    row(`event → all instant workflows done, median, ${about}`, "ms", best.ms, null, ["< 5 ms", (value) => value < 5]),
    row(`commands one after the other, ${about}`, UNIT, best.one, null, null),
    row(`commands, 20 waiting at once, ${about}`, UNIT, best.twenty, null, null),
    row(
      `commands, 64 waiting at once, ${about}`,
      UNIT,
      best.many,
      null,
      disk === "" ? ["≥ 2000 events/s", (value) => value >= 2_000] : null,
    ),
    row(`… processor time a command of 64, ${about}`, "ms", best.cpuMs, null, null),
  ];
}
