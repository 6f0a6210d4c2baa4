import type { Run } from "#shared/model/run.ts";
import { tableOf, type RawReads } from "./raw-reads.ts";

/** What one has to know of a run to count its way. Older programs wrote no sequence. */
export type CountedRun = Pick<Run, "workflowRevision" | "status" | "cursor"> & {
  readonly journal: readonly (Omit<Run["journal"][number], "sequence"> & { readonly sequence?: number })[];
};

/** Journals that are in memory at once. */
const A_READ = 500;

/** By its index from the end, so that a workflow with a million runs costs no more than what is read. */
export const NEWEST_RUNS = `SELECT id, "k.startedAtEpochMs", data FROM ${tableOf("runs")}
  WHERE deleted = 0 AND "k.workflowId" = ? AND "k.startedAtEpochMs" >= ? AND ("k.startedAtEpochMs", id) < (?, ?)
  ORDER BY "k.startedAtEpochMs" DESC, id DESC LIMIT ${A_READ}`;

/** A workflow's runs that began at or after a moment, newest first. Read here: SQLite takes several times as long over journals. */
export async function* newestRuns(sql: RawReads, workflowId: string, sinceEpochMs: number): AsyncGenerator<CountedRun> {
  const { keyValue, fromKey } = sql.dialect;
  let [at, id] = [Number.MAX_SAFE_INTEGER, ""];
  for (;;) {
    const rows = await sql.rows(NEWEST_RUNS, keyValue(workflowId), keyValue(sinceEpochMs), keyValue(at), id);
    for (const [, , data] of rows) yield JSON.parse(String(data)) as CountedRun;
    const last = rows.at(-1);
    if (last === undefined || rows.length < A_READ) return;
    [at, id] = [Number(fromKey(last[1])), String(last[0])];
  }
}
