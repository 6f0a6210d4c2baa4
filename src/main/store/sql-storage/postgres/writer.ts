import {
  type BulkWriteRow,
  categorizeBulkWriteRows,
  type CategorizeBulkWriteRowsOutput,
  type RxDocumentData,
  type RxStorageInstance,
} from "rxdb";
import type { LoadedAttachments } from "../attachments.ts";
import { CommitConflict, type CommitRow, type CommittedRow, successorOf } from "../commit-writer.ts";
import { quote, type TableLayout } from "../layout.ts";
import type { PgAttachments } from "./attachments.ts";
import type { PgDatabase } from "./database.ts";
import { isLostRace } from "./errors.ts";
import { CHARACTERS_A_STATEMENT, ROWS_A_STATEMENT } from "./limits.ts";
import { pgText, readPgKeys, safeJson } from "./text.ts";

/** One document that is about to be written, or was. */
export type PgWritten = {
  readonly document: RxDocumentData<Record<string, unknown>>;
  readonly previous: RxDocumentData<Record<string, unknown>> | undefined;
};

/** Runs in the transaction of the write: what it throws undoes the write. */
export type PgWrittenHook = (
  database: PgDatabase,
  collectionName: string,
  writes: readonly PgWritten[],
) => Promise<void>;

type Columns = {
  ids: string[];
  deleted: number[];
  lwt: number[];
  odd: number[];
  rev: string[];
  keys: string[][];
  data: string[];
  json: string[];
};

/** Writes documents of one table: RxDB's bulk writes, and the rows of commits. Many rows are one statement. */
export class PgWriter<Doc> {
  readonly #database: PgDatabase;
  readonly #layout: TableLayout;
  readonly #attachments: PgAttachments | undefined;
  readonly #written: PgWrittenHook | undefined;
  readonly #collectionName: string;
  readonly #revisionToken: string;
  readonly #table: string;
  readonly #names: readonly string[];
  readonly #types: readonly string[];

  constructor(
    database: PgDatabase,
    layout: TableLayout,
    parts: {
      readonly attachments: PgAttachments | undefined;
      readonly written: PgWrittenHook | undefined;
      readonly collectionName: string;
      readonly revisionToken: string;
    },
  ) {
    this.#database = database;
    this.#layout = layout;
    this.#attachments = parts.attachments;
    this.#written = parts.written;
    this.#collectionName = parts.collectionName;
    this.#revisionToken = parts.revisionToken;
    this.#table = quote(layout.name);
    this.#names = ["deleted", "lwt", "odd", "rev", "data", "j", ...layout.fields.map(({ column }) => quote(column))];
    this.#types = ["smallint", "float8", "smallint", "text", "text", "jsonb", ...layout.fields.map(() => "text")];
  }

