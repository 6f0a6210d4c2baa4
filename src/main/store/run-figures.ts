import { tableOf, type IndexMaker, type RawDialect, type RawReads } from "./raw-reads.ts";

/** How a workflow's runs stand, and how long those took that are done. */
export type RunFigures = {
  readonly byStatus: Readonly<Record<string, number>>;
  /** Milliseconds; null where no run is done. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
};

const partsOf = (dialect: RawDialect) => ({
  // SQLite reads the second from its own column.
  timeThrough: `${dialect.number("finishedAtEpochMs")} - ${dialect.name === "sqlite" ? `"k.startedAtEpochMs"` : dialect.number("startedAtEpochMs")}`,
  // As an expression, so that no other query takes the index for its own: it would have to sort what it finds.
  workflow: dialect.keyText("workflowId"),
  from: `${tableOf("runs")} ${dialect.indexedBy("runs by time through")}`,
});

/** An index that holds all that the figures ask for, in the order in which they do: without it each of a hundred thousand runs would be parsed. */
export function createRunFiguresIndex({ dialect, exec }: IndexMaker): void {
  const { workflow, timeThrough } = partsOf(dialect);
  exec(`CREATE INDEX IF NOT EXISTS "runs by time through" ON ${tableOf("runs")}
    (${workflow}, deleted, "k.status", (${timeThrough}), "k.startedAtEpochMs")`);
}

/** Figures over a workflow's runs that began at or after a moment. @throws Error from the database */
export async function runFigures(sql: RawReads, workflowId: string, sinceEpochMs: number): Promise<RunFigures> {
  const { workflow, from } = partsOf(sql.dialect);
  const counts = await sql.rows(
    `SELECT "k.status", count(*) FROM ${from}
     WHERE deleted = 0 AND ${workflow} = ? AND "k.startedAtEpochMs" >= ? GROUP BY "k.status"`,
    workflowId,
    sql.dialect.keyValue(sinceEpochMs),
  );
  const byStatus = Object.fromEntries(
    counts.map(([status, runs]) => [String(sql.dialect.fromKey(status)), Number(runs)]),
  );
  const done = byStatus["done"] ?? 0;
  const at = (share: number) => placed(sql, workflowId, sinceEpochMs, Math.ceil(done * share) - 1);
  return { byStatus, medianMs: done === 0 ? null : await at(0.5), p95Ms: done === 0 ? null : await at(0.95) };
}

/** How the runs stand that began from a moment on and before another, by workflow. @throws Error from the database */
export async function runsByWorkflow(
  sql: RawReads,
  fromEpochMs: number,
  untilEpochMs: number,
): Promise<{ readonly workflowId: string; readonly status: string; readonly count: number }[]> {
  const { workflow, from } = partsOf(sql.dialect);
  const rows = await sql.rows(
    `SELECT ${workflow}, "k.status", count(*) FROM ${from}
     WHERE deleted = 0 AND "k.startedAtEpochMs" >= ? AND "k.startedAtEpochMs" < ? GROUP BY 1, 2`,
    sql.dialect.keyValue(fromEpochMs),
    sql.dialect.keyValue(untilEpochMs),
  );
  return rows.map(([workflowId, status, count]) => ({
    workflowId: String(workflowId),
    status: String(sql.dialect.fromKey(status)),
    count: Number(count),
  }));
}

/** The time through that stands at this place when they are sorted, from 0. */
async function placed(sql: RawReads, workflowId: string, sinceEpochMs: number, place: number): Promise<number | null> {
  const { workflow, timeThrough, from } = partsOf(sql.dialect);
  const [row] = await sql.rows(
    `SELECT ${timeThrough} AS ms FROM ${from}
     WHERE deleted = 0 AND ${workflow} = ? AND "k.status" = '${String(sql.dialect.keyValue("done"))}' AND "k.startedAtEpochMs" >= ?
     ORDER BY ms LIMIT 1 OFFSET ?`,
    workflowId,
    sql.dialect.keyValue(sinceEpochMs),
    place,
  );
  return row === undefined ? null : Number(row[0]);
}
