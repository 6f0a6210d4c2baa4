import { now, type RxDocumentData, type RxStorageChangeEvent } from "rxdb";
import { changedColumns, columnNames, columnsOf } from "./columns.ts";
import type { Connection } from "./connection.ts";
import { encodeText } from "./keys.ts";
import { quote, type TableLayout } from "./layout.ts";
import type { SqlStorageHooks } from "./options.ts";

/** One document to write: only if it still is `previous` (null: only if there is none). */
export type CommitRow<Doc> = {
  readonly previous: RxDocumentData<Doc> | null;
  readonly next: Doc;
  readonly isDeleted?: boolean;
  /** What to write instead of `next` where a deleted document lies under its id; default: `next`. */
  readonly revive?: ((deleted: Doc) => Doc) | undefined;
};

/** A document that was written; `previous` is undefined where there was none under its id. */
export type CommittedRow<Doc> = {
  readonly document: RxDocumentData<Doc>;
  readonly previous: RxDocumentData<Doc> | undefined;
  readonly documentId: string;
};

/** Another write came first: the document is not what it was when it was read. Decide again on what is there now. */
export class CommitConflict extends Error {
  override readonly name = "CommitConflict";
  readonly collectionName: string;
  readonly documentId: string;

  constructor(collectionName: string, documentId: string) {
    super(`The document ${documentId} of ${collectionName} changed meanwhile.`);
    this.collectionName = collectionName;
    this.documentId = documentId;
  }
}

/**
 * Writes documents of one table whose earlier state the caller has: nothing is read before the write, a row's revision is compared by the statement that writes it.
 * RxDB's own interface (`Writer`) keeps working beside it, on the same rows.
 */
export class CommitWriter<Doc> {
  readonly #connection: Connection;
  readonly #layout: TableLayout;
  readonly #hooks: SqlStorageHooks;
  readonly #collectionName: string;
  readonly #revisionToken: string;
  readonly #table: string;
  readonly #insert: string;
  /** Of the columns that a write may change, in the order in which `columnsOf` gives the values. */
  readonly #columns: readonly string[];

  /** @param revisionToken tells this database's revisions from those that others give; RxDB's database instance token */
  constructor(
    connection: Connection,
    layout: TableLayout,
    hooks: SqlStorageHooks,
    { collectionName, revisionToken }: { readonly collectionName: string; readonly revisionToken: string },
  ) {
    this.#connection = connection;
    this.#layout = layout;
    this.#hooks = hooks;
    this.#collectionName = collectionName;
    this.#revisionToken = revisionToken;
    this.#table = quote(layout.name);
    this.#columns = columnNames(layout);
    const names = ["id", ...this.#columns, "data"];
    this.#insert = `INSERT INTO ${this.#table} (${names.join(", ")}) VALUES (?${", ?".repeat(names.length - 1)})
      ON CONFLICT (id) DO NOTHING`;
  }

  /**
   * Part of the transaction that is open.
   * @param commit the number of that transaction's commit
   * @throws CommitConflict, SqlStorageError; the transaction must then be rolled back
   */
  write(rows: readonly CommitRow<Doc>[], commit: number): CommittedRow<Doc>[] {
    const written = rows.map(({ previous, next, isDeleted = false, revive }) => ({
      previous: previous ?? undefined,
      document: successorOf(previous, next, isDeleted, this.#revisionToken),
      documentId: (next as Record<string, string>)[this.#layout.primaryPath] as string,
      revive,
    }));
    for (const row of written) {
      const changed = row.previous === undefined ? this.#add(row, commit) : this.#replace(row, row.previous, commit);
      if (changed === 0 && !(row.previous === undefined && this.#revive(row, commit)))
        throw new CommitConflict(this.#collectionName, row.documentId);
    }
    const { db, databaseName } = this.#connection;
    this.#hooks.written?.(db, { databaseName, collectionName: this.#collectionName }, written);
    return written;
  }

  #add({ document, documentId }: CommittedRow<Doc>, commit: number): number {
    const values = [encodeText(documentId), ...columnsOf(this.#layout, document, commit), JSON.stringify(document)];
    return this.#connection.run(this.#insert, ...values);
  }

  /** A document that is written anew where one under its id was deleted: as its next revision. */
  #revive(
    { document, documentId, revive }: CommittedRow<Doc> & Pick<CommitRow<Doc>, "revive">,
    commit: number,
  ): boolean {
    const text = `SELECT data FROM ${this.#table} WHERE id = ? AND deleted = 1`;
    const data = this.#connection.get(text, encodeText(documentId))?.[0];
    if (data === undefined) return false;
    const deleted = JSON.parse(String(data)) as RxDocumentData<Doc>;
    if (revive !== undefined) Object.assign(document, revive(deleted), { _deleted: false, _meta: document._meta });
    document._rev = revisionAfter(deleted, this.#revisionToken);
    return this.#replace({ document, documentId, previous: undefined }, deleted, commit) > 0;
  }

  #replace({ document, documentId }: CommittedRow<Doc>, previous: RxDocumentData<Doc>, commit: number): number {
    const before = columnsOf(this.#layout, previous, 0);
    const { assignments, values } = changedColumns(this.#columns, columnsOf(this.#layout, document, commit), before);
    const text = `UPDATE ${this.#table} SET ${assignments}data = ? WHERE id = ? AND rev = ?`;
    return this.#connection.run(text, ...values, JSON.stringify(document), encodeText(documentId), previous._rev);
  }
}

/** The document as it is written: with its next revision and what the storage keeps beside it. */
export function successorOf<Doc>(
  previous: RxDocumentData<Doc> | null,
  next: Doc,
  isDeleted: boolean,
  revisionToken: string,
): RxDocumentData<Doc> {
  return {
    ...next,
    _deleted: isDeleted,
    _attachments: previous?._attachments ?? {},
    _meta: { ...previous?._meta, lwt: now() },
    _rev: revisionAfter(previous, revisionToken),
  };
}

function revisionAfter<Doc>(previous: RxDocumentData<Doc> | null, revisionToken: string): string {
  const height = previous === null ? 1 : heightOf(previous._rev) + 1;
  return `${height}-${revisionToken}`;
}

/** What the change stream tells of it. */
export function eventOf<Doc>({ document, previous, documentId }: CommittedRow<Doc>): RxStorageChangeEvent<Doc> {
  const event = { documentId, documentData: document };
  const wasThere = previous !== undefined && !previous._deleted;
  if (!document._deleted && !wasThere) return { ...event, operation: "INSERT", previousDocumentData: undefined };
  const operation = document._deleted ? "DELETE" : "UPDATE";
  return { ...event, operation, previousDocumentData: previous ?? document };
}

function heightOf(revision: string): number {
  return Number(revision.slice(0, revision.indexOf("-")));
}
