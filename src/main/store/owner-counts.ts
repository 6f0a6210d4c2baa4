import { countAside } from "./aside-tickets.ts";
import { tableOf, type IndexMaker, type RawDialect, type RawReads } from "./raw-reads.ts";

const partsOf = (dialect: RawDialect) => ({
  owner: dialect.text("ownerId"),
  // As an expression, so that no other query takes the index for its own: it would have to sort what it finds.
  stage: dialect.keyText("stageId"),
});

export function createOwnersIndex({ dialect, exec }: IndexMaker): void {
  const { stage, owner } = partsOf(dialect);
  exec(
    `CREATE INDEX IF NOT EXISTS "ticket owners" ON ${tableOf("tickets")} (${stage}, ${owner}, id) WHERE deleted = 0`,
  );
}

/**
 * How many tickets in these stages each owner has, without those in the trash and spam. Reads indexes alone but for those.
 * @param exceptIds tickets that are not counted
 * @throws Error from the database
 */
export async function ownerCounts(
  sql: RawReads,
  stageIds: readonly string[],
  exceptIds: readonly string[],
): Promise<Map<string, number>> {
  const { owner, stage } = partsOf(sql.dialect);
  const text = `SELECT ${owner}, count(*) FROM ${tableOf("tickets")} ${sql.dialect.indexedBy("ticket owners")}
    WHERE deleted = 0 AND ${stage} = ? AND ${owner} IS NOT NULL AND id NOT ${sql.dialect.inList} GROUP BY ${owner}`;
  const except = JSON.stringify(exceptIds);
  const counts = new Map<string, number>();
  for (const stageId of stageIds) {
    for (const [id, count] of await sql.rows(text, stageId, except)) {
      if (typeof id === "string") counts.set(id, (counts.get(id) ?? 0) + Number(count));
    }
    const aside = `${stage} = ? AND ${owner} IS NOT NULL AND id NOT ${sql.dialect.inList}`;
    for (const [id, count] of await countAside(sql, aside, owner, stageId, except))
      if (typeof id === "string") counts.set(id, (counts.get(id) ?? 0) - Number(count));
  }
  return counts;
}
