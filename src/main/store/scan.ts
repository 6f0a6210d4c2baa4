/**
 * Reads of some properties of many documents, straight from SQL: a hundred thousand documents are not parsed for the sake of two numbers of each. Ids, pipelines
 * and stages are read from the storage's key columns, which hold plain ASCII as it is. What is in the store was checked when it was written; it is not parsed again.
 */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { RunId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import { COLLECTIONS, type CollectionName } from "./collections.ts";
import { tableName, type SqlReads } from "./sql-storage/index.ts";

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

/** Which tickets to read: those behind a row, at most so many. */
export type TicketScan = {
  readonly afterRow: number;
  readonly limit: number;
  /** Numeric properties to read with them. */
  readonly numbers: readonly string[];
  /** Only of these stages; null: of all. */
  readonly stageIds: readonly string[] | null;
};

/**
 * The next tickets, in the order of their rows. Without numbers no document is parsed.
 * @throws Error from SQLite
 */
export function scanTickets(sql: SqlReads, { afterRow, limit, numbers, stageIds }: TicketScan): TicketRow[] {
  const columns = numbers.map(() => ", json_extract(data, ?)").join("");
  // A ticket that was never merged does not name the property; looking for the word is cheaper than parsing.
  const statement = sql.prepare(`SELECT n, id, "k.pipelineId", "k.stageId",
    CASE WHEN instr(data, '"mergedIntoTicketId":') > 0 THEN json_extract(data, '$.mergedIntoTicketId') END${columns}
    FROM ${table("tickets")} WHERE n > ? AND deleted = 0
    ${stageIds === null ? "" : `AND "k.stageId" IN (SELECT value FROM json_each(?))`} ORDER BY n LIMIT ?`);
  statement.setReturnArrays(true);
  const paths = numbers.map((property) => `$.${JSON.stringify(property)}`);
  const stages = stageIds === null ? [] : [JSON.stringify(stageIds)];
  const rows = rowsOf(statement.all(...paths, afterRow, ...stages, limit));
  return rows.map(([row, id, pipelineId, stageId, mergedInto, ...values]) => ({
    row: Number(row),
    id: String(id) as TicketId,
    pipelineId: String(pipelineId),
    stageId: String(stageId),
    isMerged: mergedInto !== null,
    number(property) {
      const value = values[numbers.indexOf(property)];
      return typeof value === "number" ? value : null;
    },
  }));
}

/** The tickets that were written first last, of a pipeline or of all: those before a row, the latest first. No document is parsed. */
export function newestTickets(
  sql: SqlReads,
  {
    beforeRow,
    limit,
    pipelineId,
  }: { readonly beforeRow: number; readonly limit: number; readonly pipelineId: string | null },
): { readonly row: number; readonly id: TicketId }[] {
  const statement = sql.prepare(`SELECT n, id FROM ${table("tickets")} WHERE n < ? AND deleted = 0
    ${pipelineId === null ? "" : `AND "k.pipelineId" = ?`} ORDER BY n DESC LIMIT ?`);
  statement.setReturnArrays(true);
  const rows = rowsOf(statement.all(beforeRow, ...(pipelineId === null ? [] : [pipelineId]), limit));
  return rows.map(([row, id]) => ({ row: Number(row), id: String(id) as TicketId }));
}

/** The row of the ticket that was written first last; 0 where there is none. */
export function lastTicketRow(sql: SqlReads): number {
  const statement = sql.prepare(`SELECT max(n) FROM ${table("tickets")}`);
  statement.setReturnArrays(true);
  return Number(rowsOf(statement.all())[0]?.[0] ?? 0);
}

/** Which of these documents are there. */
export function presentIds(sql: SqlReads, collection: CollectionName, ids: readonly string[]): Set<string> {
  if (ids.length === 0) return new Set();
  const statement = sql.prepare(
    `SELECT id FROM ${table(collection)} WHERE id IN (SELECT value FROM json_each(?)) AND deleted = 0`,
  );
  statement.setReturnArrays(true);
  return new Set(rowsOf(statement.all(JSON.stringify(ids))).map(([id]) => String(id)));
}

const IS_WAITING = `deleted = 0 AND "k.status" IN ('waiting', 'retrying')`;
const WAKE_AT = "json_extract(data, '$.wakeAtEpochMs')";

/** Beside the indexes of the storage's schema: those hold what documents are found by, this one what is read of them. */
export function createWaitingRunsIndex(sql: DatabaseSync): void {
  sql.exec(`CREATE INDEX IF NOT EXISTS "waiting-runs"
    ON ${table("runs")} (${WAKE_AT}, id, "k.ticketId", deleted, "k.status") WHERE ${IS_WAITING}`);
}

/** Named, since by the statistics that the storage writes the planner would take its own index and parse every run. */
export const WAITING_RUNS = `SELECT id, "k.ticketId", ${WAKE_AT} FROM ${table("runs")} INDEXED BY "waiting-runs"
  WHERE ${IS_WAITING} ORDER BY ${WAKE_AT}, id`;

export type RunRow = { readonly id: RunId; readonly ticketId: TicketId; readonly wakeAtEpochMs: number };

/**
 * The runs that wait for something, in the order of their times. Reads an index of their times alone: tens of thousands of runs with their
 * journals are not touched.
 */
export function scanWaitingRuns(sql: SqlReads): RunRow[] {
  const statement = sql.prepare(WAITING_RUNS);
  statement.setReturnArrays(true);
  return rowsOf(statement.all()).map(([id, ticketId, wakeAtEpochMs]) => ({
    id: String(id) as RunId,
    ticketId: String(ticketId) as TicketId,
    wakeAtEpochMs: Number(wakeAtEpochMs ?? 0),
  }));
}

/** How many runs of each workflow wait, and how many of those are due. Reads the same index and the key column beside it. */
export function waitingByWorkflow(
  sql: SqlReads,
  nowEpochMs: number,
): { readonly workflowId: WorkflowId; readonly inAll: number; readonly due: number }[] {
  const statement = sql.prepare(`SELECT "k.workflowId", count(*),
    sum(CASE WHEN ${WAKE_AT} > 0 AND ${WAKE_AT} <= ? THEN 1 ELSE 0 END)
    FROM ${table("runs")} INDEXED BY "waiting-runs" WHERE ${IS_WAITING} GROUP BY "k.workflowId"`);
  statement.setReturnArrays(true);
  return rowsOf(statement.all(nowEpochMs)).map(([workflowId, inAll, due]) => ({
    workflowId: String(workflowId) as WorkflowId,
    inAll: Number(inAll),
    due: Number(due),
  }));
}

/** The runs of these workflows that are due. */
export function dueRunsOf(
  sql: SqlReads,
  workflowIds: readonly WorkflowId[],
  nowEpochMs: number,
): { readonly id: RunId; readonly workflowId: WorkflowId }[] {
  if (workflowIds.length === 0) return [];
  const statement = sql.prepare(`SELECT id, "k.workflowId" FROM ${table("runs")} INDEXED BY "waiting-runs"
    WHERE ${IS_WAITING} AND ${WAKE_AT} > 0 AND ${WAKE_AT} <= ? AND "k.workflowId" IN (SELECT value FROM json_each(?))`);
  statement.setReturnArrays(true);
  return rowsOf(statement.all(nowEpochMs, JSON.stringify(workflowIds))).map(([id, workflowId]) => ({
    id: String(id) as RunId,
    workflowId: String(workflowId) as WorkflowId,
  }));
}

function table(collection: CollectionName): string {
  return `"${tableName(collection, COLLECTIONS[collection].version)}"`;
}

/** With `setReturnArrays` rows come as arrays, which the types of Node don't tell. */
function rowsOf(rows: unknown[]): SQLInputValue[][] {
  return rows as SQLInputValue[][];
}
