import type { DatabaseSync } from "node:sqlite";
import { postgresRaw, sqliteRaw, type RawDialect } from "../raw-reads.ts";
import type { OpenReadStore } from "../read-store.ts";
import type { SqlReads } from "../sql-storage/index.ts";
import { readInSnapshot, readOnSqlite, type Reading } from "./reading.ts";
import { readCatchUp, readTicketGroups, countTickets, type CatchUpPart, type CatchUpQuestion } from "./catch-up.ts";
import {
  changesSince,
  createChangeIndexes,
  dropChangeIndexes,
  newestCommit,
  type ChangedRow,
  type ChangeLimits,
} from "./change-log.ts";

export type { CatchUpPart, CatchUpQuestion } from "./catch-up.ts";
export type { ChangedRow, ChangeLimits } from "./change-log.ts";

/** What replication reads of a desk: committed rows only, each answer of one moment. */
export type ReplicationLog = {
  /** Makes the indexes that the other reads need; they are kept. Does nothing where they are there. */
  enable(): Promise<void>;
  /** The desk doesn't replicate any more. */
  disable(): Promise<void>;
  /** The number of the newest commit; 0 before the first. */
  newest(): Promise<number>;
  /** Everything that was committed after `after`, in the order of the commits; null where that is more than the limits. */
  since(
    after: number,
    limits: ChangeLimits,
  ): Promise<{ readonly upTo: number; readonly rows: readonly ChangedRow[] } | null>;
  /** The next part of everything, ticket by ticket. */
  catchUp(question: CatchUpQuestion): Promise<CatchUpPart>;
  /** Tickets with all that belongs to them. */
  tickets(ids: readonly string[]): Promise<readonly ChangedRow[]>;
  countTickets(): Promise<number>;
};

export function createReplicationLog(
  sql: SqlReads,
  write: (work: (sql: DatabaseSync) => void) => Promise<void>,
): ReplicationLog {
  return {
    ...logOver(sqliteRaw, async (reading) => readOnSqlite(sql, reading)),
    enable: () => write((database) => createChangeIndexes((text) => database.exec(text))),
    disable: () => write((database) => dropChangeIndexes((text) => database.exec(text))),
  };
}

/** On PostgreSQL, where each table has the index by which other processes follow: replication needs no other. */
export function createPostgresLog({ sql, snapshot }: Pick<OpenReadStore, "sql" | "snapshot">): ReplicationLog {
  return {
    ...logOver(postgresRaw, (reading) => snapshot(() => readInSnapshot(sql.rows, reading))),
    enable: async () => undefined,
    disable: async () => undefined,
  };
}

function logOver(
  dialect: RawDialect,
  read: <Result>(reading: Reading<Result>) => Promise<Result>,
): Omit<ReplicationLog, "enable" | "disable"> {
  return {
    newest: () => read(newestCommit()),
    since: (after, limits) => read(changesSince(dialect, after, limits)),
    catchUp: (question) => read(readCatchUp(dialect, question)),
    tickets: (ids) => read(readTicketGroups(dialect, ids, 0)),
    countTickets: () => read(countTickets()),
  };
}
