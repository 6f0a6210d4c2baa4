import { tableOf, type RawReads } from "./raw-reads.ts";

/**
 * Another text whenever the setup is another: how many documents there are, when each was written last and how large they are. Reads the heads of the rows, none
 * of the documents. @throws Error from the database
 */
export async function setupMark(sql: RawReads): Promise<string> {
  const heads =
    sql.dialect.name === "sqlite"
      ? "count(*), sum(deleted), max(lwt), total(lwt), sum(octet_length(data))"
      : "count(*), sum(deleted), max(written)";
  const [row] = await sql.rows(`SELECT ${heads} FROM ${tableOf("setup")}`);
  return JSON.stringify(row);
}
