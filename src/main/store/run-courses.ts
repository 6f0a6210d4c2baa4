import { COLLECTIONS } from "./collections.ts";
import { tableName, type SqlReads } from "./sql-storage/index.ts";

/** Runs whose journals are read for one count: some tenths of a second, in which a reader answers nothing else. */
export const MAX_COUNTED_RUNS = 10_000;

type Row = Readonly<Record<string, unknown>>;

const TABLE = `"${tableName("runs", COLLECTIONS.runs.version)}"`;

/** The newest runs of a workflow that began in a time. */
const COUNTED = `counted AS (
  SELECT id, data, "k.status" AS status FROM ${TABLE}
  WHERE deleted = 0 AND "k.workflowId" = ?1 AND "k.startedAtEpochMs" >= ?2
  ORDER BY "k.startedAtEpochMs" DESC, id DESC LIMIT ?3)`;

export const REVISIONS = `WITH ${COUNTED}
  SELECT json_extract(data, '$.workflowRevision') AS revision, count(*) AS runs FROM counted GROUP BY 1 ORDER BY 1`;

const STANDING = `WITH ${COUNTED}
  SELECT json_extract(data, '$.cursor') AS stepId, status, count(*) AS runs FROM counted
  WHERE json_extract(data, '$.cursor') IS NOT NULL GROUP BY 1, 2`;

/** Each entry of a journal with what came next: where the journal was shortened, and while the step is tried again, nothing. */
const TAKEN = `WITH ${COUNTED}, taken AS (
    SELECT counted.id AS run, status, json_extract(data, '$.cursor') AS cursor, entry.key AS place,
      entry.value ->> '$.stepId' AS stepId, entry.value ->> '$.outcome.kind' AS outcome,
      entry.value ->> '$.outcome.armId' AS armId, entry.value ->> '$.sequence' AS sequence
    FROM counted, json_each(counted.data, '$.journal') AS entry),
  followed AS (
    SELECT *, lead(stepId) OVER along AS nextStep, lead(sequence) OVER along AS nextSequence
    FROM taken WINDOW along AS (PARTITION BY run ORDER BY place))
  SELECT stepId, outcome, armId, coalesce(nextStep, cursor) AS nextStep,
    nextSequence IS NULL AND cursor IS NULL AS isLast, status = 'done' AS isDone,
    nextSequence IS NOT NULL AND nextSequence <> sequence + 1 AS isCut, count(*) AS times
  FROM followed GROUP BY 1, 2, 3, 4, 5, 6, 7`;

const FIRST = `WITH ${COUNTED}
  SELECT coalesce(json_extract(data, '$.journal[0].stepId'), json_extract(data, '$.cursor')) AS stepId, count(*) AS times
  FROM counted GROUP BY 1`;

export type CourseRows = {
  readonly revisions: readonly { readonly revision: number; readonly runs: number }[];
  readonly standing: readonly { readonly stepId: string; readonly status: string; readonly runs: number }[];
  readonly taken: readonly {
    readonly stepId: string;
    readonly outcome: string;
    readonly armId: string | null;
    /** Null: none, or none that is known. */
    readonly next: string | null;
    /** The run went on from there, or came to its end. */
    readonly leads: boolean;
    readonly times: number;
  }[];
  readonly first: readonly { readonly stepId: string | null; readonly times: number }[];
};

/** What the newest runs did that began at or after a moment. @throws Error from SQLite */
export function runCourses(
  sql: SqlReads,
  workflowId: string,
  sinceEpochMs: number,
  atMost: number = MAX_COUNTED_RUNS,
): CourseRows {
  const rows = (query: string): readonly Row[] => sql.prepare(query).all(workflowId, sinceEpochMs, atMost);
  return {
    revisions: rows(REVISIONS).map(({ revision, runs }) => ({ revision: Number(revision), runs: Number(runs) })),
    standing: rows(STANDING).map(({ stepId, status, runs }) => ({
      stepId: String(stepId),
      status: String(status),
      runs: Number(runs),
    })),
    taken: rows(TAKEN).map(({ stepId, outcome, armId, nextStep, isLast, isDone, isCut, times }) => ({
      stepId: String(stepId),
      outcome: String(outcome),
      armId: textOrNull(armId),
      next: textOrNull(nextStep),
      leads: Number(isCut) === 0 && (Number(isLast) === 0 || Number(isDone) === 1),
      times: Number(times),
    })),
    first: rows(FIRST).map(({ stepId, times }) => ({ stepId: textOrNull(stepId), times: Number(times) })),
  };
}

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);
