import type { ViewGrouping, ViewSort } from "#shared/automation/documents/saved-view.ts";
import type { FactValue } from "#shared/automation/filters/evaluate.ts";
import { propertyType } from "#shared/automation/filters/properties.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { RawReads } from "../raw-reads.ts";
import { listedTickets, numberOf, textOf, type SqlPart } from "./ticket-columns.ts";
import { groupKeyOf, groupOrder, sortOrder, type ViewRanks } from "./view-order.ts";

export type GroupCount = { readonly key: string | null; readonly count: number };

export type ViewRead = {
  readonly where: SqlPart;
  readonly sort: ViewSort;
  readonly ranks: ViewRanks;
  /** Null: not grouped; else the groups in their order. */
  readonly grouped: { readonly by: ViewGrouping; readonly keys: readonly string[] } | null;
};

/** How many tickets there are. @throws Error from the database */
export async function countTickets(sql: RawReads, where: SqlPart): Promise<number> {
  const text = `SELECT count(*) FROM ${listedTickets(sql.dialect)} AND ${where.text}`;
  const [row] = await sql.rows(text, ...where.values);
  return Number(row?.[0] ?? 0);
}

/** The same by groups, in no order. @throws Error from the database */
export async function countGroups(sql: RawReads, where: SqlPart, by: ViewGrouping): Promise<GroupCount[]> {
  const key = groupKeyOf(sql.dialect, by);
  const text = `SELECT ${key}, count(*) FROM ${listedTickets(sql.dialect)} AND ${where.text} GROUP BY 1`;
  const rows = await sql.rows(text, ...where.values);
  return rows.map(([found, count]) => ({ key: typeof found === "string" ? found : null, count: Number(count) }));
}

function orderOf(sql: RawReads, { sort, ranks, grouped }: ViewRead): SqlPart {
  const { dialect } = sql;
  const order = sortOrder(dialect, sort, ranks);
  if (grouped === null || grouped.keys.length === 0) return order;
  const first = groupOrder(groupKeyOf(dialect, grouped.by), grouped.keys);
  return { text: `${first.text}, ${order.text}`, values: [...first.values, ...order.values] };
}

/** The tickets from `offset` on, in their order. @throws Error from the database */
export async function readTicketIds(
  sql: RawReads,
  read: ViewRead,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<TicketId[]> {
  const order = orderOf(sql, read);
  const rows = await sql.rows(
    `SELECT id FROM ${listedTickets(sql.dialect)} AND ${read.where.text} ORDER BY ${order.text} LIMIT ? OFFSET ?`,
    ...read.where.values,
    ...order.values,
    limit,
    offset,
  );
  return rows.map(([id]) => String(id) as TicketId);
}

/** A ticket by those of its properties that were asked for; no document is parsed. */
export type ViewRow = {
  readonly id: TicketId;
  readonly stageId: string;
  readonly groupKey: string | null;
  /** Null for what was not asked for. */
  value(property: string): FactValue;
};

/** At most `limit` tickets in their order, with properties of theirs. @param properties of the catalogue @throws Error from the database */
export async function readViewRows(
  sql: RawReads,
  read: ViewRead,
  properties: readonly string[],
  limit: number,
): Promise<ViewRow[]> {
  const { dialect } = sql;
  const order = orderOf(sql, read);
  const columns = properties.map((property) => columnOf(sql, property));
  const key = read.grouped === null ? "NULL" : groupKeyOf(dialect, read.grouped.by);
  const rows = await sql.rows(
    `SELECT ${["id", textOf(dialect, "stageId"), key, ...columns].join(", ")} FROM ${listedTickets(dialect)} AND ${read.where.text} ORDER BY ${order.text} LIMIT ?`,
    ...read.where.values,
    ...order.values,
    limit,
  );
  return rows.map(([id, stageId, groupKey, ...values]) => ({
    id: String(id) as TicketId,
    stageId: String(stageId),
    groupKey: typeof groupKey === "string" ? groupKey : null,
    value: (property) => factOf(property, values[properties.indexOf(property)]),
  }));
}

function columnOf({ dialect }: RawReads, property: string): string {
  switch (propertyType("ticket", property)?.kind) {
    case "number":
    case "date":
      return numberOf(dialect, property);
    case "flag":
      return dialect.isTrue(property);
    default:
      return textOf(dialect, property);
  }
}

/** As the document has it: a list comes as JSON, a flag as SQLite or PostgreSQL says it. */
function factOf(property: string, value: unknown): FactValue {
  if (value === null || value === undefined) return null;
  switch (propertyType("ticket", property)?.kind) {
    case "number":
    case "date":
      return Number(value);
    case "flag":
      return value === true || value === 1;
    case "set":
      return JSON.parse(String(value)) as string[];
    default:
      return String(value);
  }
}
