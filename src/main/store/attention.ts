/**
 * What automations left behind for a person: runs that failed, workflows that were stopped for a ticket, and mails of steps that did not go out. Each is few beside all there is, so each has an index that holds it
 * alone; what the indexes say is enough to group and to count.
 */
import type { OutboxItemId, RunId, StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { OutboxState } from "#shared/model/outbox-item.ts";
import { tableOf, type IndexMaker, type RawDialect, type RawReads } from "./raw-reads.ts";

/** As expressions, so that no other query takes the index for its own. */
function failedOf(dialect: RawDialect) {
  const step = `coalesce(${dialect.text("cursor")}, '')`;
  return {
    workflow: dialect.keyText("workflowId"),
    step,
    // Of the step at which it stands; a run that failed beside its steps has none.
    code: `CASE WHEN ${dialect.text("journal.-1.stepId")} = ${dialect.text("cursor")}
      THEN coalesce(${dialect.text("journal.-1.outcome.code")}, '') ELSE '' END`,
    reason: `coalesce(${dialect.text("endReason")}, '')`,
    at: `coalesce(${dialect.number("finishedAtEpochMs")}, 0)`,
    hasFailed: `deleted = 0 AND "k.status" = '${String(dialect.keyValue("failed"))}'`,
    runs: `${tableOf("runs")} ${dialect.indexedBy("failed runs")}`,
  };
}

/** What was merged or thrown away is left alone by every workflow. */
function isPaused(dialect: RawDialect): string {
  return `deleted = 0 AND ${dialect.length("pausedWorkflows")} > 0
    AND ${dialect.text("mergedIntoTicketId")} IS NULL AND ${dialect.text("aside.as")} IS NULL`;
}

/** Makes the indexes of these reads. */
export function createAttentionIndexes(maker: IndexMaker): void {
  const { workflow, step, code, reason, at, hasFailed } = failedOf(maker.dialect);
  // PostgreSQL bounds what an entry holds, and words can be long: there they are read from the rows.
  const words =
    maker.dialect.name === "sqlite" ? `, ${reason}, ${at} DESC, id DESC, "k.ticketId", deleted, "k.status"` : "";
  maker.exec(`CREATE INDEX IF NOT EXISTS "failed runs"
    ON ${tableOf("runs")} (${workflow}, (${step}), (${code})${words}) WHERE ${hasFailed}`);
  // Of a version that knew of no trash.
  maker.exec(`DROP INDEX IF EXISTS "paused tickets"`);
  maker.exec(
    `CREATE INDEX IF NOT EXISTS "paused tickets in the way" ON ${tableOf("tickets")} (id) WHERE ${isPaused(maker.dialect)}`,
  );
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

/** Failed runs, counted by workflow, step, code and words. Some of it is read at a time. @throws Error from the database */
export async function* failedReasons(sql: RawReads): AsyncGenerator<FailedReason> {
  const { workflow, step, code, hasFailed, runs } = failedOf(sql.dialect);
  const places = await sql.rows(
    `SELECT ${workflow}, ${step}, ${code} FROM ${runs} WHERE ${hasFailed} GROUP BY 1, 2, 3`,
  );
  for (const [workflowId, stepId, place] of places)
    yield* reasonsAt(sql, {
      workflowId: String(workflowId) as WorkflowId,
      stepId: stepId === "" ? null : (String(stepId) as StepId),
      code: String(place),
    });
}

async function* reasonsAt(sql: RawReads, place: FailedAt): AsyncGenerator<FailedReason> {
  const { workflow, step, code, reason: words, at, hasFailed, runs } = failedOf(sql.dialect);
  // Nothing comes before the empty words, which are some as well.
  for (let after = "", isFirst = true; ; isFirst = false) {
    const rows = await sql.rows(
      `SELECT ${words}, count(*), min(${at}), max(${at})
      FROM ${runs} WHERE ${hasFailed} AND ${workflow} = ? AND ${step} = ? AND ${code} = ?
      AND ${words} ${isFirst ? ">=" : ">"} ? GROUP BY 1 ORDER BY 1 LIMIT ?`,
      place.workflowId,
      place.stepId ?? "",
      place.code,
      after,
      REASONS_A_READ,
    );
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

/** The runs that failed at one place with one code: by their words, and of the same words the newest first. @throws Error from the database */
export async function failedRunsAt(
  sql: RawReads,
  { workflowId, stepId, code: place }: FailedAt,
  after: FailedAfter | null,
  limit: number,
): Promise<FailedRun[]> {
  const { workflow, step, code, reason: words, at, hasFailed, runs } = failedOf(sql.dialect);
  // With nothing before it, no run is at that moment, and none is left out.
  const { reason, atEpochMs, id } = after ?? { reason: "", atEpochMs: Number.MAX_SAFE_INTEGER, id: "" };
  const rows = await sql.rows(
    `SELECT id, "k.ticketId", ${words}, ${at} FROM ${runs}
    WHERE ${hasFailed} AND ${workflow} = ? AND ${step} = ? AND ${code} = ? AND ${words} >= ?
    AND NOT (${words} = ? AND (${at} > ? OR (${at} = ? AND id >= ?)))
    ORDER BY ${words}, ${at} DESC, id DESC LIMIT ?`,
    workflowId,
    stepId ?? "",
    place,
    reason,
    reason,
    atEpochMs,
    atEpochMs,
    id,
    limit,
  );
  return rows.map(([runId, ticketId, why, atMs]) => ({
    id: String(runId) as RunId,
    ticketId: String(sql.dialect.fromKey(ticketId)) as TicketId,
    reason: String(why),
    atEpochMs: Number(atMs),
  }));
}

/** How many runs have failed. Reads an index alone. @throws Error from the database */
export function countFailedRuns(sql: RawReads): Promise<number> {
  const { runs, hasFailed } = failedOf(sql.dialect);
  return countOf(sql, `${runs} WHERE ${hasFailed}`);
}

/** How many tickets are left alone by a workflow. @throws Error from the database */
export function countPausedTickets(sql: RawReads): Promise<number> {
  const { dialect } = sql;
  return countOf(
    sql,
    `${tableOf("tickets")} ${dialect.indexedBy("paused tickets in the way")} WHERE ${isPaused(dialect)}`,
  );
}

export type PausedAt = { readonly ticketId: TicketId; readonly atEpochMs: number; readonly changes: number };
export type PausedWorkflow = {
  readonly workflowId: WorkflowId;
  readonly count: number;
  readonly firstAtEpochMs: number;
  readonly lastAtEpochMs: number;
  readonly changes: number;
};

function pausesOf(dialect: RawDialect) {
  return {
    from: `${tableOf("tickets")} AS tickets ${dialect.indexedBy("paused tickets in the way")}, ${dialect.each("pausedWorkflows", "tickets", "pause")}
      WHERE ${isPaused(dialect)}`,
    workflowId: dialect.text("workflowId", "pause.value"),
    at: dialect.number("atEpochMs", "pause.value"),
    changes: dialect.number("changes", "pause.value"),
  };
}

/** Workflows that leave tickets alone, with how many. @throws Error from the database */
export async function pausedWorkflows(sql: RawReads): Promise<PausedWorkflow[]> {
  const { from, workflowId, at, changes } = pausesOf(sql.dialect);
  const rows = await sql.rows(
    `SELECT ${workflowId}, count(*), min(${at}), max(${at}), max(${changes}) FROM ${from} GROUP BY 1`,
  );
  return rows.map(([id, count, first, last, most]) => ({
    workflowId: String(id) as WorkflowId,
    count: Number(count),
    firstAtEpochMs: Number(first),
    lastAtEpochMs: Number(last),
    changes: Number(most),
  }));
}

/** The tickets that a workflow leaves alone, by their ids. @throws Error from the database */
export async function ticketsPausedFor(
  sql: RawReads,
  pausedFor: WorkflowId,
  afterId: string,
  limit: number,
): Promise<PausedAt[]> {
  const { from, workflowId, at, changes } = pausesOf(sql.dialect);
  const rows = await sql.rows(
    `SELECT tickets.id, ${at}, ${changes} FROM ${from} AND ${workflowId} = ? AND tickets.id > ? ORDER BY tickets.id LIMIT ?`,
    pausedFor,
    afterId,
    limit,
  );
  return rows.map(([ticketId, atEpochMs, count]) => ({
    ticketId: String(ticketId) as TicketId,
    atEpochMs: Number(atEpochMs),
    changes: Number(count),
  }));
}

/** Mails that wait for a person: held, refused by the server, or of which nobody can tell whether they left. */
export const STUCK_STATES = ["held", "failed", "unsure"] as const satisfies readonly OutboxState[];

function stuckMailsIn({ keyValue, isTrue }: RawDialect): string {
  const states = STUCK_STATES.map((state) => `'${String(keyValue(state))}'`).join(", ");
  return `${tableOf("outbox")} WHERE deleted = 0 AND "k.state" IN (${states}) AND ${isTrue("automatic")}`;
}

/** How many mails that no person wrote wait for one. @throws Error from the database */
export function countStuckMails(sql: RawReads): Promise<number> {
  return countOf(sql, stuckMailsIn(sql.dialect));
}

/** Mails that no person wrote and that wait for one, newest first; at most so many. @throws Error from the database */
export async function stuckMails(sql: RawReads, limit: number): Promise<OutboxItemId[]> {
  const from = stuckMailsIn(sql.dialect);
  const rows = await sql.rows(`SELECT id FROM ${from} ORDER BY "k.createdAtEpochMs" DESC, id DESC LIMIT ?`, limit);
  return rows.map(([id]) => String(id) as OutboxItemId);
}

async function countOf(sql: RawReads, from: string): Promise<number> {
  const [row] = await sql.rows(`SELECT count(*) FROM ${from}`);
  return Number(row?.[0] ?? 0);
}
