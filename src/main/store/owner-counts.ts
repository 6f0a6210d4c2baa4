import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { COLLECTIONS } from "./collections.ts";
import { tableName, type SqlReads } from "./sql-storage/index.ts";

const TABLE = `"${tableName("tickets", COLLECTIONS.tickets.version)}"`;
const OWNER = "json_extract(data, '$.ownerId')";

/** As an expression, so that no other query takes the index for its own: it would have to sort what it finds. */
const STAGE = `("k.stageId" || '')`;

export function createOwnersIndex(sql: DatabaseSync): void {
  sql.exec(`CREATE INDEX IF NOT EXISTS "ticket owners" ON ${TABLE} (${STAGE}, ${OWNER}, id) WHERE deleted = 0`);
}

/**
 * How many tickets in these stages each owner has. Reads an index of owners alone.
 * @param exceptIds tickets that are not counted
 * @throws Error from SQLite
 */
export function ownerCounts(
  sql: SqlReads,
  stageIds: readonly string[],
  exceptIds: readonly string[],
): Map<string, number> {
  const statement = sql.prepare(`SELECT ${OWNER} AS owner, count(*) FROM ${TABLE} INDEXED BY "ticket owners"
    WHERE deleted = 0 AND ${STAGE} = ? AND ${OWNER} IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?))
    GROUP BY ${OWNER}`);
  statement.setReturnArrays(true);
  const except = JSON.stringify(exceptIds);
  const counts = new Map<string, number>();
  for (const stageId of stageIds) {
    for (const row of statement.all(stageId, except) as unknown as SQLInputValue[][]) {
      const [owner, count] = row;
      if (typeof owner === "string") counts.set(owner, (counts.get(owner) ?? 0) + Number(count));
    }
  }
  return counts;
}
