import type { RxStorageChangeEvent } from "rxdb";
import { map, type Observable } from "rxjs";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { MergeRule } from "#shared/rules/merge/merge-copies.ts";
import { revived, stamped } from "./stamping.ts";
import { createReadRepository, guarded, type ReadRepository, type Stored } from "./read-repository.ts";
import {
  CommitConflict,
  OTHERS_CONTEXT,
  type CommitRow,
  type CommittedRow,
  type ReadInstance,
  type SqlStorageInstance,
  type TransactionNotes,
} from "./sql-storage/index.ts";

export type { Queried, Stored } from "./read-repository.ts";

export type WriteRow<Doc> = { readonly previous: Stored<Doc> | null; readonly next: Doc };

/** A document from elsewhere, and what was under its id until then, deleted or not. */
export type AdoptedRow<Doc> = {
  readonly previous: Stored<Doc> | null;
  readonly next: Doc;
  readonly isDeleted: boolean;
};

/** One document as it was and as it is; null: it is not there, or is deleted. */
export type Transition<Doc> = { readonly previous: Doc | null; readonly next: Doc | null };

/**
 * One collection as plain documents. Goes to our storage directly: no document cache and no query cache stand between, so a write compares with the revision that was read,
 * and a page of results costs one statement. Writes are part of the caller's transaction (`Store.transaction`); outside of one, each is a transaction of its own.
 * Inside a transaction, reads see what it has written; all others see what is committed.
 */
export type Repository<Doc extends { id: string }> = ReadRepository<Doc> & {
  /**
   * Writes all rows or none, each only if its document still is `previous` (null: only if there is none).
   * @returns the documents as they are now, in the order of the rows
   * @throws PD_STORE_CONFLICT if any was changed meanwhile
   */
  write(rows: readonly WriteRow<Doc>[]): Promise<readonly Stored<Doc>[]>;
  /**
   * Deletes documents, all or none, each only if it still is as it was read. What is deleted is kept as a mark, so that other devices learn of it.
   * @throws PD_STORE_CONFLICT
   */
  remove(documents: readonly Stored<Doc>[]): Promise<void>;
  /** Documents by their ids, those that are deleted too. Unknown ids are left out. */
  copies(ids: readonly string[]): Promise<Map<string, Stored<Doc>>>;
  /**
   * Writes documents that were made elsewhere just as they are, deleted ones too, each only if it still is `previous`.
   * @throws PD_STORE_CONFLICT
   */
  adopt(rows: readonly AdoptedRow<Doc>[]): Promise<void>;
  /** Takes the marks of what was deleted out of the file: for documents of which no other device needs to learn. Works in portions. */
  purge(): Promise<void>;
  /** Documents after each commit that changed some of them, one batch a commit. What was rolled back is never told. */
  readonly changes: Observable<readonly Stored<Doc>[]>;
  /** The changes with what they were before; of a change by another process that is not known, and it comes as if nothing had changed. */
  readonly transitions: Observable<readonly Transition<Stored<Doc>>[]>;
  /**
   * For caches that the next piece of work of the same commit looks at: called with each document as it is written, before the commit; and where that is rolled back,
   * with what was there before (a new document comes as deleted). And with what another process of the same desk wrote, between two transactions of this one.
   * @returns ends it
   */
  follow(listener: (document: Stored<Doc>) => void): () => void;
};

/** What a repository needs of the database that its collection lies in. */
export type RepositoryDeps = {
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
  ownTransaction(): TransactionNotes | null;
  /** How this collection's copies merge, and the next stamp where the desk replicates; null where it doesn't. */
  readonly stamping: Stamping;
};

export type Stamping = {
  readonly rule: MergeRule;
  /** Whether commands stamp the properties themselves. */
  readonly byCommands: boolean;
  next(): string | null;
};

/** The storage of a collection, on whichever database: where writing needs no wait, nothing waits. */
export type WritableInstance<Doc> = ReadInstance<Doc> &
  Pick<SqlStorageInstance<Doc>, "changeStream" | "cleanup"> & {
    writeInTransaction(
      rows: readonly CommitRow<Doc>[],
      context: string,
    ): readonly CommittedRow<Doc>[] | Promise<readonly CommittedRow<Doc>[]>;
  };

const WRITE_CONTEXT = "pipedesk";