  /** Part of the caller's own transaction. @throws CommitConflict, SqlStorageError; the transaction must then be given up */
  async commitRows(rows: readonly CommitRow<Doc>[], commit: number): Promise<CommittedRow<Doc>[]> {
    const written = rows.map(({ previous, next, isDeleted = false, revive }) => ({
      previous: previous ?? undefined,
      document: successorOf(previous, next, isDeleted, this.#revisionToken),
      documentId: this.#idOf(next as object),
      revive,
    }));
    // One statement sees the rows as they were before it: one that is written twice is two statements.
    for (const some of apart(written)) {
      await this.#insert(
        some.filter(({ previous }) => previous === undefined),
        commit,
      );
      await this.#update(
        some.filter(({ previous }) => previous !== undefined),
        commit,
      );
    }
    await this.#tellHook(written);
    return written;
  }

  async bulkWrite(
    instance: RxStorageInstance<Doc, unknown, unknown>,
    rows: BulkWriteRow<Doc>[],
    context: string,
    loaded: LoadedAttachments,
    begin: () => Promise<number>,
  ): Promise<CategorizeBulkWriteRowsOutput<Doc>> {
    // First, so that what is compared is what is written over: no other process writes from here on.
    const commit = await begin();
    const ids = rows.map(({ document }) => pgText(this.#idOf(document)));
    const found = await this.#database.rows(`SELECT data FROM ${this.#table} WHERE id = ANY($1::text[])`, [ids]);
    const stored = new Map<string, RxDocumentData<Doc>>();
    for (const [data] of found) {
      const document = JSON.parse(String(data)) as RxDocumentData<Doc>;
      stored.set(this.#idOf(document), document);
    }
    const categorized = categorizeBulkWriteRows<Doc>(
      instance,
      this.#layout.primaryPath as never,
      stored,
      rows,
      context,
    );
    // RxDB's helper announces a document that was refused for a missing attachment as if it had been written.
    const refused = new Set(categorized.errors.filter(({ status }) => status === 510).map((error) => error.documentId));
    const { eventBulk } = categorized;
    if (refused.size > 0) eventBulk.events = eventBulk.events.filter((event) => !refused.has(event.documentId));
    const writes = [...categorized.bulkInsertDocs, ...categorized.bulkUpdateDocs];
    if (writes.length === 0) return categorized;
    // An id may stand twice in one bulk: the later one wins, as in RxDB's memory storage.
    const last = new Map(writes.map(({ document }) => [this.#idOf(document), document]));
    await this.#upsert([...last.values()], commit);
    await this.#attachments?.apply(categorized, loaded);
    await this.#tellHook(writes);
    return categorized;
  }

  #idOf(document: object): string {
    return (document as Record<string, string>)[this.#layout.primaryPath] as string;
  }

  #columns(rows: readonly Written<Doc>[]): Columns {
    const columns: Columns = { ids: [], deleted: [], lwt: [], odd: [], rev: [], keys: [], data: [], json: [] };
    for (const _ of this.#layout.fields) columns.keys.push([]);
    for (const { document, data } of rows) {
      const { odd, keys } = readPgKeys(this.#layout.fields, document);
      columns.ids.push(pgText(this.#idOf(document)));
      columns.deleted.push(document._deleted ? 1 : 0);
      columns.lwt.push(document._meta.lwt);
      columns.odd.push(odd);
      columns.rev.push(document._rev);
      columns.data.push(data);
      columns.json.push(safeJson(data));
      keys.forEach((key, index) => columns.keys[index]?.push(key));
    }
    return columns;
  }

  /** The statement's values: first the ids and the commit, then the columns in the order of `#names`. */
  #values({ ids, deleted, lwt, odd, rev, data, json, keys }: Columns, commit: number) {
    return [ids, commit, deleted, lwt, odd, rev, data, json, ...keys];
  }

  /** `unnest(…)` of those values, after the commit's. */
  get #rows(): string {
    return `unnest($1::text[], ${this.#types.map((type, index) => `$${index + 3}::${type}[]`).join(", ")})
      AS v (id, ${this.#names.join(", ")})`;
  }

  async #upsert(documents: readonly RxDocumentData<Doc>[], commit: number): Promise<void> {
    const sets = this.#names.map((name) => `${name} = excluded.${name}`).join(", ");
    const text = `INSERT INTO ${this.#table} (id, written, ${this.#names.join(", ")})
      SELECT v.id, $2, ${this.#names.map((name) => `v.${name}`).join(", ")} FROM ${this.#rows}
      ON CONFLICT (id) DO UPDATE SET written = excluded.written, ${sets}`;
    for (const some of portions(documents.map((document) => ({ document, data: JSON.stringify(document) }))))
      await this.#database.run(text, this.#values(this.#columns(some), commit));
  }

  async #insert(rows: readonly Revivable<Doc>[], commit: number): Promise<void> {
    const text = `INSERT INTO ${this.#table} (id, written, ${this.#names.join(", ")})
      SELECT v.id, $2, ${this.#names.map((name) => `v.${name}`).join(", ")} FROM ${this.#rows}
      ON CONFLICT (id) DO NOTHING RETURNING id`;
    for (const some of portions(rows.map((row) => ({ ...row, data: JSON.stringify(row.document) })))) {
      const columns = this.#columns(some);
      const done = await this.#ids(some, () => this.#database.rows(text, this.#values(columns, commit)));
      for (const row of some) if (!done.has(pgText(row.documentId))) await this.#revive(row, commit);
    }
  }

  async #update(rows: readonly CommittedRow<Doc>[], commit: number): Promise<void> {
    const sets = this.#names.map((name) => `${name} = v.${name}`).join(", ");
    for (const some of portions(rows.map((row) => ({ ...row, data: JSON.stringify(row.document) })))) {
      const columns = this.#columns(some);
      const values = this.#values(columns, commit);
      const text = `UPDATE ${this.#table} AS t SET written = $2, ${sets} FROM ${this.#rows},
        unnest($1::text[], $${values.length + 1}::text[]) AS before (id, rev)
        WHERE t.id = v.id AND before.id = v.id AND t.rev = before.rev RETURNING t.id`;
      const before = some.map(({ previous }) => previous?._rev ?? "");
      const done = await this.#ids(some, () => this.#database.rows(text, [...values, before]));
      for (const { documentId } of some)
        if (!done.has(pgText(documentId))) throw new CommitConflict(this.#collectionName, documentId);
    }
  }

  /** The ids that a statement wrote; where another transaction came first in a way that only PostgreSQL tells, that is a conflict like any other. */
  async #ids(
    rows: readonly CommittedRow<Doc>[],
    write: () => Promise<readonly (readonly unknown[])[]>,
  ): Promise<ReadonlySet<string>> {
    if (rows.length === 0) return new Set();
    try {
      return new Set((await write()).map(([id]) => String(id)));
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      if (isLostRace(cause)) throw new CommitConflict(this.#collectionName, rows[0]?.documentId ?? "");
      throw error;
    }
  }

  /** A document that is written anew where one under its id was deleted: as its next revision. */
  async #revive(row: Revivable<Doc>, commit: number): Promise<void> {
    const found = await this.#database.rows(`SELECT data FROM ${this.#table} WHERE id = $1 AND deleted = 1`, [
      pgText(row.documentId),
    ]);
    if (found[0] === undefined) throw new CommitConflict(this.#collectionName, row.documentId);
    const deleted = JSON.parse(String(found[0][0])) as RxDocumentData<Doc>;
    if (row.revive !== undefined)
      Object.assign(row.document, row.revive(deleted), { _deleted: false, _meta: row.document._meta });
    row.document._rev = successorOf(deleted, row.document as Doc, false, this.#revisionToken)._rev;
    await this.#update([{ ...row, previous: deleted }], commit);
  }

  async #tellHook(writes: readonly { readonly document: unknown; readonly previous?: unknown }[]): Promise<void> {
    await this.#written?.(this.#database, this.#collectionName, writes as readonly PgWritten[]);
  }
}

/** Splits rows so that none holds an id twice, in their order. */
function apart<Row extends { readonly documentId: string }>(rows: readonly Row[]): Row[][] {
  const parts: Row[][] = [];
  let seen = new Set<string>();
  for (const row of rows) {
    if (parts.length === 0 || seen.has(row.documentId)) {
      parts.push([]);
      seen = new Set();
    }
    seen.add(row.documentId);
    parts.at(-1)?.push(row);
  }
  return parts;
}

type Revivable<Doc> = CommittedRow<Doc> & Pick<CommitRow<Doc>, "revive">;

/** A document with its text. */
type Written<Doc> = { readonly document: RxDocumentData<Doc>; readonly data: string };

/** As many as one statement takes: by their number, and by their size, of which a statement is several times as much. */
function* portions<Item extends { readonly data: string }>(items: readonly Item[]): Generator<readonly Item[]> {
  let portion: Item[] = [];
  let characters = 0;
  for (const item of items) {
    if (
      portion.length === ROWS_A_STATEMENT ||
      (portion.length > 0 && characters + item.data.length > CHARACTERS_A_STATEMENT)
    ) {
      yield portion;
      portion = [];
      characters = 0;
    }
    portion.push(item);
    characters += item.data.length;
  }
  if (portion.length > 0) yield portion;
}
