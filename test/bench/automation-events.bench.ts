import { createRouterClient } from "@orpc/server";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { Core } from "#main/core.ts";
import { createBatch } from "#main/desk/batch.ts";
import { changeProperties } from "#main/desk/ticket-changes/change-properties.ts";
import { draftOf } from "#main/desk/ticket-changes/ticket-draft.ts";
import {
  definition,
  inFolder,
  insertTickets,
  insertWorkflows,
  openCore,
  step,
  ticketIdOf,
} from "./automation/desk-of.ts";
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
      await insertWorkflows(core, definitions(workflows));
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
      const bulkSeconds = await secondsOf(() => changeMany(core, EVENTS));
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

async function changeMany(core: Core, count: number): Promise<void> {
  const { context } = core;
  await context.queue.run(async () => {
    const batch = createBatch(context);
    const ids = Array.from({ length: count }, (_, at) => ticketIdOf((at * 104_729) % TICKETS));
    await batch.tickets.load(ids);
    for (const id of ids) {
      const ticket = await batch.tickets.get(id);
      if (!ticket) throw new Error(`There is no ticket ${id}.`);
      const draft = draftOf(ticket, {
        atEpochMs: context.clock.nowEpochMs(),
        cause: { kind: "user", userId: core.owner() },
        depth: 0,
        nextStamp: () => context.nextStamp(),
      });
      changeProperties(draft, { priority: ticket.priority === "urgent" ? "medium" : "urgent" });
      await batch.change(draft);
    }
    await batch.flush();
  });
}

/** Of many workflows a tenth listens to the same change; one of those fits and acts. */
function definitions(count: number): WorkflowDefinition[] {
  const acting = definition(
    [{ id: step("due"), type: "set-due", after: { amount: 4, unit: "hours" }, businessHours: false }],
    {
      triggers: [{ id: "t1", type: "property-changed", property: "priority" }],
    },
  );
  const triggers: WorkflowDefinition["triggers"] = [
    { id: "t1", type: "property-changed", property: "priority" },
    { id: "t1", type: "ticket-created" },
    { id: "t1", type: "email-received" },
    { id: "t1", type: "customer-replied" },
    { id: "t1", type: "note-added" },
    { id: "t1", type: "property-changed", property: "ownerId" },
    { id: "t1", type: "property-changed", property: "tags" },
    { id: "t1", type: "email-sent" },
    { id: "t1", type: "form-submitted" },
    { id: "t1", type: "manual" },
  ];
  const others = Array.from({ length: count - 1 }, (_, at) =>
    definition([{ id: step("tag"), type: "add-tags", tags: [`tag-${at}`] }], {
      triggers: [triggers[at % triggers.length] ?? { id: "t1", type: "manual" }],
      filter: {
        match: "all",
        parts: [
          { object: "ticket", property: "tags", operator: "has-any-of", values: [`wanted-${at}`] },
          { object: "ticket", property: "stageKind", operator: "is", value: "open" },
        ],
      },
    }),
  );
  return [acting, ...others];
}
