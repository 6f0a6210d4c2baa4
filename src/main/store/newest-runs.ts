import type { Run } from "#shared/model/run.ts";
import { COLLECTIONS } from "./collections.ts";
import { tableName, type SqlReads } from "./sql-storage/index.ts";

/** What one has to know of a run to count its way. Older programs wrote no sequence. */
export type CountedRun = Pick<Run, "workflowRevision" | "status" | "cursor"> & {
  readonly journal: readonly (Omit<Run["journal"][number], "sequence"> & { readonly sequence?: number })[];
};

const TABLE = `"${tableName("runs", COLLECTIONS.runs.version)}"`;

/** Journals that are in memory at once. */
const A_READ = 500;

/** By its index from the end, so that a workflow with a million runs costs no more than what is read. */
export const NEWEST_RUNS = `SELECT id, "k.startedAtEpochMs" AS at, data FROM ${TABLE}
  WHERE deleted = 0 AND "k.workflowId" = ? AND "k.startedAtEpochMs" >= ? AND ("k.startedAtEpochMs", id) < (?, ?)
  ORDER BY "k.startedAtEpochMs" DESC, id DESC LIMIT ${A_READ}`;

/** A workflow's runs that began at or after a moment, newest first. Read here: SQLite takes several times as long over journals. */
export function* newestRuns(sql: SqlReads, workflowId: string, sinceEpochMs: number): Generator<CountedRun> {
  const read = sql.prepare(NEWEST_RUNS);
  let [at, id] = [Number.MAX_SAFE_INTEGER, ""];
  for (;;) {
    const rows = read.all(workflowId, sinceEpochMs, at, id);
    for (const { data } of rows) yield JSON.parse(String(data)) as CountedRun;
    const last = rows.at(-1);
    if (last === undefined || rows.length < A_READ) return;
    [at, id] = [Number(last["at"]), String(last["id"])];
  }
}
