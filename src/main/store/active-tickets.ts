import { setImmediate as nextTurn } from "node:timers/promises";
import { TicketId } from "#shared/model/ids.ts";
import { tableOf, type RawReads } from "./raw-reads.ts";

/** Lines of histories, or tickets, read between two turns of the event loop: some ten milliseconds. */
const A_READ = 5_000;

/** Ids of the tickets on which something happened since then, in their order. @throws Error from the database */
export async function ticketsActiveSince(sql: RawReads, sinceEpochMs: number): Promise<TicketId[]> {
  const { keyValue, fromKey } = sql.dialect;
  const read = `SELECT "k.atEpochMs", id, "k.ticketId" FROM ${tableOf("activities")}
    WHERE deleted = 0 AND ("k.atEpochMs", id) > (?, ?) ORDER BY "k.atEpochMs", id LIMIT ${A_READ}`;
  const found = new Set<string>();
  let [at, id] = [sinceEpochMs, ""];
  for (;;) {
    const rows = await sql.rows(read, keyValue(at), id);
    for (const [, , ticketId] of rows) found.add(String(fromKey(ticketId)));
    const last = rows.at(-1);
    if (last === undefined || rows.length < A_READ) return sorted(found);
    [at, id] = [Number(fromKey(last[0])), String(last[1])];
    await nextTurn();
  }
}

/** Ids of all tickets, in their order. @throws Error from the database */
export async function allTickets(sql: RawReads): Promise<TicketId[]> {
  const read = `SELECT id FROM ${tableOf("tickets")} WHERE deleted = 0 AND id > ? ORDER BY id LIMIT ${A_READ}`;
  const found: string[] = [];
  for (;;) {
    const rows = await sql.rows(read, found.at(-1) ?? "");
    found.push(...rows.map(([id]) => String(id)));
    if (rows.length < A_READ) return sorted(found);
    await nextTurn();
  }
}

function sorted(ids: Iterable<string>): TicketId[] {
  return Array.from(ids)
    .toSorted()
    .map((id) => TicketId.parse(id));
}
