import { setImmediate as nextTurn } from "node:timers/promises";
import { TicketId } from "#shared/model/ids.ts";
import { COLLECTIONS } from "./collections.ts";
import { tableName, type SqlReads } from "./sql-storage/index.ts";

/** Lines of histories, or tickets, read between two turns of the event loop: some ten milliseconds. */
const A_READ = 5_000;

/** Ids of the tickets on which something happened since then, in their order. @throws Error from SQLite */
export async function ticketsActiveSince(sql: SqlReads, sinceEpochMs: number): Promise<TicketId[]> {
  const activities = `"${tableName("activities", COLLECTIONS.activities.version)}"`;
  const read = sql.prepare(`SELECT "k.atEpochMs" AS at, id, "k.ticketId" AS ticketId FROM ${activities}
    WHERE deleted = 0 AND ("k.atEpochMs", id) > (?, ?) ORDER BY "k.atEpochMs", id LIMIT ${A_READ}`);
  const found = new Set<string>();
  let [at, id] = [sinceEpochMs, ""];
  for (;;) {
    const rows = read.all(at, id);
    for (const { ticketId } of rows) found.add(String(ticketId));
    const last = rows.at(-1);
    if (last === undefined || rows.length < A_READ) return sorted(found);
    [at, id] = [Number(last["at"]), String(last["id"])];
    await nextTurn();
  }
}

/** Ids of all tickets, in their order. @throws Error from SQLite */
export async function allTickets(sql: SqlReads): Promise<TicketId[]> {
  const tickets = `"${tableName("tickets", COLLECTIONS.tickets.version)}"`;
  const read = sql.prepare(`SELECT id FROM ${tickets} WHERE deleted = 0 AND id > ? ORDER BY id LIMIT ${A_READ}`);
  const found: string[] = [];
  for (;;) {
    const rows = read.all(found.at(-1) ?? "");
    found.push(...rows.map(({ id }) => String(id)));
    if (rows.length < A_READ) return sorted(found);
    await nextTurn();
  }
}

function sorted(ids: Iterable<string>): TicketId[] {
  return Array.from(ids)
    .toSorted()
    .map((id) => TicketId.parse(id));
}
