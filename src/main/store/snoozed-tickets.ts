/** Tickets that wait for a time: few beside all, so that a start reads these alone. */
import type { TicketId } from "#shared/model/ids.ts";
import { tableOf, type IndexMaker, type RawDialect, type RawReads } from "./raw-reads.ts";

const until = (dialect: RawDialect) => dialect.number("snoozedUntilEpochMs");
const isSnoozed = (dialect: RawDialect) => `deleted = 0 AND ${until(dialect)} IS NOT NULL`;

export function createSnoozedIndex({ dialect, exec }: IndexMaker): void {
  exec(
    `CREATE INDEX IF NOT EXISTS "snoozed tickets" ON ${tableOf("tickets")} (${until(dialect)}, id) WHERE ${isSnoozed(dialect)}`,
  );
}

/** All of them, with the moment at which each wakes. @throws Error from the database */
export async function snoozedTickets(
  sql: RawReads,
): Promise<{ readonly id: TicketId; readonly untilEpochMs: number }[]> {
  const { dialect } = sql;
  const rows = await sql.rows(
    `SELECT id, ${until(dialect)} FROM ${tableOf("tickets")} ${dialect.indexedBy("snoozed tickets")} WHERE ${isSnoozed(dialect)}`,
  );
  return rows.map(([id, untilEpochMs]) => ({ id: String(id) as TicketId, untilEpochMs: Number(untilEpochMs) }));
}
