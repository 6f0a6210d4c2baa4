import type { DatabaseSync } from "node:sqlite";
import { COLLECTIONS } from "./collections.ts";
import { tableName, type SqlReads } from "./sql-storage/index.ts";

/** How a workflow's runs stand, and how long those took that are done. */
export type RunFigures = {
  readonly byStatus: Readonly<Record<string, number>>;
  /** Milliseconds; null where no run is done. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
};

const TABLE = `"${tableName("runs", COLLECTIONS.runs.version)}"`;
const TIME_THROUGH = `json_extract(data, '$.finishedAtEpochMs') - "k.startedAtEpochMs"`;

/** As an expression, so that no other query takes the index for its own: it would have to sort what it finds. */
const WORKFLOW = `("k.workflowId" || '')`;

/** An index that holds all that the figures ask for, in the order in which they do: without it each of a hundred thousand runs would be parsed. */
export function createRunFiguresIndex(sql: DatabaseSync): void {
  sql.exec(`CREATE INDEX IF NOT EXISTS "runs by time through" ON ${TABLE}
    (${WORKFLOW}, deleted, "k.status", ${TIME_THROUGH}, "k.startedAtEpochMs")`);
}

/** Figures over a workflow's runs that began at or after a moment. @throws Error from SQLite */
export function runFigures(sql: SqlReads, workflowId: string, sinceEpochMs: number): RunFigures {
  const counts = sql
    .prepare(
      `SELECT "k.status" AS status, count(*) AS runs FROM ${TABLE} INDEXED BY "runs by time through"
       WHERE deleted = 0 AND ${WORKFLOW} = ? AND "k.startedAtEpochMs" >= ? GROUP BY "k.status"`,
    )
    .all(workflowId, sinceEpochMs);
  const byStatus = Object.fromEntries(counts.map(({ status, runs }) => [String(status), Number(runs)]));
  const done = byStatus["done"] ?? 0;
  const at = (share: number) => placed(sql, workflowId, sinceEpochMs, Math.ceil(done * share) - 1);
  return { byStatus, medianMs: done === 0 ? null : at(0.5), p95Ms: done === 0 ? null : at(0.95) };
}

/** The time through that stands at this place when they are sorted, from 0. */
function placed(sql: SqlReads, workflowId: string, sinceEpochMs: number, place: number): number | null {
  const row = sql
    .prepare(
      `SELECT ${TIME_THROUGH} AS ms FROM ${TABLE} INDEXED BY "runs by time through"
       WHERE deleted = 0 AND ${WORKFLOW} = ? AND "k.status" = 'done' AND "k.startedAtEpochMs" >= ?
       ORDER BY ms LIMIT 1 OFFSET ?`,
    )
    .get(workflowId, sinceEpochMs, place);
  return row === undefined ? null : Number(row["ms"]);
}
