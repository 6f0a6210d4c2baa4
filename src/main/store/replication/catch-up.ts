/**
 * A desk read from one end to the other, for a device that joins or was away for long: the setup, then tickets that are open, newest first, each with all that belongs to it,
 * then the closed ones, then the rest. What is written meanwhile comes as changes, which are merged in any order, so that nothing has to stand still; the place where reading stopped is all that is kept.
 */
import { REPLICATED_COLLECTIONS, TICKET_COLLECTIONS, type ReplicatedCollection } from "#shared/sync/collections.ts";
import type { CatchUpCursor } from "#shared/sync/cursor.ts";
import { tableOf, type RawDialect } from "../raw-reads.ts";
import type { ChangedRow } from "./change-log.ts";
import { ask, type Reading } from "./reading.ts";

export type CatchUpQuestion = {
  /** Only what later commits wrote; 0: everything. */
  readonly after: number;
  readonly cursor: CatchUpCursor;
  /** Ids of the stages in which tickets are open. */
  readonly openStageIds: readonly string[];
  /** Closed tickets without any activity since are left out; null: none are. */
  readonly closedSinceEpochMs: number | null;
  readonly maxTickets: number;
  readonly maxBytes: number;
};

export type CatchUpPart = {
  readonly rows: readonly ChangedRow[];
  /** Where to go on; null at the end. */
  readonly cursor: CatchUpCursor | null;
  /** How many tickets this part brought, or passed over as unchanged. */
  readonly tickets: number;
};

/** What is read by id at the end, all but the setup, which came first: people, what belongs to no ticket, and what can't be found by its ticket. */
const [, ...REST] = REPLICATED_COLLECTIONS;

/** The next part, of one moment. */
export function* readCatchUp(dialect: RawDialect, question: CatchUpQuestion): Reading<CatchUpPart> {
  switch (question.cursor.phase) {
    case "setup":
      return yield* readById(dialect, question, "setup", question.cursor.afterId, { phase: "open", before: null });
    case "open":
    case "closed":
      return yield* readTickets(dialect, question, question.cursor.phase, question.cursor.before);
    case "rest": {
      const { collection, afterId } = question.cursor;
      const index = REST.findIndex((name) => name === collection);
      const following = REST[index + 1];
      const next = following === undefined ? null : ({ phase: "rest", collection: following, afterId: "" } as const);
      return yield* readById(dialect, question, REST[index] ?? "people", afterId, next);
    }
  }
}

/** Tickets with all that belongs to them, as they are now. */
export function* readTicketGroups(
  dialect: RawDialect,
  ticketIds: readonly string[],
  after: number,
): Reading<ChangedRow[]> {
  const among = dialect.inList;
  const tickets = yield* rowsOf("tickets", `id ${among}`, JSON.stringify(ticketIds));
  const contacts = tickets.flatMap(({ data }) => contactIdsOf(data));
  const rows = [...(yield* rowsOf("people", `id ${among}`, JSON.stringify(contacts))), ...tickets];
  const keys = JSON.stringify(ticketIds.map((id) => dialect.keyValue(id)));
  for (const collection of TICKET_COLLECTIONS) rows.push(...(yield* rowsOf(collection, `"k.ticketId" ${among}`, keys)));
  return rows.filter(({ commit }) => commit > after);
}

/** How many tickets reading everything passes. */
export function* countTickets(): Reading<number> {
  const [row] = yield* ask(`SELECT count(*) FROM ${tableOf("tickets")} WHERE deleted = 0`);
  return Number(row?.[0] ?? 0);
}

