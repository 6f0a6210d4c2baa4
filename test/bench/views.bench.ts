import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ViewLook } from "../../src/shared/automation/documents/saved-view.ts";
import { READY_VIEW_IDS, readyView } from "../../src/shared/automation/ticket-views/ready-views.ts";
import { TicketId, UserId } from "../../src/shared/model/ids.ts";
import { TicketPriority, type Ticket } from "../../src/shared/model/ticket.ts";
import { countView, findTickets } from "../../src/main/automation/find-tickets.ts";
import { seededRandom } from "../conformance/storage/random.ts";
import { insert } from "../support/insert.ts";
import { openTestDesk, STAGES, SUPPORT } from "../support/test-desk.ts";
import type { BenchRow } from "./bench-row.ts";
import { latenciesOf, row } from "./storage/measure.ts";

const TICKETS = 100_000;
const PER_BULK = 2_000;
const USERS = 12;
const NOW = Date.UTC(2026, 4, 4, 9);
const OWNER = UserId.parse("user-owner");
const PAGE = 100;
const RUNS = 120;

/** A view's page, its jump to any place and its count, among a hundred thousand tickets of which a tenth is open. */
export async function benchViews(): Promise<BenchRow[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "pipedesk-bench-"));
  const desk = await openTestDesk({ dataDir, nowEpochMs: NOW });
  try {
    const { store } = desk.core.context;
    const random = seededRandom(7);
    for (let from = 0; from < TICKETS; from += PER_BULK)
      await insert(
        store.tickets,
        Array.from({ length: PER_BULK }, (_, at) => ticketOf(from + at, () => random.next())),
      );
    const find = (look: Pick<ViewLook, "filter" | "sort" | "grouping">, offset = 0) =>
      findTickets(desk.core.context, { ...look, offset, limit: PAGE, userId: OWNER });
    const workflows = desk.core.context.setup.all("workflow");
    const ready = READY_VIEW_IDS.map((id) => readyView(id, workflows));
    const everything: Pick<ViewLook, "filter" | "sort" | "grouping"> = {
      filter: { match: "all", parts: [] },
      sort: { column: "lastActivity", direction: "desc" },
      grouping: null,
    };
    const tagged = {
      ...everything,
      filter: {
        match: "all" as const,
        parts: [{ object: "ticket", property: "tags", operator: "has-any-of" as const, values: ["vip"] }],
      },
    };
    const first = await latenciesOf(RUNS, (run) => find(ready[run % ready.length] ?? everything), 3);
    const all = await latenciesOf(RUNS, () => find(everything), 3);
    const jump = await latenciesOf(RUNS, (run) => find(everything, (run * 7_919) % (TICKETS - PAGE)), 3);
    const byDue = await latenciesOf(RUNS, () => find({ ...everything, sort: { column: "due", direction: "asc" } }), 3);
    const grouped = await latenciesOf(40, () => find({ ...everything, grouping: "owner" }), 3);
    const byTag = await latenciesOf(20, () => find(tagged), 3);
    const counted = await latenciesOf(
      RUNS,
      (run) =>
        countView(desk.core.context, { filter: (ready[run % ready.length] ?? everything).filter, userId: OWNER }),
      3,
    );
    const name = `a view among ${TICKETS / 1_000} 000 tickets`;
    const budget = ["< 20 ms", (value: number) => value < 20] as const;
    return [
      row(`${name}: first page and count, ready-made ones, p95`, "ms", first.p95Ms, null, budget),
      row(`${name}: first page and count, of all tickets, p95`, "ms", all.p95Ms, null, budget),
      row(`${name}: any place of all tickets, p95`, "ms", jump.p95Ms, null, null),
      row(`${name}: by due date, p95`, "ms", byDue.p95Ms, null, null),
      row(`${name}: in groups by owner, p95`, "ms", grouped.p95Ms, null, null),
      row(`${name}: by a tag, which SQL can't compare, p95`, "ms", byTag.p95Ms, null, null),
      row(`${name}: count of a ready-made one, p95`, "ms", counted.p95Ms, null, null),
    ];
  } finally {
    await desk.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

export const measure = benchViews;

function ticketOf(at: number, random: () => number): Ticket {
  const isOpen = random() < 0.1;
  const of = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const owner = Math.floor(random() * (USERS + 2));
  const lastActivityAtEpochMs = NOW - Math.floor(random() * 365 * 86_400_000);
  return {
    id: TicketId.parse(`t_${String(at).padStart(8, "0")}`),
    number: at + 1,
    subject: `Where is parcel ${at}?`,
    priority: of([...TicketPriority.options, null]),
    ownerId: owner === 0 ? OWNER : owner > USERS ? null : UserId.parse(`user-${owner}`),
    dueAtEpochMs: isOpen && random() < 0.5 ? NOW + Math.floor((random() - 0.3) * 7 * 86_400_000) : null,
    closedAtEpochMs: isOpen ? null : lastActivityAtEpochMs,
    tags: random() < 0.2 ? [of(["vip", "billing", "return"])] : [],
    followerIds: [],
    pipelineId: SUPPORT,
    stageId: isOpen ? of([STAGES.new, STAGES.waitingOnContact, STAGES.waitingOnUs]) : STAGES.closed,
    contactIds: [],
    primaryContactId: null,
    source: "email",
    channelId: null,
    originConversationId: null,
    createdAtEpochMs: lastActivityAtEpochMs - 3_600_000,
    timeToCloseMs: isOpen ? null : 3_600_000,
    wasReopened: false,
    stageEnteredAtEpochMs: lastActivityAtEpochMs,
    lastActivityAtEpochMs,
    lastCustomerMessageAtEpochMs: lastActivityAtEpochMs,
    lastAgentMessageAtEpochMs: null,
    messageCount: 3,
    snippet: "It was to arrive on Monday, and nobody has seen it since. ".repeat(3),
    unread: random() < 0.02,
    links: [],
    stamps: Object.fromEntries(
      ["subject", "priority", "ownerId", "stageId"].map((one) => [one, `0001777881600000-0000-${at}`]),
    ),
  };
}
