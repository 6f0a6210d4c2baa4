import { createRouterClient } from "@orpc/server";
import type { DeskClient } from "#shared/contract/index.ts";
import { activeWorkflows } from "./automation/active-workflows.ts";
import { changePriorities } from "./automation/change-priorities.ts";
import { inFolder, insertTickets, insertWorkflows, openCore, ticketIdOf } from "./automation/desk-of.ts";
import type { BenchRow } from "./bench-row.ts";
import { latenciesOf, row, secondsOf } from "./storage/measure.ts";

/** `PIPEDESK_BENCH_TICKETS=10000` for a quick look. */
const TICKETS = Number(process.env["PIPEDESK_BENCH_TICKETS"] ?? "100000");
const EVENTS = 600;
/** More than one command waits in the queue, as on a busy desk. */
const AT_ONCE = 20;

/** From a person's change to its last consequence on disk: the ticket, its history, the runs of all instant workflows. */
export async function measure(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const workflows of [1, 100, 1_000])
    await inFolder(async (dataDir) => {
      const core = await openCore(dataDir);
      await insertTickets(core, TICKETS, Date.now());
      await insertWorkflows(core, activeWorkflows(workflows));
      const client: DeskClient = createRouterClient(core.router, { context: { userId: core.owner() } });
      let turn = 0;
      const change = async () => {
        turn += 1;
        // Every ticket once, in an order that no cache likes.
        const id = ticketIdOf((turn * 7_919) % TICKETS);
        await client.tickets.update({ id, priority: turn % 2 === 0 ? "high" : "low" });
      };
      const { medianMs, p95Ms, p99Ms } = await latenciesOf(EVENTS, change);
      const seconds = await secondsOf(async () => {
        for (let done = 0; done < EVENTS; done += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, change));
      });
      // As an import or a change of many tickets does it: one piece of work.
      const bulkSeconds = await secondsOf(() => changePriorities(core, EVENTS, TICKETS));
      const runs = await core.context.store.runs.count({ status: "done" });
      await core.close();
      // Each change sets off the one workflow that acts.
      if (runs < 3 * EVENTS) throw new Error(`Only ${runs} runs came of ${3 * EVENTS} changes.`);
      const name = (what: string) => `${what}, ${workflows} active workflows, ${TICKETS} tickets`;
      rows.push(
        row(name("event → all instant workflows done, median"), "ms", medianMs, null, ["< 5 ms", (value) => value < 5]),
        row(name("… p95"), "ms", p95Ms, null, null),
        row(name("… p99"), "ms", p99Ms, null, null),
        row(name("… sustained, each its own command"), "events/s", EVENTS / seconds, null, null),
        row(name("… sustained, in one piece of work"), "events/s", EVENTS / bulkSeconds, null, [
          "≥ 2000 events/s",
          (value) => value >= 2_000,
        ]),
      );
    });
  return rows;
}
