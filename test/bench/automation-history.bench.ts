import type { Core } from "#main/core.ts";
import { activeWorkflows } from "./automation/active-workflows.ts";
import { changePriorities } from "./automation/change-priorities.ts";
import { createCommands, type Commands } from "./automation/commands-of.ts";
import { inFolder, insertTickets, insertWorkflows, openCore } from "./automation/desk-of.ts";
import { insertHistory } from "./automation/history.ts";
import type { BenchRow } from "./bench-row.ts";
import { cpuSecondsOf, row, secondsOf } from "./storage/measure.ts";

const TICKETS = 50_000;
const WORKFLOWS = 100;
/** `PIPEDESK_BENCH_HISTORY=40000` for a quick look. */
const ACTIVITIES = Number(process.env["PIPEDESK_BENCH_HISTORY"] ?? "400000");
const EVENTS = 600;
/** The best counts: the others measure what else the machine did. */
const ROUNDS = 4;

/** Events in one piece of work and as commands of their own, on a new desk and on one that has a year behind it. */
export async function measure(): Promise<BenchRow[]> {
  return inFolder(async (dataDir) => {
    const core = await openCore(dataDir);
    const nowEpochMs = Date.now();
    await insertTickets(core, TICKETS, nowEpochMs);
    await insertWorkflows(core, activeWorkflows(WORKFLOWS));
    const commands = createCommands(core, TICKETS);
    const rows = await rowsOf(core, commands, "no history");
    await commands.check();
    await insertHistory(core, { tickets: TICKETS, activities: ACTIVITIES, runs: ACTIVITIES / 2 }, nowEpochMs);
    rows.push(
      ...(await rowsOf(core, commands, `${ACTIVITIES} activities, ${ACTIVITIES / 2} runs and as many evaluations`)),
    );
    await core.close();
    return rows;
  });
}

async function rowsOf(core: Core, commands: Commands, history: string): Promise<BenchRow[]> {
  await commands.rate(100, 20);
  const best = { together: 0, one: 0, many: 0, cpuMs: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round += 1) {
    const cpuSeconds = await cpuSecondsOf(async () => {
      const seconds = await secondsOf(() => changePriorities(core, EVENTS, TICKETS));
      best.together = Math.max(best.together, EVENTS / seconds);
    });
    best.cpuMs = Math.min(best.cpuMs, (cpuSeconds * 1_000) / EVENTS);
    best.one = Math.max(best.one, await commands.rate(EVENTS / 2, 1));
    best.many = Math.max(best.many, await commands.rate(EVENTS, 64));
  }
  const about = `${WORKFLOWS} active workflows, ${TICKETS} tickets, ${history}`;
  return [
    row(`${EVENTS} events in one piece of work, ${about}`, "events/s", best.together, null, null),
    row(`… processor time of one of them, ${about}`, "ms", best.cpuMs, null, null),
    row(`commands one after the other, ${about}`, "events/s", best.one, null, null),
    row(`commands, 64 waiting at once, ${about}`, "events/s", best.many, null, null),
  ];
}