/** @param committed the same collection over a connection that sees what is committed and nothing else */
export function createRepository<Doc extends { id: string }>(
  storage: WritableInstance<Doc>,
  committed: ReadRepository<Doc>,
  deps: RepositoryDeps,
): Repository<Doc> {
  const what = `The ${storage.collectionName} could not be`;
  const inside = createReadRepository<Doc>(storage);
  const reads = () => (deps.ownTransaction() === null ? committed : inside);
  const followers = new Set<(document: Stored<Doc>) => void>();

  // Ahead of all others who listen. It ends with the collection.
  storage.changeStream().subscribe(({ context, events }) => {
    if (context !== OTHERS_CONTEXT) return;
    for (const { documentData } of events) for (const tell of followers) tell(documentData);
  });

  /** In the caller's transaction. */
  async function writeRows(rows: readonly CommitRow<Doc>[]): Promise<readonly Stored<Doc>[]> {
    const writing = writtenOf(rows);
    const written = writing instanceof Promise ? await writing.catch(refuseConflict) : writing;
    const documents = written.map(({ document }) => document);
    if (followers.size === 0) return documents;
    for (const document of documents) for (const tell of followers) tell(document);
    deps.ownTransaction()?.afterRollback.push(() => {
      for (const { document, previous } of written.toReversed())
        for (const tell of followers) tell(previous ?? { ...document, _deleted: true });
    });
    return documents;
  }

  function writtenOf(rows: readonly CommitRow<Doc>[]) {
    try {
      return storage.writeInTransaction(rows, WRITE_CONTEXT);
    } catch (error) {
      return refuseConflict(error);
    }
  }

  /** A desk that doesn't replicate writes its rows as they are. */
  function stampedRows(rows: readonly CommitRow<Doc>[]): readonly CommitRow<Doc>[] {
    const { stamping } = deps;
    const { rule, byCommands } = stamping;
    return rows.map((row) => {
      const stamp = stamping.next();
      if (stamp === null) return row;
      if (row.previous === null) return { ...row, revive: (deleted) => revived(rule, deleted, row.next, stamp) };
      return { ...row, next: stamped(rule, byCommands, row, stamp) };
    });
  }

  async function commit(rows: readonly CommitRow<Doc>[]): Promise<readonly Stored<Doc>[]> {
    if (rows.length === 0) return [];
    return deps.ownTransaction() === null ? deps.transaction(async () => writeRows(rows)) : writeRows(rows);
  }

  return {
    get: (id) => reads().get(id),
    getMany: (ids) => reads().getMany(ids),
    find: (query) => reads().find(query),
    count: (selector) => reads().count(selector),

    write: (rows) => guarded(`${what} written`, () => commit(stampedRows(rows))),

    remove: (documents) =>
      guarded(`${what} deleted`, async () => {
        await commit(stampedRows(documents.map((previous) => ({ previous, next: previous, isDeleted: true }))));
      }),

    copies: (ids) =>
      guarded(`${what} read`, async () => {
        const documents = await storage.findDocumentsById(Array.from(new Set(ids)), true);
        return new Map(documents.map((document) => [document.id, document]));
      }),

    adopt: (rows) =>
      guarded(`${what} written`, async () => {
        await commit(rows);
      }),

    purge: () =>
      guarded(`${what} deleted`, async () => {
        for (let isDone = false; !isDone;) {
          isDone = await storage.cleanup(0);
          await new Promise((resolve) => setImmediate(resolve));
        }
      }),

    changes: storage
      .changeStream()
      .pipe(map((bulk) => bulk.events.map(({ documentData }) => documentData as unknown as Stored<Doc>))),

    transitions: storage.changeStream().pipe(map((bulk) => bulk.events.map((event) => transitionOf<Doc>(event)))),

    follow(listener) {
      followers.add(listener);
      return () => void followers.delete(listener);
    },
  };
}

function refuseConflict(error: unknown): never {
  if (!(error instanceof CommitConflict)) throw error;
  const details = { what: error.collectionName, id: error.documentId };
  throw new PipedeskError("PD_STORE_CONFLICT", error.message, { cause: error, details });
}

function transitionOf<Doc>({
  previousDocumentData,
  documentData,
}: RxStorageChangeEvent<unknown>): Transition<Stored<Doc>> {
  const living = (document: unknown) => {
    const stored = document as Stored<Doc> | undefined;
    return stored === undefined || stored._deleted ? null : stored;
  };
  return { previous: living(previousDocumentData), next: living(documentData) };
}
