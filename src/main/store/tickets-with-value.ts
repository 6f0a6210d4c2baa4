import { setImmediate as nextTurn } from "node:timers/promises";
import type { PropertyId } from "#shared/model/setup/property.ts";
import { tableOf, type RawReads } from "./raw-reads.ts";

/** Tickets looked at between two turns of the event loop: some ten milliseconds. */
const A_READ = 5_000;

/** How many tickets have a value of the property. Looks at each: asked by a person, before a property is deleted. @throws Error from the database */
export async function ticketsWithValue(sql: RawReads, id: PropertyId): Promise<number> {
  const value = sql.dialect.text(`values.${id}`);
  const read = `SELECT n, ${value} IS NOT NULL FROM ${tableOf("tickets")} WHERE n > ? AND deleted = 0 ORDER BY n LIMIT ${A_READ}`;
  let [count, afterRow] = [0, 0];
  for (;;) {
    const rows = await sql.rows(read, afterRow);
    count += rows.filter(([, has]) => Boolean(has)).length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < A_READ) return count;
    afterRow = Number(last[0]);
    await nextTurn();
  }
}
