/**
 * The commits of a desk in their order, as replication reads them. A row keeps only the number of the commit that wrote it last, so a run of commits is read whole, up to the newest
 * of one moment, or not at all: a row that was written again since is missing from its earlier commit, and a part would show a ticket without the line that says why it moved. What is too much
 * to be read whole is read ticket by ticket instead (`catch-up.ts`).
 */
import { REPLICATED_COLLECTIONS, type ReplicatedCollection } from "#shared/sync/collections.ts";
import { tableOf, type RawDialect } from "../raw-reads.ts";
import { ask, type Reading } from "./reading.ts";

/** A document as the storage keeps it, deleted ones too. */
export type ChangedRow = {
  readonly collection: ReplicatedCollection;
  readonly id: string;
  /** The number of the commit that wrote it last. */
  readonly commit: number;
  /** JSON, with what the storage keeps beside the document. */
  readonly data: string;
};

export type ChangeLimits = { readonly maxRows: number; readonly maxBytes: number };

/** The number of the newest commit; 0 before the first. */
export function* newestCommit(): Reading<number> {
  const [row] = yield* ask("SELECT n FROM storage_commits");
  return Number(row?.[0] ?? 0);
}

/**
 * Everything that was committed after `after`, in the order of the commits: whoever reads it does so at one moment.
 * @returns null where that is more than the limits
 */
export function* changesSince(
  dialect: RawDialect,
  after: number,
  { maxRows, maxBytes }: ChangeLimits,
): Reading<{ readonly upTo: number; readonly rows: readonly ChangedRow[] } | null> {
  const upTo = yield* newestCommit();
  if (upTo <= after) return { upTo, rows: [] };
  const rows: ChangedRow[] = [];
  let bytes = 0;
  for (const collection of REPLICATED_COLLECTIONS) {
    const table = tableOf(collection);
    const found = yield* ask(
      `SELECT id, written, data FROM ${table} ${dialect.indexedBy(indexName(collection))} WHERE written > ? ORDER BY written LIMIT ?`,
      after,
      maxRows + 1 - rows.length,
    );
    for (const [id, written, data] of found) {
      const text = String(data);
      bytes += text.length;
      rows.push({ collection, id: String(id), commit: Number(written), data: text });
    }
    if (rows.length > maxRows || bytes > maxBytes) return null;
  }
  // Stable: within a commit the order of the collections.
  return { upTo, rows: rows.toSorted((a, b) => a.commit - b.commit) };
}

/** The index in which changes are read. Only a desk that replicates has it: for all others it would be work at each write. */
export function createChangeIndexes(exec: (text: string) => void): void {
  for (const collection of REPLICATED_COLLECTIONS) {
    exec(`CREATE INDEX IF NOT EXISTS ${indexOf(collection)} ON ${tableOf(collection)} (written)`);
    // Rows of a program that did not number its commits: they belong to the first.
    exec(`UPDATE ${tableOf(collection)} SET written = 1 WHERE written < 1`);
  }
}

export function dropChangeIndexes(exec: (text: string) => void): void {
  for (const collection of REPLICATED_COLLECTIONS) exec(`DROP INDEX IF EXISTS ${indexOf(collection)}`);
}

function indexOf(collection: ReplicatedCollection): string {
  return `"${indexName(collection)}"`;
}

function indexName(collection: ReplicatedCollection): string {
  return `replication:${collection}`;
}
