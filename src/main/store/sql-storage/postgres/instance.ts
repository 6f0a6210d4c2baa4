import {
  type BulkWriteRow,
  type EventBulk,
  now,
  randomToken,
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
import { loadAttachments, NO_ATTACHMENTS } from "../attachments.ts";
import { type CommitRow, type CommittedRow, eventOf } from "../commit-writer.ts";
import { SqlStorageError, SqlStorageErrorCode } from "../errors.ts";
import { quote, type TableLayout } from "../layout.ts";
import { CLEANUP_BUDGET_MS, PURGED_PER_TRANSACTION } from "../limits.ts";
import type { FilledQuery } from "../reader.ts";
import type { SharedTable } from "../table.ts";
import { PgAttachments } from "./attachments.ts";
import type { PgDatabase } from "./database.ts";
import { PgReader, readsOfDatabase, type PgReads } from "./reader.ts";
import { dropPgTable } from "./tables.ts";
import type { PgTransaction } from "./transactions.ts";
import { PgWriter, type PgWrittenHook } from "./writer.ts";

type Changes<Doc> = EventBulk<RxStorageChangeEvent<RxDocumentData<Doc>>, RxStorageDefaultCheckpoint>;

export type PgInstanceOptions = Record<string, never>;
export type PgInstanceInternals = { readonly database: PgDatabase; readonly table: string };

/** One collection on PostgreSQL; its changes are those of this process, and of others once the feed has read them. */
export class PgStorageInstance<Doc> implements RxStorageInstance<
  Doc,
  PgInstanceInternals,
  PgInstanceOptions,
  RxStorageDefaultCheckpoint
> {
  readonly databaseName: string;
  readonly collectionName: string;
  readonly schema: Readonly<RxJsonSchema<RxDocumentData<Doc>>>;
  readonly options: Readonly<PgInstanceOptions>;
  readonly internals: PgInstanceInternals;
  readonly #layout: TableLayout;
  readonly #shared: SharedTable;
  readonly #reader: PgReader<Doc>;
  readonly #reads: PgReads;
  readonly #writer: PgWriter<Doc>;
  readonly #attachments: PgAttachments | undefined;
  readonly #release: () => Promise<void>;
  readonly #changes = new Subject<Changes<Doc>>();
  #untold: { readonly open: PgTransaction; readonly rows: CommittedRow<Doc>[] } | null = null;
  /** Writes that wait for their blobs or are under way: events keep their order, and a close waits for them. */
  #pending: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(
    params: RxStorageInstanceCreationParams<Doc, PgInstanceOptions>,
    database: PgDatabase,
    layout: TableLayout,
    shared: SharedTable,
    written: PgWrittenHook | undefined,
    release: () => Promise<void>,
  ) {
    this.databaseName = params.databaseName;
    this.collectionName = params.collectionName;
    this.schema = params.schema;
    this.options = params.options;
    this.internals = { database, table: layout.name };
    this.#layout = layout;
    this.#shared = shared;
    this.#release = release;
    this.#attachments = layout.hasAttachments ? new PgAttachments(database, layout) : undefined;
    this.#reader = new PgReader(layout, params.schema);
    this.#reads = readsOfDatabase(database);
    this.#writer = new PgWriter(database, layout, {
      attachments: this.#attachments,
      written,
      collectionName: params.collectionName,
      revisionToken: params.databaseInstanceToken,
    });
  }

  async bulkWrite(rows: BulkWriteRow<Doc>[], context: string): Promise<RxStorageBulkWriteResponse<Doc>> {
    this.#refuseWhenGone();
    // Taken now: the writer's rows may be others' by the time that it is their turn.
    const before = this.#attachments ? this.#pending : Promise.resolve();
    const written = (async () => {
      const loaded = this.#attachments ? await loadAttachments(rows) : NO_ATTACHMENTS;
      // Its failure was that write's; it is reported there.
      await before.catch(() => undefined);
      return this.#write(rows, context, loaded);
    })();
    this.#pending = Promise.allSettled([this.#pending, written]);
    return written;
  }

  async findDocumentsById(ids: string[], withDeleted: boolean): Promise<RxDocumentData<Doc>[]> {
    this.#refuseWhenGone();
    return this.#guard(() => this.#reader.byIds(this.#reads, ids, withDeleted));
  }

  async query(filled: FilledQuery<Doc>): Promise<RxStorageQueryResult<Doc>> {
    this.#refuseWhenGone();
    return this.#guard(async () => ({ documents: await this.#reader.query(this.#reads, filled.query) }));
  }

  async count(filled: FilledQuery<Doc>): Promise<RxStorageCountResult> {
    this.#refuseWhenGone();
    const { count, isFast } = await this.#guard(() => this.#reader.count(this.#reads, filled.query));
    return { count, mode: isFast ? "fast" : "slow" };
  }

  async getChangedDocumentsSince(
    limit: number,
    checkpoint?: RxStorageDefaultCheckpoint,
  ): Promise<{ documents: RxDocumentData<Doc>[]; checkpoint: RxStorageDefaultCheckpoint }> {
    this.#refuseWhenGone();
    const documents = await this.#guard(() => this.#reader.changedSince(this.#reads, limit, checkpoint));
    const last = documents.at(-1);
    return { documents, checkpoint: last ? this.#checkpointOf(last) : (checkpoint ?? { id: "", lwt: 0 }) };
  }

  async getAttachmentData(documentId: string, attachmentId: string, digest: string): Promise<Blob> {
    this.#refuseWhenGone();
    await this.#pending;
    if (this.#attachments) return this.#attachments.read(documentId, attachmentId, digest);
    throw new SqlStorageError(
      SqlStorageErrorCode.noSuchAttachment,
      `The collection "${this.collectionName}" has no attachments.`,
    );
  }

  /** As `SqlStorageInstance.writeInTransaction`. @throws CommitConflict, SqlStorageError */
  async writeInTransaction(rows: readonly CommitRow<Doc>[], context: string): Promise<readonly CommittedRow<Doc>[]> {
    this.#refuseWhenGone();
    const open = this.internals.database.transactions.own;
    if (open === null) throw new TypeError("There is no transaction to write in.");
    if (rows.length === 0) return [];
    const written = await this.#writer.commitRows(rows, await open.begin());
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

  /** Tells of documents that another process has written. What they were before is not known here: they come as they are, and as if they had been that before. */
  tellOfOthers(documents: readonly RxDocumentData<Doc>[]): void {
    if (this.#closed || this.#shared.removed) return;
    this.#tell(
      documents.map((document) => ({ document, previous: document, documentId: this.#idOf(document) })),
      OTHERS_CONTEXT,
    );
  }

  async cleanup(minimumDeletedTime: number): Promise<boolean> {
    this.#refuseWhenGone();
    const deletedBefore = now() - minimumDeletedTime;
    const stopAt = performance.now() + CLEANUP_BUDGET_MS;
    const { database } = this.internals;
    const table = quote(this.#layout.name);
    for (;;) {
      const purged = await database.transactions.run(async () => {
        await database.transactions.own?.begin();
        const rows = await database.rows(
          `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE deleted = 1 AND lwt <= $1 ORDER BY lwt LIMIT ${PURGED_PER_TRANSACTION}) RETURNING id`,
          [deletedBefore],
        );
        await this.#attachments?.removeOrphans(rows.map(([id]) => String(id)));
        return rows.length;
      });
      if (purged < PURGED_PER_TRANSACTION) return true;
      if (performance.now() >= stopAt) return false;
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#finish();
    return this.#closed;
  }

  async remove(): Promise<void> {
    this.#refuseWhenGone();
    await this.#pending;
    this.#refuseWhenGone();
    this.#shared.removed = true;
    await dropPgTable(this.internals.database, this.#layout);
    await this.close();
  }

  async #finish(): Promise<void> {
    await this.#pending;
    this.#changes.complete();
    await this.#release();
  }

  async #write(
    rows: BulkWriteRow<Doc>[],
    context: string,
    loaded: ReadonlyMap<Blob, Uint8Array>,
  ): Promise<RxStorageBulkWriteResponse<Doc>> {
    const { transactions } = this.internals.database;
    return transactions.run(async () => {
      const open = transactions.own;
      if (open === null) throw new TypeError("There is no transaction to write in.");
      const { eventBulk, newestRow, errors } = await this.#writer.bulkWrite(this, rows, context, loaded, () =>
        open.begin(),
      );
      if (eventBulk.events.length > 0 && newestRow) {
        eventBulk.checkpoint = this.#checkpointOf(newestRow.document);
        open.afterCommit.push(() => this.#changes.next(eventBulk as Changes<Doc>));
      }
      return { error: errors };
    });
  }

  #tell(written: readonly CommittedRow<Doc>[], context: string): void {
    this.#untold = null;
    const last = written.at(-1);
    if (last === undefined) return;
    const checkpoint = this.#checkpointOf(last.document);
    this.#changes.next({ id: randomToken(10), events: written.map(eventOf), checkpoint, context } as Changes<Doc>);
  }

  async #guard<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await this.internals.database.guard(work);
    } catch (error) {
      // It was removed meanwhile: that is why.
      this.#refuseWhenGone();
      throw error;
    }
  }

  #idOf(document: RxDocumentData<Doc>): string {
    return String((document as Record<string, unknown>)[this.#layout.primaryPath]);
  }

  #checkpointOf(document: RxDocumentData<Doc>): RxStorageDefaultCheckpoint {
    return { id: this.#idOf(document), lwt: document._meta.lwt };
  }

  #refuseWhenGone(): void {
    const label = `The collection "${this.collectionName}" of the database "${this.databaseName}"`;
    if (this.#shared.removed)
      throw new SqlStorageError(SqlStorageErrorCode.removed, `${label} has been removed already.`);
    if (this.#closed) throw new SqlStorageError(SqlStorageErrorCode.closed, `${label} is closed already.`);
  }
}

/** The context of changes that another process made. */
export const OTHERS_CONTEXT = "another process";