function* readTickets(
  dialect: RawDialect,
  { after, openStageIds, closedSinceEpochMs, maxTickets, maxBytes }: CatchUpQuestion,
  phase: "open" | "closed",
  before: { readonly lastActivityAtEpochMs: number; readonly id: string } | null,
): Reading<CatchUpPart> {
  const since = phase === "closed" && closedSinceEpochMs !== null ? closedSinceEpochMs : Number.MIN_SAFE_INTEGER;
  const { keyValue, fromKey } = dialect;
  const found = yield* ask(
    `SELECT id, "k.lastActivityAtEpochMs" FROM ${tableOf("tickets")}
      WHERE deleted = 0 AND "k.stageId" ${phase === "open" ? "" : "NOT "}${dialect.inList}
      AND "k.lastActivityAtEpochMs" >= ? AND ("k.lastActivityAtEpochMs", id) < (?, ?)
      ORDER BY "k.lastActivityAtEpochMs" DESC, id DESC LIMIT ?`,
    JSON.stringify(openStageIds.map((id) => keyValue(id))),
    keyValue(since),
    keyValue(before?.lastActivityAtEpochMs ?? Number.MAX_SAFE_INTEGER),
    before?.id ?? "",
    maxTickets,
  );
  const page = found.map(([id, at]) => ({ id: String(id), lastActivityAtEpochMs: Number(fromKey(at)) }));
  const rows: ChangedRow[] = [];
  let taken = 0;
  let bytes = 0;
  // In tens: a part may end before its size is far beyond the limit, and never within a ticket.
  while (taken < page.length && bytes < maxBytes) {
    const some = page.slice(taken, taken + 10);
    for (const row of yield* readTicketGroups(
      dialect,
      some.map(({ id }) => id),
      after,
    )) {
      rows.push(row);
      bytes += row.data.length;
    }
    taken += some.length;
  }
  const last = page[taken - 1];
  const isOver = last === undefined || (taken === page.length && page.length < maxTickets);
  if (!isOver) return { rows, cursor: { phase, before: last }, tickets: taken };
  const cursor: CatchUpCursor =
    phase === "open" ? { phase: "closed", before: null } : { phase: "rest", collection: REST[0], afterId: "" };
  return { rows, cursor, tickets: taken };
}

/** Of collections whose rows came with their tickets only what belongs to none, and what was deleted, which whoever starts from nothing need not know. */
function* readById(
  dialect: RawDialect,
  { after, maxTickets, maxBytes }: CatchUpQuestion,
  collection: ReplicatedCollection,
  afterId: string,
  next: CatchUpCursor | null,
): Reading<CatchUpPart> {
  const isOfTickets = collection === "tickets" || (TICKET_COLLECTIONS as readonly string[]).includes(collection);
  const wanted =
    collection === "tickets"
      ? "deleted = 1"
      : isOfTickets
        ? `(NOT ${dialect.isKeyText("ticketId")} OR deleted = 1)`
        : "TRUE";
  const found = yield* rowsOf(
    collection,
    `id > ? AND ${wanted} AND written > ? ${after === 0 ? "AND deleted = 0 " : ""}ORDER BY id LIMIT ?`,
    afterId,
    after,
    maxTickets * 10,
  );
  const rows: ChangedRow[] = [];
  let bytes = 0;
  for (const row of found) {
    if (bytes >= maxBytes) break;
    rows.push(row);
    bytes += row.data.length;
  }
  const last = rows.at(-1);
  if (last === undefined || (rows.length === found.length && found.length < maxTickets * 10))
    return { rows, cursor: next, tickets: 0 };
  const cursor: CatchUpCursor =
    collection === "setup" ? { phase: "setup", afterId: last.id } : { phase: "rest", collection, afterId: last.id };
  return { rows, cursor, tickets: 0 };
}

function* rowsOf(
  collection: ReplicatedCollection,
  where: string,
  ...params: readonly (string | number)[]
): Reading<ChangedRow[]> {
  const found = yield* ask(`SELECT id, written, data FROM ${tableOf(collection)} WHERE ${where}`, ...params);
  return found.map(([id, written, data]) => ({
    collection,
    id: String(id),
    commit: Number(written),
    data: String(data),
  }));
}

function contactIdsOf(ticket: string): string[] {
  const { contactIds } = JSON.parse(ticket) as { contactIds?: readonly string[] };
  return [...(contactIds ?? [])];
}
