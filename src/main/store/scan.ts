/**
 * Reads of some properties of many documents, straight from SQL: a hundred thousand documents are not parsed for the sake of two numbers of each. Ids, pipelines
 * and stages are read from the storage's key columns, which hold plain ASCII as it is.
 */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { RunId, TicketId } from "#shared/model/ids.ts";
import { COLLECTIONS, type CollectionName } from "./collections.ts";
import { tableName } from "./sql-storage/index.ts";

export type TicketRow = {
  /** Rises with the order in which tickets were written first, and stays with the ticket. */
  readonly row: number;
  readonly id: TicketId;
  readonly pipelineId: string;
  readonly stageId: string;
  readonly isMerged: boolean;
  /** A numeric property that was asked for; null where it is unknown. */
  number(property: string): number | null;
};

/**
 * The next `limit` tickets behind a row, in the order of rows; `numbers` are the properties to read with them.
 * @throws Error from SQLite
 */
export function scanTickets(
  sql: DatabaseSync,
  numbers: readonly string[],
  afterRow: number,
  limit: number,
): TicketRow[] {
  const columns = numbers.map(() => ", json_extract(data, ?)").join("");
  const statement = sql.prepare(`SELECT n, id, "k.pipelineId", "k.stageId",
    json_extract(data, '$.mergedIntoTicketId') IS NOT NULL${columns}
    FROM ${table("tickets")} WHERE n > ? AND deleted = 0 ORDER BY n LIMIT ?`);
  statement.setReturnArrays(true);
  const paths = numbers.map((property) => `$.${JSON.stringify(property)}`);
  return rowsOf(statement.all(...paths, afterRow, limit)).map(
    ([row, id, pipelineId, stageId, isMerged, ...values]) => ({
      row: Number(row),
      id: TicketId.parse(id),
      pipelineId: String(pipelineId),
      stageId: String(stageId),
      isMerged: isMerged === 1,
      number(property) {
        const value = values[numbers.indexOf(property)];
        return typeof value === "number" ? value : null;
      },
    }),
  );
}

/** Which of these documents are there. */
export function presentIds(sql: DatabaseSync, collection: CollectionName, ids: readonly string[]): Set<string> {
  if (ids.length === 0) return new Set();
  const statement = sql.prepare(
    `SELECT id FROM ${table(collection)} WHERE id IN (SELECT value FROM json_each(?)) AND deleted = 0`,
  );
  statement.setReturnArrays(true);
  return new Set(rowsOf(statement.all(JSON.stringify(ids))).map(([id]) => String(id)));
}

export type RunRow = { readonly id: RunId; readonly ticketId: TicketId; readonly wakeAtEpochMs: number };

/** The runs that wait for something, of no order. */
export function scanWaitingRuns(sql: DatabaseSync): RunRow[] {
  const statement = sql.prepare(`SELECT id, "k.ticketId", json_extract(data, '$.wakeAtEpochMs')
    FROM ${table("runs")} WHERE deleted = 0 AND "k.status" IN ('waiting', 'retrying')`);
  statement.setReturnArrays(true);
  return rowsOf(statement.all()).map(([id, ticketId, wakeAtEpochMs]) => ({
    id: RunId.parse(id),
    ticketId: TicketId.parse(ticketId),
    wakeAtEpochMs: Number(wakeAtEpochMs ?? 0),
  }));
}

function table(collection: CollectionName): string {
  return `"${tableName(collection, COLLECTIONS[collection].version)}"`;
}

/** With `setReturnArrays` rows come as arrays, which the types of Node don't tell. */
function rowsOf(rows: unknown[]): SQLInputValue[][] {
  return rows as SQLInputValue[][];
}
