import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createRouterClient } from "@orpc/server";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { ReplayTotals } from "#shared/contract/explanations/replay.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { activeWorkflows } from "./automation/active-workflows.ts";
import { definition, inFolder, insertWorkflows, openCore, step, ticketIdOf } from "./automation/desk-of.ts";
import { EVENTS_PER_TICKET, insertPastTickets } from "./automation/past-tickets.ts";
import { ACTIVITIES_TABLE } from "./automation/store-access.ts";
import type { BenchRow } from "./bench-row.ts";
import { latenciesOf, row, secondsOf } from "./storage/measure.ts";

/** What publishing asks for, and the largest desk. `PIPEDESK_BENCH_TICKETS=2000` for a quick look: only that many. */
const SIZES = process.env["PIPEDESK_BENCH_TICKETS"]
  ? [Number(process.env["PIPEDESK_BENCH_TICKETS"])]
  : [10_000, 100_000];
const BUDGET_SECONDS = new Map([
  [10_000, 5],
  [100_000, 60],
]);
const DAYS = 90;

/** F10: the past gone through again, beside the same histories read and parsed with plain node:sqlite. */
export async function measure(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const tickets of SIZES) rows.push(...(await inFolder((dataDir) => rowsOf(dataDir, tickets))));
  return rows;
}

async function rowsOf(dataDir: string, tickets: number): Promise<BenchRow[]> {
  const core = await openCore(dataDir);
  await insertPastTickets(core, tickets, Date.now());
  const ids = await insertWorkflows(core, [escalation(4), ...activeWorkflows(20)]);
  const [id] = ids;
  if (id === undefined) throw new Error("There is no workflow.");
  core.start();
  const client: DeskClient = createRouterClient(core.router, { context: { userId: core.owner() } });
  const events = tickets * EVENTS_PER_TICKET;
  const readSeconds = await secondsOf(() => readHistories(dataDir));
  const peer = ["histories read with node:sqlite", readSeconds] as const;
  const budget = BUDGET_SECONDS.get(tickets);
  const idle = await latenciesOf(200, (run) => openTicket(client, run, tickets));
  const rows: BenchRow[] = [];
  for (const against of ["history", "current"] as const) {
    const what = against === "history" ? "replay of" : "what a draft would change, of";
    const start = performance.now();
    const totals = replayed(client, id, against);
    const [busy] = await Promise.all([latenciesOf(200, (run) => openTicket(client, run, tickets)), totals]);
    const seconds = (performance.now() - start) / 1_000;
    requireAll(await totals, tickets, events);
    rows.push(
      row(
        `${what} ${tickets} tickets with ${events} events`,
        "s",
        seconds,
        peer,
        budget === undefined ? null : [`< ${budget} s`, (value) => value < budget],
      ),
    );
    rows.push(
      row(
        `open a ticket, p95, while ${what} ${tickets} tickets goes on`,
        "ms",
        busy.p95Ms,
        ["idle", idle.p95Ms],
        ["< 50 ms", (value) => value < 50],
      ),
    );
  }
  await core.close();
  return rows;
}

/** Waits, a branch and steps of three kinds; `hours` is what a draft would change. */
function escalation(hours: number): WorkflowDefinition {
  return definition(
    [
      { id: step("due"), type: "set-due", after: { amount: hours, unit: "hours" }, businessHours: false },
      {
        id: step("wait"),
        type: "wait-for",
        duration: { amount: hours, unit: "hours" },
        cancelOn: ["customer-replied", "ticket-closed"],
        whenCancelled: "stop",
        businessHours: false,
      },
      { id: step("tag"), type: "add-tags", tags: ["late"] },
    ],
    { filter: { match: "all", parts: [{ object: "ticket", property: "priority", operator: "is-not", value: "low" }] } },
  );
}

async function replayed(client: DeskClient, id: WorkflowId, against: "history" | "current"): Promise<ReplayTotals> {
  const question = { id, days: DAYS, against, ...(against === "current" ? { definition: escalation(5) } : {}) };
  for await (const entry of await client.workflows.replay(question)) {
    if (entry.type === "skipped") throw new Error(`Ticket ${entry.ticketId} was left out: ${entry.reason}`);
    if (entry.type === "done") return entry.totals;
  }
  throw new Error("The replay did not end.");
}

function requireAll(totals: ReplayTotals, tickets: number, events: number): void {
  if (totals.ticketsDone !== tickets || totals.events !== events || totals.differences === 0)
    throw new Error(`The replay went through ${JSON.stringify(totals)}.`);
}

async function openTicket(client: DeskClient, run: number, tickets: number): Promise<void> {
  await client.tickets.get({ id: ticketIdOf((run * 7_919) % tickets) });
}

/** All histories in their order, each parsed: the least that a replay can cost. */
function readHistories(dataDir: string): void {
  const db = new DatabaseSync(join(dataDir, "desk.sqlite"), { readOnly: true });
  try {
    for (const { data } of db.prepare(`SELECT data FROM "${ACTIVITIES_TABLE}" ORDER BY id`).iterate())
      JSON.parse(String(data));
  } finally {
    db.close();
  }
}
