import {
  type BulkWriteRow,
  type BulkWriteRowProcessed,
  categorizeBulkWriteRows,
  type CategorizeBulkWriteRowsOutput,
  type RxDocumentData,
  type RxStorageInstance,
} from "rxdb";
import type { AttachmentStore, LoadedAttachments } from "./attachments.ts";
import { changedColumns, columnNames, columnsOf } from "./columns.ts";
import type { Connection, SqlRow } from "./connection.ts";
import { encodeText } from "./keys.ts";
import type { SqlStorageHooks } from "./options.ts";
import { quote, type TableLayout } from "./layout.ts";

type StoredRow = { readonly rev: string; readonly columns: readonly unknown[] };

/** Writes documents of one table: one bulk write is one transaction, with attachments and hooks inside it. */
export class Writer<Doc> {
  readonly #connection: Connection;
  readonly #layout: TableLayout;
  readonly #hooks: SqlStorageHooks;
  readonly #attachments: AttachmentStore | undefined;
  readonly #table: string;
  /** Everything a write may change, in the order `columnsOf` gives the values; the id is not among them. */
  readonly #columns: readonly string[];
  readonly #upsert: string;
  readonly #select: string;

  constructor(
    connection: Connection,
    layout: TableLayout,
    hooks: SqlStorageHooks,
    attachments: AttachmentStore | undefined,
  ) {
    this.#connection = connection;
    this.#layout = layout;
    this.#hooks = hooks;
    this.#attachments = attachments;
    this.#table = quote(layout.name);
    this.#columns = columnNames(layout);
    const names = [...this.#columns, "data"];
    // An id may stand twice in one bulk: the later one wins, as in RxDB's memory storage.
    this.#upsert = `INSERT INTO ${this.#table} (id, ${names.join(", ")}) VALUES (?${", ?".repeat(names.length)})
      ON CONFLICT (id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(", ")}`;
    this.#select = `SELECT id, rev, ${this.#columns.join(", ")} FROM ${this.#table}`;
  }

  write(
    instance: RxStorageInstance<Doc, unknown, unknown>,
    rows: BulkWriteRow<Doc>[],
    context: string,
    loaded: LoadedAttachments,
  ): CategorizeBulkWriteRowsOutput<Doc> {
    return this.#connection.transaction(() => {
      const stored = this.#storedRows(rows);
      const revisions = new Map<string, RxDocumentData<Doc>>();
      // Of a stored document the comparison looks at the revision only; the few that conflict are read in full below.
      for (const [id, row] of stored) revisions.set(id, { _rev: row.rev } as RxDocumentData<Doc>);
      const categorized = categorizeBulkWriteRows<Doc>(
        instance,
        this.#layout.primaryPath as never,
        revisions,
        rows,
        context,
      );
      if (categorized.errors.length > 0) this.#completeErrors(categorized);
      if (categorized.bulkInsertDocs.length + categorized.bulkUpdateDocs.length === 0) return categorized;
      const commit = this.#commitNumber();
      for (const row of categorized.bulkInsertDocs) this.#insert(row, commit);
      for (const row of categorized.bulkUpdateDocs) this.#update(row, stored, commit);
      this.#attachments?.apply(categorized, loaded);
      this.#runHook(instance.collectionName, categorized);
      return categorized;
    });
  }

  /** A bulk write is a commit of its own unless it is part of one. */
  #commitNumber(): number {
    const { transactions } = this.#connection;
    return transactions.own?.begin() ?? transactions.nextCommitNumber();
  }

  #idOf(document: object): string {
    return (document as Record<string, string>)[this.#layout.primaryPath] as string;
  }

  #storedRows(rows: readonly BulkWriteRow<Doc>[]): Map<string, StoredRow> {
    const result = new Map<string, StoredRow>();
    const add = (id: string, row: SqlRow): void => {
      result.set(id, { rev: String(row[1]), columns: row.slice(2) });
    };
    const [first] = rows;
    if (first && rows.length === 1) {
      const id = this.#idOf(first.document);
      const row = this.#connection.get(`${this.#select} WHERE id = ?`, encodeText(id));
      if (row) add(id, row);
      return result;
    }
    const ids = new Map(rows.map(({ document }) => [encodeText(this.#idOf(document)), this.#idOf(document)]));
    const text = `${this.#select} WHERE id IN (SELECT value FROM json_each(?))`;
    for (const row of this.#connection.all(text, JSON.stringify([...ids.keys()]))) {
      const id = ids.get(String(row[0]));
      if (id !== undefined) add(id, row);
    }
    return result;
  }

  #completeErrors(categorized: CategorizeBulkWriteRowsOutput<Doc>): void {
    const refused = new Set<string>();
    for (const error of categorized.errors) {
      if (error.status === 510) refused.add(error.documentId);
      if (!("documentInDb" in error) || !error.documentInDb) continue;
      const row = this.#connection.get(`SELECT data FROM ${this.#table} WHERE id = ?`, encodeText(error.documentId));
      error.documentInDb = JSON.parse(String(row?.[0])) as RxDocumentData<Doc>;
    }
    // RxDB's helper announces a document that was refused for a missing attachment as if it had been written.
    const { eventBulk } = categorized;
    if (refused.size > 0) eventBulk.events = eventBulk.events.filter((event) => !refused.has(event.documentId));
  }

  #insert({ document }: BulkWriteRowProcessed<Doc>, commit: number): void {
    const id = encodeText(this.#idOf(document));
    this.#connection
      .prepare(this.#upsert)
      .run(id, ...columnsOf(this.#layout, document, commit), JSON.stringify(document));
  }

  #update({ document }: BulkWriteRowProcessed<Doc>, stored: ReadonlyMap<string, StoredRow>, commit: number): void {
    const before = stored.get(this.#idOf(document))?.columns ?? [];
    const { assignments, values } = changedColumns(this.#columns, columnsOf(this.#layout, document, commit), before);
    const text = `UPDATE ${this.#table} SET ${assignments}data = ? WHERE id = ?`;
    this.#connection.prepare(text).run(...values, JSON.stringify(document), encodeText(this.#idOf(document)));
  }

  #runHook(collectionName: string, categorized: CategorizeBulkWriteRowsOutput<Doc>): void {
    if (!this.#hooks.written) return;
    const writes = [...categorized.bulkInsertDocs, ...categorized.bulkUpdateDocs];
    if (writes.length === 0) return;
    const { db, databaseName } = this.#connection;
    this.#hooks.written(
      db,
      { databaseName, collectionName },
      writes.map(({ document, previous }) => ({ document, previous })),
    );
  }
}
