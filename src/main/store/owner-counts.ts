import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { COLLECTIONS } from "./collections.ts";
import { tableName } from "./sql-storage/index.ts";

/**
 * How many tickets in these stages each owner has, straight from SQL: the index finds the stages, and of each ticket only its owner is read.
 * @param exceptIds tickets that are not counted
 * @throws Error from SQLite
 */
export function ownerCounts(
  sql: DatabaseSync,
  stages: readonly { readonly pipelineId: string; readonly stageId: string }[],
  exceptIds: readonly string[],
): Map<string, number> {
  const statement = sql.prepare(`SELECT json_extract(data, '$.ownerId') AS owner, count(*)
    FROM "${tableName("tickets", COLLECTIONS.tickets.version)}"
    WHERE deleted = 0 AND "k.pipelineId" = ? AND "k.stageId" = ? AND id NOT IN (SELECT value FROM json_each(?))
    GROUP BY owner`);
  statement.setReturnArrays(true);
  const except = JSON.stringify(exceptIds);
  const counts = new Map<string, number>();
  for (const { pipelineId, stageId } of stages) {
    for (const row of statement.all(pipelineId, stageId, except) as unknown as SQLInputValue[][]) {
      const [owner, count] = row;
      if (typeof owner === "string") counts.set(owner, (counts.get(owner) ?? 0) + Number(count));
    }
  }
  return counts;
}
