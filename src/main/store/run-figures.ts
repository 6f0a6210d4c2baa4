import type { DatabaseSync } from "node:sqlite";
import { COLLECTIONS } from "./collections.ts";
import { quote, tableName } from "./sql-storage/layout.ts";

/** How a workflow's runs stand, and how long those took that are done. */
export type RunFigures = {
  readonly byStatus: Readonly<Record<string, number>>;
  /** Milliseconds; null where no run is done. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
};

const TABLE = quote(tableName("runs", COLLECTIONS.runs.version));

/**
 * Figures over a workflow's runs that began at or after a moment, by the index over workflow and beginning: some 5 µs a run, nearly all of it for reading
 * when it ended.
 */
export function runFigures(sql: DatabaseSync, workflowId: string, sinceEpochMs: number): RunFigures {
  const counts = sql
    .prepare(
      `SELECT "k.status" AS status, count(*) AS runs FROM ${TABLE}
       WHERE deleted = 0 AND "k.workflowId" = ? AND "k.startedAtEpochMs" >= ? GROUP BY "k.status"`,
    )
    .all(workflowId, sinceEpochMs);
  const byStatus = Object.fromEntries(counts.map(({ status, runs }) => [String(status), Number(runs)]));
  const done = byStatus["done"] ?? 0;
  if (done === 0) return { byStatus, medianMs: null, p95Ms: null };
  const times = sql
    .prepare(
      `SELECT ms FROM (
         SELECT ms, row_number() OVER (ORDER BY ms) AS place FROM (
           SELECT json_extract(data, '$.finishedAtEpochMs') - "k.startedAtEpochMs" AS ms FROM ${TABLE}
           WHERE deleted = 0 AND "k.workflowId" = ? AND "k.startedAtEpochMs" >= ? AND "k.status" = 'done'))
       WHERE place IN (?, ?) ORDER BY ms`,
    )
    .all(workflowId, sinceEpochMs, Math.ceil(done * 0.5), Math.ceil(done * 0.95))
    .map(({ ms }) => Number(ms));
  return { byStatus, medianMs: times[0] ?? null, p95Ms: times.at(-1) ?? null };
}
