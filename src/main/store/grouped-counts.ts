import type { DatabaseSync } from "node:sqlite";
import { COLLECTIONS, type CollectionName } from "./collections.ts";
import { tableName, type SqlReads } from "./sql-storage/index.ts";

const tableOf = (name: CollectionName) => `"${tableName(name, COLLECTIONS[name].version)}"`;

/** As an expression, so that no other query takes the index for its own. */
const USER = `("k.userId" || '')`;
const UNREAD = "deleted = 0 AND json_extract(data, '$.kind') = 'notification' AND json_extract(data, '$.read') = 0";

/** What is unread is little beside what was read: counting it reads nothing else. */
export function createUnreadIndex(sql: Pick<DatabaseSync, "exec">): void {
  sql.exec(`CREATE INDEX IF NOT EXISTS "unread notifications" ON ${tableOf("inboxItems")} (${USER}) WHERE ${UNREAD}`);
}

/** As expressions, so that no other query takes the index for its own. */
const DUE = `json_extract(data, '$.dueAtEpochMs')`;
const IS_DUE = `deleted = 0 AND ${DUE} IS NOT NULL AND json_extract(data, '$.closedAtEpochMs') IS NULL`;

/** Tickets with a due date that are not closed, which are few beside all: counting those that are overdue reads this alone. */
export function createDueIndex(sql: Pick<DatabaseSync, "exec">): void {
  sql.exec(
    `CREATE INDEX IF NOT EXISTS "due tickets" ON ${tableOf("tickets")} (${DUE}, "k.pipelineId", "k.stageId") WHERE ${IS_DUE}`,
  );
}

const IS_UNREAD = "deleted = 0 AND json_extract(data, '$.unread') = 1";

/** Tickets with something that nobody has read, which are few beside all. */
export function createUnreadTicketsIndex(sql: Pick<DatabaseSync, "exec">): void {
  sql.exec(
    `CREATE INDEX IF NOT EXISTS "unread tickets" ON ${tableOf("tickets")} ("k.pipelineId", "k.stageId") WHERE ${IS_UNREAD}`,
  );
}

type OfStage = { readonly pipelineId: string; readonly stageId: string; readonly count: number };

/** How many tickets of each stage were due before a moment and are not closed. Reads an index alone. @throws Error from SQLite */
export function overdueByStage(sql: SqlReads, nowEpochMs: number): OfStage[] {
  return sql
    .prepare(
      `SELECT "k.pipelineId" AS pipelineId, "k.stageId" AS stageId, count(*) AS count FROM ${tableOf("tickets")}
       INDEXED BY "due tickets" WHERE ${IS_DUE} AND ${DUE} < ? GROUP BY "k.pipelineId", "k.stageId"`,
    )
    .all(nowEpochMs)
    .map(ofStage);
}

/** How many tickets of each stage have something that nobody has read. Reads an index alone. @throws Error from SQLite */
export function unreadByStage(sql: SqlReads): OfStage[] {
  return sql
    .prepare(
      `SELECT "k.pipelineId" AS pipelineId, "k.stageId" AS stageId, count(*) AS count FROM ${tableOf("tickets")}
       INDEXED BY "unread tickets" WHERE ${IS_UNREAD} GROUP BY "k.pipelineId", "k.stageId"`,
    )
    .all()
    .map(ofStage);
}

/** How many tickets each stage of each pipeline has, also of those that are gone. Reads an index alone. @throws Error from SQLite */
export function ticketsByStage(sql: SqlReads): OfStage[] {
  return sql
    .prepare(
      `SELECT "k.pipelineId" AS pipelineId, "k.stageId" AS stageId, count(*) AS count FROM ${tableOf("tickets")}
       WHERE deleted = 0 GROUP BY "k.pipelineId", "k.stageId"`,
    )
    .all()
    .map(ofStage);
}

function ofStage({ pipelineId, stageId, count }: Record<string, unknown>): OfStage {
  return { pipelineId: String(pipelineId), stageId: String(stageId), count: Number(count) };
}

/** How much mail of each state the outbox has. Reads an index alone. @throws Error from SQLite */
export function outboxByState(sql: SqlReads): Map<string, number> {
  return grouped(
    sql,
    `SELECT "k.state" AS name, count(*) AS count FROM ${tableOf("outbox")} WHERE deleted = 0 GROUP BY "k.state"`,
  );
}

/** How many notifications each user has not read. Reads an index alone. @throws Error from SQLite */
export function unreadByUser(sql: SqlReads): Map<string, number> {
  return grouped(
    sql,
    `SELECT ${USER} AS name, count(*) AS count FROM ${tableOf("inboxItems")} INDEXED BY "unread notifications"
     WHERE ${UNREAD} GROUP BY ${USER}`,
  );
}

function grouped(sql: SqlReads, statement: string): Map<string, number> {
  return new Map(
    sql
      .prepare(statement)
      .all()
      .map(({ name, count }) => [String(name), Number(count)]),
  );
}
