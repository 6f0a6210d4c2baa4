import type { DatabaseSync } from "node:sqlite";
import type { SqlReads } from "../sql-storage/index.ts";
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
    enable: () => write((database) => createChangeIndexes((text) => database.exec(text))),
    disable: () => write((database) => dropChangeIndexes((text) => database.exec(text))),
    newest: async () => newestCommit(sql),
    since: async (after, limits) => changesSince(sql, after, limits),
    catchUp: async (question) => readCatchUp(sql, question),
    tickets: async (ids) => readTicketGroups(sql, ids, 0),
    countTickets: async () => countTickets(sql),
  };
}
