/**
 * What automations left behind for a person: runs that failed, workflows that were stopped for a ticket, and mails of steps that did not go out. Each is few beside all there is, so each has an index that holds it
 * alone; what the indexes say is enough to group and to count.
 */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { OutboxItemId, RunId, StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { OutboxState } from "#shared/model/outbox-item.ts";
import { COLLECTIONS, type CollectionName } from "./collections.ts";
import { tableName, type SqlReads } from "./sql-storage/index.ts";

const table = (name: CollectionName) => `"${tableName(name, COLLECTIONS[name].version)}"`;

/** As expressions, so that no other query takes the index for its own. */
const WORKFLOW = `("k.workflowId" || '')`;
const STEP = `coalesce(json_extract(data, '$.cursor'), '')`;
/** Of the step at which it stands; a run that failed beside its steps has none. */
const CODE = `CASE WHEN json_extract(data, '$.journal[#-1].stepId') = json_extract(data, '$.cursor')
  THEN coalesce(json_extract(data, '$.journal[#-1].outcome.code'), '') ELSE '' END`;
const REASON = `coalesce(json_extract(data, '$.endReason'), '')`;
const AT = `coalesce(json_extract(data, '$.finishedAtEpochMs'), 0)`;
const HAS_FAILED = `deleted = 0 AND "k.status" = 'failed'`;

const PAUSES = `json_array_length(data, '$.pausedWorkflows')`;
/** What was merged is left alone by every workflow. */
const IS_PAUSED = `deleted = 0 AND ${PAUSES} > 0 AND json_extract(data, '$.mergedIntoTicketId') IS NULL`;

/** Makes the indexes of these reads. */
export function createAttentionIndexes(sql: Pick<DatabaseSync, "exec">): void {
  sql.exec(`CREATE INDEX IF NOT EXISTS "failed runs"
    ON ${table("runs")} (${WORKFLOW}, ${STEP}, ${CODE}, ${REASON}, ${AT} DESC, id DESC, "k.ticketId", deleted, "k.status")
    WHERE ${HAS_FAILED}`);
  sql.exec(`CREATE INDEX IF NOT EXISTS "paused tickets" ON ${table("tickets")} (id) WHERE ${IS_PAUSED}`);
}

/** Where runs failed with the same words. */
export type FailedAt = {
  readonly workflowId: WorkflowId;
  /** Null where it failed beside its steps. */
  readonly stepId: StepId | null;
  /** '' where it is not known. */
  readonly code: string;
};
export type FailedReason = FailedAt & {
  readonly reason: string;
  readonly count: number;
  readonly firstAtEpochMs: number;
  readonly lastAtEpochMs: number;
};

/** Read at once: bounds the memory that ever so many different words take. */
const REASONS_A_READ = 1_000;

/** Failed runs, counted by workflow, step, code and words. Reads an index alone, some of it at a time. @throws Error from SQLite */
export function* failedReasons(sql: SqlReads): Generator<FailedReason> {
  const places = sql.prepare(`SELECT ${WORKFLOW}, ${STEP}, ${CODE} FROM ${table("runs")} INDEXED BY "failed runs"
    WHERE ${HAS_FAILED} GROUP BY 1, 2, 3`);
  places.setReturnArrays(true);
  for (const [workflowId, stepId, code] of rowsOf(places.all()))
    yield* reasonsAt(sql, {
      workflowId: String(workflowId) as WorkflowId,
      stepId: stepId === "" ? null : (String(stepId) as StepId),
      code: String(code),
    });
}

function* reasonsAt(sql: SqlReads, place: FailedAt): Generator<FailedReason> {
  // Nothing comes before the empty words, which are some as well.
  for (let after = "", isFirst = true; ; isFirst = false) {
    const statement = sql.prepare(`SELECT ${REASON}, count(*), min(${AT}), max(${AT})
      FROM ${table("runs")} INDEXED BY "failed runs" WHERE ${HAS_FAILED} AND ${WORKFLOW} = ? AND ${STEP} = ? AND ${CODE} = ?
      AND ${REASON} ${isFirst ? ">=" : ">"} ? GROUP BY 1 LIMIT ?`);
    statement.setReturnArrays(true);
    const rows = rowsOf(statement.all(place.workflowId, place.stepId ?? "", place.code, after, REASONS_A_READ));
    for (const [reason, count, firstAt, lastAt] of rows) {
      yield {
        ...place,
        reason: String(reason),
        count: Number(count),
        firstAtEpochMs: Number(firstAt),
        lastAtEpochMs: Number(lastAt),
      };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < REASONS_A_READ) return;
    after = String(last[0]);
  }
}

export type FailedRun = {
  readonly id: RunId;
  readonly ticketId: TicketId;
  readonly reason: string;
  readonly atEpochMs: number;
};
/** Behind which run the next ones come. */
export type FailedAfter = Pick<FailedRun, "reason" | "atEpochMs" | "id">;

/** The runs that failed at one place with one code: by their words, and of the same words the newest first. Reads an index alone. @throws Error from SQLite */
export function failedRunsAt(
  sql: SqlReads,
  { workflowId, stepId, code }: FailedAt,
  after: FailedAfter | null,
  limit: number,
): FailedRun[] {
  const statement =
    sql.prepare(`SELECT id, "k.ticketId", ${REASON}, ${AT} FROM ${table("runs")} INDEXED BY "failed runs"
    WHERE ${HAS_FAILED} AND ${WORKFLOW} = ? AND ${STEP} = ? AND ${CODE} = ? AND ${REASON} >= ?
    AND NOT (${REASON} = ? AND (${AT} > ? OR (${AT} = ? AND id >= ?)))
    ORDER BY ${REASON}, ${AT} DESC, id DESC LIMIT ?`);
  statement.setReturnArrays(true);
  const { reason, atEpochMs, id } = after ?? { reason: "", atEpochMs: Number.MAX_SAFE_INTEGER, id: "" };
  // With nothing before it, no run is at that moment, and none is left out.
  const rows = statement.all(workflowId, stepId ?? "", code, reason, reason, atEpochMs, atEpochMs, id, limit);
  return rowsOf(rows).map(([runId, ticketId, words, at]) => ({
    id: String(runId) as RunId,
    ticketId: String(ticketId) as TicketId,
    reason: String(words),
    atEpochMs: Number(at),
  }));
}

/** How many runs have failed. Reads an index alone. @throws Error from SQLite */
export function countFailedRuns(sql: SqlReads): number {
  return countOf(sql, `${table("runs")} INDEXED BY "failed runs" WHERE ${HAS_FAILED}`);
}

/** How many tickets are left alone by a workflow. @throws Error from SQLite */
export function countPausedTickets(sql: SqlReads): number {
  return countOf(sql, `${table("tickets")} INDEXED BY "paused tickets" WHERE ${IS_PAUSED}`);
}

export type PausedAt = { readonly ticketId: TicketId; readonly atEpochMs: number; readonly changes: number };
export type PausedWorkflow = {
  readonly workflowId: WorkflowId;
  readonly count: number;
  readonly firstAtEpochMs: number;
  readonly lastAtEpochMs: number;
  readonly changes: number;
};

const PAUSED_TICKETS = `${table("tickets")} AS tickets INDEXED BY "paused tickets",
  json_each(tickets.data, '$.pausedWorkflows') AS pause WHERE ${IS_PAUSED}`;
const PAUSE = (name: string) => `json_extract(pause.value, '$.${name}')`;

/** Workflows that leave tickets alone, with how many. @throws Error from SQLite */
export function pausedWorkflows(sql: SqlReads): PausedWorkflow[] {
  const statement =
    sql.prepare(`SELECT ${PAUSE("workflowId")}, count(*), min(${PAUSE("atEpochMs")}), max(${PAUSE("atEpochMs")}),
    max(${PAUSE("changes")}) FROM ${PAUSED_TICKETS} GROUP BY 1`);
  statement.setReturnArrays(true);
  return rowsOf(statement.all()).map(([workflowId, count, first, last, changes]) => ({
    workflowId: String(workflowId) as WorkflowId,
    count: Number(count),
    firstAtEpochMs: Number(first),
    lastAtEpochMs: Number(last),
    changes: Number(changes),
  }));
}

/** The tickets that a workflow leaves alone, by their ids. @throws Error from SQLite */
export function ticketsPausedFor(sql: SqlReads, workflowId: WorkflowId, afterId: string, limit: number): PausedAt[] {
  const statement = sql.prepare(`SELECT tickets.id, ${PAUSE("atEpochMs")}, ${PAUSE("changes")} FROM ${PAUSED_TICKETS}
    AND ${PAUSE("workflowId")} = ? AND tickets.id > ?
    ORDER BY tickets.id LIMIT ?`);
  statement.setReturnArrays(true);
  return rowsOf(statement.all(workflowId, afterId, limit)).map(([ticketId, atEpochMs, changes]) => ({
    ticketId: String(ticketId) as TicketId,
    atEpochMs: Number(atEpochMs),
    changes: Number(changes),
  }));
}

/** Mails that wait for a person: held, refused by the server, or of which nobody can tell whether they left. */
export const STUCK_STATES = ["held", "failed", "unsure"] as const satisfies readonly OutboxState[];

const STUCK_MAILS = `${table("outbox")} WHERE deleted = 0 AND "k.state" IN (${STUCK_STATES.map((state) => `'${state}'`).join(", ")})
  AND json_extract(data, '$.automatic') = 1`;

/** How many mails that no person wrote wait for one. @throws Error from SQLite */
export function countStuckMails(sql: SqlReads): number {
  return countOf(sql, STUCK_MAILS);
}

/** Mails that no person wrote and that wait for one, newest first; at most so many. @throws Error from SQLite */
export function stuckMails(sql: SqlReads, limit: number): OutboxItemId[] {
  const statement = sql.prepare(`SELECT id FROM ${STUCK_MAILS} ORDER BY "k.createdAtEpochMs" DESC, id DESC LIMIT ?`);
  statement.setReturnArrays(true);
  return rowsOf(statement.all(limit)).map(([id]) => String(id) as OutboxItemId);
}

function countOf(sql: SqlReads, from: string): number {
  const statement = sql.prepare(`SELECT count(*) FROM ${from}`);
  statement.setReturnArrays(true);
  return Number(rowsOf(statement.all())[0]?.[0] ?? 0);
}

/** With `setReturnArrays` rows come as arrays, which the types of Node don't tell. */
function rowsOf(rows: unknown[]): SQLInputValue[][] {
  return rows as SQLInputValue[][];
}
