/**
 * Reads of some properties of many documents, straight from SQL: a hundred thousand documents are not parsed for the sake of two numbers of each. Ids, pipelines
 * and stages are read from the storage's key columns, which hold plain ASCII as it is. What is in the store was checked when it was written; it is not parsed again.
 */
import type { RunId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { CollectionName } from "./collections.ts";
import { tableOf, type IndexMaker, type RawDialect, type RawReads } from "./raw-reads.ts";

export type TicketRow = {
  /** Rises with the order in which tickets were written first, and stays with the ticket. */
  readonly row: number;
  readonly id: TicketId;
  readonly pipelineId: string;
  readonly stageId: string;
  /** Or set aside: nobody works on it. */
  readonly isMerged: boolean;
  /** A numeric property that was asked for; null where it is unknown. */
  number(property: string): number | null;
};

/** Which tickets to read: those behind a row, at most so many. */
export type TicketScan = {
  readonly afterRow: number;
  readonly limit: number;
  /** Numeric properties to read with them; a dot leads into a property. */
  readonly numbers: readonly string[];
  /** Only of these stages; null: of all. */
  readonly stageIds: readonly string[] | null;
};

/**
 * The next tickets, in the order of their rows. Without numbers no document is parsed.
 * @throws Error from the database
 */
export async function scanTickets(
  sql: RawReads,
  { afterRow, limit, numbers, stageIds }: TicketScan,
): Promise<TicketRow[]> {
  const { dialect } = sql;
  const isSqlite = dialect.name === "sqlite";
  const columns = numbers
    .map(() => `, ${isSqlite ? "json_extract(data, ?)" : "j #> string_to_array(?, '.')"}`)
    .join("");
  // A ticket that was never merged or set aside does not name the property; looking for the word is cheaper than parsing.
  const outOfTheWay = isSqlite
    ? `CASE WHEN instr(data, '"mergedIntoTicketId":') > 0 THEN ${dialect.text("mergedIntoTicketId")}
      WHEN instr(data, '"aside":') > 0 THEN ${dialect.text("aside.as")} END`
    : `coalesce(${dialect.text("mergedIntoTicketId")}, ${dialect.text("aside.as")})`;
  const text = `SELECT n, id, "k.pipelineId", "k.stageId", ${outOfTheWay}${columns}
    FROM ${tableOf("tickets")} WHERE n > ? AND deleted = 0
    ${stageIds === null ? "" : `AND "k.stageId" ${dialect.inList}`} ORDER BY n LIMIT ?`;
  const paths = numbers.map((property) =>
    isSqlite
      ? `$.${property
          .split(".")
          .map((part) => JSON.stringify(part))
          .join(".")}`
      : property,
  );
  const stages = stageIds === null ? [] : [JSON.stringify(stageIds.map((id) => dialect.keyValue(id)))];
  const rows = await sql.rows(text, ...paths, afterRow, ...stages, limit);
  return rows.map(([row, id, pipelineId, stageId, standsAside, ...values]) => ({
    row: Number(row),
    id: String(id) as TicketId,
    pipelineId: String(dialect.fromKey(pipelineId)),
    stageId: String(dialect.fromKey(stageId)),
    isMerged: standsAside !== null,
    number(property) {
      const value = values[numbers.indexOf(property)];
      return typeof value === "number" ? value : null;
    },
  }));
}

/** The tickets that were written first last, of a pipeline or of all: those before a row, the latest first. No document is parsed. */
export async function newestTickets(
  sql: RawReads,
  {
    beforeRow,
    limit,
    pipelineId,
  }: { readonly beforeRow: number; readonly limit: number; readonly pipelineId: string | null },
): Promise<{ readonly row: number; readonly id: TicketId }[]> {
  const rows = await sql.rows(
    `SELECT n, id FROM ${tableOf("tickets")} WHERE n < ? AND deleted = 0
    ${pipelineId === null ? "" : `AND "k.pipelineId" = ?`} ORDER BY n DESC LIMIT ?`,
    beforeRow,
    ...(pipelineId === null ? [] : [sql.dialect.keyValue(pipelineId)]),
    limit,
  );
  return rows.map(([row, id]) => ({ row: Number(row), id: String(id) as TicketId }));
}

/** The row of the ticket that was written first last; 0 where there is none. */
export async function lastTicketRow(sql: RawReads): Promise<number> {
  const [row] = await sql.rows(`SELECT max(n) FROM ${tableOf("tickets")}`);
  return Number(row?.[0] ?? 0);
}

/** Which of these documents are there. */
export async function presentIds(
  sql: RawReads,
  collection: CollectionName,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.rows(
    `SELECT id FROM ${tableOf(collection)} WHERE id ${sql.dialect.inList} AND deleted = 0`,
    JSON.stringify(ids),
  );
  return new Set(rows.map(([id]) => String(id)));
}

const waitingOf = (dialect: RawDialect) => ({
  isWaiting: `deleted = 0 AND "k.status" IN ('${String(dialect.keyValue("waiting"))}', '${String(dialect.keyValue("retrying"))}')`,
  wakeAt: dialect.number("wakeAtEpochMs"),
  // Named, since by the statistics that the storage writes SQLite's planner would take its own index and parse every run.
  from: `${tableOf("runs")} ${dialect.indexedBy("waiting-runs")}`,
});

/** Beside the indexes of the storage's schema: those hold what documents are found by, this one what is read of them. */
export function createWaitingRunsIndex({ dialect, exec }: IndexMaker): void {
  const { wakeAt, isWaiting } = waitingOf(dialect);
  exec(`CREATE INDEX IF NOT EXISTS "waiting-runs"
    ON ${tableOf("runs")} (${wakeAt}, id, "k.ticketId", deleted, "k.status") WHERE ${isWaiting}`);
}

export function waitingRunsText(dialect: RawDialect): string {
  const { wakeAt, isWaiting, from } = waitingOf(dialect);
  return `SELECT id, "k.ticketId", ${wakeAt} FROM ${from} WHERE ${isWaiting} ORDER BY ${wakeAt}, id`;
}

export type RunRow = { readonly id: RunId; readonly ticketId: TicketId; readonly wakeAtEpochMs: number };

/**
 * The runs that wait for something, in the order of their times. Reads an index of their times alone: tens of thousands of runs with their
 * journals are not touched.
 */
export async function scanWaitingRuns(sql: RawReads): Promise<RunRow[]> {
  const rows = await sql.rows(waitingRunsText(sql.dialect));
  return rows.map(([id, ticketId, wakeAtEpochMs]) => ({
    id: String(id) as RunId,
    ticketId: String(sql.dialect.fromKey(ticketId)) as TicketId,
    wakeAtEpochMs: Number(wakeAtEpochMs ?? 0),
  }));
}

/** How many runs of each workflow wait, and how many of those are due. Reads the same index and the key column beside it. */
export async function waitingByWorkflow(
  sql: RawReads,
  nowEpochMs: number,
): Promise<{ readonly workflowId: WorkflowId; readonly inAll: number; readonly due: number }[]> {
  const { wakeAt, isWaiting, from } = waitingOf(sql.dialect);
  const rows = await sql.rows(
    `SELECT "k.workflowId", count(*), sum(CASE WHEN ${wakeAt} > 0 AND ${wakeAt} <= ? THEN 1 ELSE 0 END)
    FROM ${from} WHERE ${isWaiting} GROUP BY "k.workflowId"`,
    nowEpochMs,
  );
  return rows.map(([workflowId, inAll, due]) => ({
    workflowId: String(sql.dialect.fromKey(workflowId)) as WorkflowId,
    inAll: Number(inAll),
    due: Number(due),
  }));
}

/** The runs of these workflows that are due. */
export async function dueRunsOf(
  sql: RawReads,
  workflowIds: readonly WorkflowId[],
  nowEpochMs: number,
): Promise<{ readonly id: RunId; readonly workflowId: WorkflowId }[]> {
  if (workflowIds.length === 0) return [];
  const { wakeAt, isWaiting, from } = waitingOf(sql.dialect);
  const rows = await sql.rows(
    `SELECT id, "k.workflowId" FROM ${from}
    WHERE ${isWaiting} AND ${wakeAt} > 0 AND ${wakeAt} <= ? AND "k.workflowId" ${sql.dialect.inList}`,
    nowEpochMs,
    JSON.stringify(workflowIds.map((id) => sql.dialect.keyValue(id))),
  );
  return rows.map(([id, workflowId]) => ({
    id: String(id) as RunId,
    workflowId: String(sql.dialect.fromKey(workflowId)) as WorkflowId,
  }));
}
