/** Tickets that lie in the trash, or are spam. They are few beside all, so that what counts tickets counts all of them and takes these off again. */
import type { AsideKind } from "#shared/model/aside-kind.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { tableOf, type IndexMaker, type RawDialect, type RawReads, type RawValue } from "./raw-reads.ts";

const asideOf = (dialect: RawDialect) => ({
  as: dialect.text("aside.as"),
  at: dialect.number("aside.atEpochMs"),
  isAside: `deleted = 0 AND ${dialect.text("aside.as")} IS NOT NULL`,
});

export function createAsideIndex({ dialect, exec }: IndexMaker): void {
  const { as, at, isAside } = asideOf(dialect);
  exec(`CREATE INDEX IF NOT EXISTS "tickets set aside" ON ${tableOf("tickets")} (${as}, ${at}, id) WHERE ${isAside}`);
}

/** Of the tickets set aside those that fit a condition: the beginning of a statement, behind which it may be grouped. */
function asideWhere(dialect: RawDialect, condition: string): string {
  return `${tableOf("tickets")} ${dialect.indexedBy("tickets set aside")}
    WHERE ${asideOf(dialect).isAside} AND ${condition}`;
}

/** How many of those set aside fit a condition, by what is grouped by. @throws Error from the database */
export function countAside(
  sql: RawReads,
  condition: string,
  groupedBy: string,
  ...values: readonly RawValue[]
): Promise<(readonly unknown[])[]> {
  return sql.rows(
    `SELECT ${groupedBy}, count(*) FROM ${asideWhere(sql.dialect, condition)} GROUP BY ${groupedBy}`,
    ...values,
  );
}

/** The ids of what lies there, what was put there last first, behind a place. @throws Error from the database */
export async function asideIds(
  sql: RawReads,
  {
    as,
    before,
    limit,
  }: { readonly as: AsideKind; readonly before: { atEpochMs: number; id: string } | null; readonly limit: number },
): Promise<{ readonly id: TicketId; readonly atEpochMs: number }[]> {
  const { as: kind, at } = asideOf(sql.dialect);
  const behind = before === null ? "" : `AND (${at} < ? OR (${at} = ? AND id < ?))`;
  const rows = await sql.rows(
    `SELECT id, ${at} FROM ${asideWhere(sql.dialect, `${kind} = ? ${behind}`)} ORDER BY ${at} DESC, id DESC LIMIT ?`,
    as,
    ...(before === null ? [] : [before.atEpochMs, before.atEpochMs, before.id]),
    limit,
  );
  return rows.map(([id, atEpochMs]) => ({ id: String(id) as TicketId, atEpochMs: Number(atEpochMs) }));
}
