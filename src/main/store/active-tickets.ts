import type { DatabaseSync } from "node:sqlite";
import { TicketId } from "#shared/model/ids.ts";
import { COLLECTIONS } from "./collections.ts";
import { tableName } from "./sql-storage/index.ts";

/** Ids of the tickets on which something happened since then, in their order. @throws Error from SQLite */
export function ticketsActiveSince(sql: DatabaseSync, sinceEpochMs: number): TicketId[] {
  const activities = `"${tableName("activities", COLLECTIONS.activities.version)}"`;
  return sql
    .prepare(
      `SELECT DISTINCT "k.ticketId" AS id FROM ${activities} WHERE deleted = 0 AND "k.atEpochMs" >= ? ORDER BY "k.ticketId"`,
    )
    .all(sinceEpochMs)
    .map(({ id }) => TicketId.parse(id));
}

/** Ids of all tickets, in their order. @throws Error from SQLite */
export function allTickets(sql: DatabaseSync): TicketId[] {
  return sql
    .prepare(`SELECT id FROM "${tableName("tickets", COLLECTIONS.tickets.version)}" WHERE deleted = 0 ORDER BY id`)
    .all()
    .map(({ id }) => TicketId.parse(id));
}
