import {
  type BulkWriteRow,
  randomToken,
  type EventBulk,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorageBulkWriteResponse,
  type RxStorageChangeEvent,
  type RxStorageCountResult,
  type RxStorageDefaultCheckpoint,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
  type RxStorageQueryResult,
} from "rxdb";
import { type Observable, Subject } from "rxjs";
import { AttachmentStore, loadAttachments, NO_ATTACHMENTS } from "./attachments.ts";
import { purgeDeleted } from "./cleanup.ts";
import { type CommitRow, type CommittedRow, CommitWriter, eventOf } from "./commit-writer.ts";
import type { Connection } from "./connection.ts";
import { SqlStorageError, SqlStorageErrorCode } from "./errors.ts";
import type { SqlStorageHooks } from "./options.ts";
import { Reader, type FilledQuery } from "./reader.ts";
import { ensureChangesIndex } from "./indexes.ts";
import type { TableLayout } from "./layout.ts";
import { dropTable, type SharedTable } from "./table.ts";
import type { OpenTransaction } from "./transactions.ts";
import { Writer } from "./writer.ts";

/** No options are taken per instance: everything is decided per storage. */
export type SqlInstanceOptions = Record<string, never>;

/** What an instance is made of, for raw reads: its connection and the (unquoted) name of its table. */
export type SqlInstanceInternals = { readonly connection: Connection; readonly table: string };

type Changes<Doc> = EventBulk<RxStorageChangeEvent<RxDocumentData<Doc>>, RxStorageDefaultCheckpoint>;

/** One collection. The work is synchronous (node:sqlite is); the promises are RxDB's interface. */
export class SqlStorageInstance<Doc> implements RxStorageInstance<
  Doc,
  SqlInstanceInternals,
  SqlInstanceOptions,
  RxStorageDefaultCheckpoint
