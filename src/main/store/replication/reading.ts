/**
 * Reads of several statements that see one moment, on either database. They say what they ask and are handed the rows: on SQLite in one go, so that nothing else runs on this thread meanwhile; on PostgreSQL
 * in a snapshot.
 */
import type { RawRow, RawValue } from "../raw-reads.ts";
import type { SqlReads } from "../sql-storage/index.ts";

type Question = { readonly text: string; readonly values: readonly RawValue[] };

export type Reading<Result> = Generator<Question, Result, readonly RawRow[]>;

export function* ask(text: string, ...values: readonly RawValue[]): Reading<readonly RawRow[]> {
  return yield { text, values };
}

/** At once. @throws Error from SQLite */
export function readOnSqlite<Result>(sql: SqlReads, reading: Reading<Result>): Result {
  let step = reading.next();
  while (!step.done) {
    const statement = sql.prepare(step.value.text);
    statement.setReturnArrays(true);
    step = reading.next(statement.all(...step.value.values) as unknown as RawRow[]);
  }
  return step.value;
}

/** @param rows of one moment for as long as it reads */
export async function readInSnapshot<Result>(
  rows: (text: string, ...values: readonly RawValue[]) => Promise<readonly RawRow[]>,
  reading: Reading<Result>,
): Promise<Result> {
  let step = reading.next();
  while (!step.done) step = reading.next(await rows(step.value.text, ...step.value.values));
  return step.value;
}
