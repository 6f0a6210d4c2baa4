/** The desk's database and its files, by reading alone: also while a program has the desk open. */
import type { Finding } from "#shared/contract/data.ts";
import { COLLECTIONS, type CollectionName } from "#main/store/collections.ts";
import { tableName, type SqlReads } from "#main/store/sql-storage/index.ts";
import { deskFiles } from "../backup/desk-files.ts";
import { LARGE_LOG_BYTES } from "../limits.ts";
import { finding, megabytes } from "./finding.ts";

export type DatabaseSize = { readonly databaseBytes: number; readonly logBytes: number };
export type DatabaseCheck = { readonly findings: readonly Finding[]; readonly newestEpochMs: number | null };

/**
 * Walks through all pages and indexes of the database, and compares the files that documents name with those that are there. Takes some seconds for a gigabyte.
 * @param isMember files of a device of a team may lie with the server alone
 */
export async function checkDatabase(
  sql: SqlReads,
  {
    dataDir,
    size,
    isMember,
    signal,
  }: {
    readonly dataDir: string;
    readonly size: DatabaseSize;
    readonly isMember: boolean;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<DatabaseCheck> {
  const values = {
    size: megabytes(size.databaseBytes),
    tickets: countOf(sql, "tickets"),
    messages: countOf(sql, "messages"),
  };
  const damage = sql
    .prepare("PRAGMA quick_check(3)")
    .all()
    .map((row) => String(Object.values(row)[0]))
    .filter((said) => said !== "ok");
  const state =
    damage.length === 0
      ? finding("ok", "database-fine", values)
      : finding("problem", "database-damaged", { reason: damage.join("; ").slice(0, 300) });
  signal?.throwIfAborted();
  return {
    findings: [
      state,
      ...(size.logBytes > LARGE_LOG_BYTES ? [finding("note", "log-large", { size: megabytes(size.logBytes) })] : []),
      ...(damage.length === 0 ? await checkFiles(sql, dataDir, isMember, signal) : []),
    ],
    newestEpochMs: newestOf(sql),
  };
}

/** Null where there is no such thing, or an earlier program called it otherwise. */
function newestOf(sql: SqlReads): number | null {
  if (!hasTable(sql, "activities")) return null;
  const row = sql.prepare(`SELECT max("k.atEpochMs") AS at FROM ${quoted("activities")} WHERE deleted = 0`).get();
  return typeof row?.["at"] === "number" ? row["at"] : null;
}

function countOf(sql: SqlReads, name: CollectionName): number {
  if (!hasTable(sql, name)) return 0;
  return Number(sql.prepare(`SELECT count(*) AS n FROM ${quoted(name)} WHERE deleted = 0`).get()?.["n"]);
}

const NAMED = /"(?:rawBlobId|htmlBlobId|blobId)":"([0-9a-f]{64})"/gu;
/** Documents read at once. */
const ROWS = 2_000;

async function checkFiles(
  sql: SqlReads,
  dataDir: string,
  isMember: boolean,
  signal: AbortSignal | undefined,
): Promise<Finding[]> {
  const named = new Set<string>();
  for (const name of ["messages", "setup", "outbox"] as const) {
    if (!hasTable(sql, name)) continue;
    const rows = sql.prepare(
      `SELECT n, data FROM ${quoted(name)} WHERE n > ? AND deleted = 0 ORDER BY n LIMIT ${ROWS}`,
    );
    for (let after = 0; ;) {
      signal?.throwIfAborted();
      const portion = rows.all(after);
      for (const { data } of portion) for (const [, id = ""] of String(data).matchAll(NAMED)) named.add(id);
      const last = portion.at(-1);
      if (last === undefined) break;
      after = Number(last["n"]);
    }
  }
  const unused = { count: 0, bytes: 0 };
  let count = 0;
  for await (const { sha256, sizeBytes } of deskFiles(dataDir)) {
    signal?.throwIfAborted();
    count += 1;
    if (named.delete(sha256)) continue;
    unused.count += 1;
    unused.bytes += sizeBytes;
  }
  const small = sql.prepare("SELECT 1 FROM small_blobs WHERE id = ?");
  for (const id of named) if (small.get(id) !== undefined) named.delete(id);
  return [
    named.size === 0 || isMember
      ? finding("ok", "files-fine", { count })
      : finding("problem", "files-missing", { count: named.size }),
    ...(unused.count === 0
      ? []
      : [finding("note", "files-unused", { count: unused.count, size: megabytes(unused.bytes) })]),
  ];
}

function hasTable(sql: SqlReads, name: CollectionName): boolean {
  const table = tableName(name, COLLECTIONS[name].version);
  return sql.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined;
}

function quoted(name: CollectionName): string {
  return `"${tableName(name, COLLECTIONS[name].version)}"`;
}