> {
  readonly databaseName: string;
  readonly collectionName: string;
  readonly schema: Readonly<RxJsonSchema<RxDocumentData<Doc>>>;
  readonly options: Readonly<SqlInstanceOptions>;
  readonly internals: SqlInstanceInternals;
  readonly #layout: TableLayout;
  readonly #shared: SharedTable;
  readonly #reader: Reader<Doc>;
  readonly #writer: Writer<Doc>;
  readonly #commitWriter: CommitWriter<Doc>;
  readonly #attachments: AttachmentStore | undefined;
  readonly #release: () => void;
  readonly #changes = new Subject<Changes<Doc>>();
  /** What a transaction has written so far: listeners are told once of all that pieces of work that share a commit have changed. */
  #untold: { readonly open: OpenTransaction; readonly rows: CommittedRow<Doc>[] } | null = null;
  /** Writes with attachments wait for their blobs; the ones after them wait in turn, so that events keep their order. */
  #pending: Promise<unknown> | undefined;
  #closed: Promise<void> | undefined;

  constructor(
    params: RxStorageInstanceCreationParams<Doc, SqlInstanceOptions>,
    connection: Connection,
    layout: TableLayout,
    shared: SharedTable,
    hooks: SqlStorageHooks,
    release: () => void,
  ) {
    this.databaseName = params.databaseName;
    this.collectionName = params.collectionName;
    this.schema = params.schema;
    this.options = params.options;
    this.internals = { connection, table: layout.name };
    this.#layout = layout;
    this.#shared = shared;
    this.#release = release;
    this.#attachments = layout.hasAttachments ? new AttachmentStore(connection, layout) : undefined;
    this.#reader = new Reader(connection, layout, params.schema);
    this.#writer = new Writer(connection, layout, hooks, this.#attachments);
    this.#commitWriter = new CommitWriter(connection, layout, hooks, {
      collectionName: params.collectionName,
      revisionToken: params.databaseInstanceToken,
    });
  }

  async bulkWrite(rows: BulkWriteRow<Doc>[], context: string): Promise<RxStorageBulkWriteResponse<Doc>> {
    while (this.#mustWait()) await this.#turn();
    if (!this.#attachments) return this.#write(rows, context, NO_ATTACHMENTS);
    const before = this.#pending;
    const written = (async () => {
      const loaded = await loadAttachments(rows);
      // Its failure was that write's; it is reported there.
      await before?.catch(() => undefined);
      while (this.#mustWait()) await this.#turn();
      return this.#write(rows, context, loaded);
    })();
    this.#pending = written;
    return written;
  }

  async findDocumentsById(ids: string[], withDeleted: boolean): Promise<RxDocumentData<Doc>[]> {
    while (this.#mustWait()) await this.#turn();
    return this.#reader.byIds(ids, withDeleted);
  }

  async query(filled: FilledQuery<Doc>): Promise<RxStorageQueryResult<Doc>> {
    while (this.#mustWait()) await this.#turn();
    return { documents: this.#reader.query(filled.query) };
  }

  async count(filled: FilledQuery<Doc>): Promise<RxStorageCountResult> {
    while (this.#mustWait()) await this.#turn();
    const { count, isFast } = this.#reader.count(filled.query);
    return { count, mode: isFast ? "fast" : "slow" };
  }

  /** The result of a query as a cursor, for results that should not be in memory at once. Not part of RxDB's interface. */
  iterate(filled: FilledQuery<Doc>): Generator<RxDocumentData<Doc>, void, undefined> {
    this.#refuseWhenGone();
    return this.#reader.iterate(filled.query);
  }

  /** The lines of EXPLAIN QUERY PLAN. Not part of RxDB's interface. */
  explain(filled: FilledQuery<Doc>): string[] {
    this.#refuseWhenGone();
    return this.#reader.explain(filled.query);
  }

  async getChangedDocumentsSince(
    limit: number,
    checkpoint?: RxStorageDefaultCheckpoint,
  ): Promise<{ documents: RxDocumentData<Doc>[]; checkpoint: RxStorageDefaultCheckpoint }> {
    while (this.#mustWait()) await this.#turn();
    ensureChangesIndex(this.internals.connection, this.#layout);
    const documents = this.#reader.changedSince(limit, checkpoint);
    const last = documents.at(-1);
    return { documents, checkpoint: last ? this.#checkpointOf(last) : (checkpoint ?? { id: "", lwt: 0 }) };
  }

  async getAttachmentData(documentId: string, attachmentId: string, digest: string): Promise<Blob> {
    this.#refuseWhenGone();
    await this.#pending?.catch(() => undefined);
    if (this.#attachments) return this.#attachments.read(documentId, attachmentId, digest);
    throw new SqlStorageError(
      SqlStorageErrorCode.noSuchAttachment,
      `The collection "${this.collectionName}" has no attachments.`,
    );
  }

  /**
   * Writes documents as part of the caller's transaction (`RxStorageSql.transaction`), with no read before; their change events are told after its commit, none where it is
   * rolled back. Not part of RxDB's interface.
   * @returns the documents with their new revisions
   * @throws CommitConflict where a document is not what it was when it was read: the transaction must be given up then
   */
  writeInTransaction(rows: readonly CommitRow<Doc>[], context: string): readonly CommittedRow<Doc>[] {
    this.#refuseWhenGone();
    const { transactions } = this.internals.connection;
    const open = transactions.own;
    if (open === null) throw new TypeError("There is no transaction to write in.");
    if (rows.length === 0) return [];
    const written = this.#commitWriter.write(rows, open.begin());
    if (this.#untold?.open !== open) {
      const untold: CommittedRow<Doc>[] = [];
      this.#untold = { open, rows: untold };
      open.afterCommit.push(() => this.#tell(untold, context));
    }
    for (const row of written) this.#untold.rows.push(row);
    return written;
  }

  changeStream(): Observable<Changes<Doc>> {
    return this.#changes.asObservable();
  }

  async cleanup(minimumDeletedTime: number): Promise<boolean> {
    while (this.#mustWait()) await this.#turn();
    return purgeDeleted(this.internals.connection, this.#layout, this.#attachments, minimumDeletedTime);
  }

  close(): Promise<void> {
    this.#closed ??= this.#finish();
    return this.#closed;
  }

  async remove(): Promise<void> {
    this.#refuseWhenGone();
    await this.#pending?.catch(() => undefined);
    this.#shared.removed = true;
    dropTable(this.internals.connection, this.#layout);
    await this.close();
  }

  async #finish(): Promise<void> {
    await this.#pending?.catch(() => undefined);
    this.#changes.complete();
    this.#release();
  }

  #write(
    rows: BulkWriteRow<Doc>[],
    context: string,
    loaded: ReadonlyMap<Blob, Uint8Array>,
  ): RxStorageBulkWriteResponse<Doc> {
    const { eventBulk, newestRow, errors } = this.#writer.write(this, rows, context, loaded);
    if (eventBulk.events.length > 0 && newestRow) {
      eventBulk.checkpoint = this.#checkpointOf(newestRow.document);
      this.#changes.next(eventBulk as Changes<Doc>);
    }
    return { error: errors };
  }

  #tell(written: readonly CommittedRow<Doc>[], context: string): void {
    this.#untold = null;
    const last = written.at(-1);
    if (last === undefined) return;
    const bulk = {
      id: randomToken(10),
      events: written.map(eventOf),
      checkpoint: this.#checkpointOf(last.document),
      context,
    };
    this.#changes.next(bulk as Changes<Doc>);
  }

  #checkpointOf(document: RxDocumentData<Doc>): RxStorageDefaultCheckpoint {
    const id = (document as Record<string, unknown>)[this.#layout.primaryPath];
    return { id: String(id), lwt: document._meta.lwt };
  }

  /**
   * Whether a transaction of others is open: its half-written documents are nobody else's to see. Asked again after each wait and right before the connection is used,
   * since the next may have begun by then.
   */
  #mustWait(): boolean {
    this.#refuseWhenGone();
    const { transactions } = this.internals.connection;
    return transactions.isOpen && transactions.own === null;
  }

  async #turn(): Promise<void> {
    this.#refuseWhenGone();
    await this.internals.connection.transactions.turn();
    this.#refuseWhenGone();
  }

  #refuseWhenGone(): void {
    const label = `The collection "${this.collectionName}" of the database "${this.databaseName}"`;
    if (this.#shared.removed)
      throw new SqlStorageError(SqlStorageErrorCode.removed, `${label} has been removed already.`);
    if (this.#closed) throw new SqlStorageError(SqlStorageErrorCode.closed, `${label} is closed already.`);
  }
}
