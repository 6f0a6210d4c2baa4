import {
  normalizeMangoQuery,
  prepareQuery,
  type MangoQuery,
  type RxDocumentData,
  type RxStorageChangeEvent,
} from "rxdb";
import { map, type Observable } from "rxjs";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { storeErrorOf } from "./errors.ts";
import { CommitConflict, type CommitRow, type OpenTransaction, type SqlStorageInstance } from "./sql-storage/index.ts";

/** A document with what RxDB keeps beside it; hand it back as `previous` to write the next version. */
export type Stored<Doc> = RxDocumentData<Doc>;

/**
 * A document as selectors see it. RxDB's types spell out every path into a document, and a workflow's steps are a tree without an end: nobody asks
 * for what is inside a definition, so its paths are left out.
 */
export type Queried<Doc> = Doc extends { readonly definition: unknown }
  ? { [Name in keyof Doc]: Name extends "definition" ? unknown : Doc[Name] }
  : Doc extends { readonly pending: unknown }
    ? { [Name in keyof Doc]: Name extends "pending" ? unknown : Doc[Name] }
    : Doc;

export type WriteRow<Doc> = { readonly previous: Stored<Doc> | null; readonly next: Doc };

/** One collection as plain documents, to read from. */
export type ReadRepository<Doc extends { id: string }> = {
  get(id: string): Promise<Stored<Doc> | null>;
  getMany(ids: readonly string[]): Promise<Map<string, Stored<Doc>>>;
  find(query: MangoQuery<Queried<Doc>>): Promise<Stored<Doc>[]>;
  count(selector: NonNullable<MangoQuery<Queried<Doc>>["selector"]>): Promise<number>;
};

/** One document as it was and as it is; null: it is not there, or is deleted. */
export type Transition<Doc> = { readonly previous: Doc | null; readonly next: Doc | null };

/**
 * One collection as plain documents. Goes to our storage directly: no document cache and no query cache stand between, so a write compares with the revision that was read,
 * and a page of results costs one statement. Writes are part of the caller's transaction (`Store.transaction`); outside of one, each is a transaction of its own.
 */
export type Repository<Doc extends { id: string }> = ReadRepository<Doc> & {
  /**
   * Writes all rows or none, each only if its document still is `previous` (null: only if there is none).
   * @throws PD_STORE_CONFLICT if any was changed meanwhile
   */
  write(rows: readonly WriteRow<Doc>[]): Promise<void>;
  /**
   * Deletes documents, all or none, each only if it still is as it was read. What is deleted is kept as a mark, so that other devices learn of it.
   * @throws PD_STORE_CONFLICT
   */
  remove(documents: readonly Stored<Doc>[]): Promise<void>;
  /** Takes the marks of what was deleted out of the file: for documents of which no other device needs to learn. Works in portions. */
  purge(): Promise<void>;
  /** Documents after each commit that changed some of them, one batch a write. What was rolled back is never told. */
  readonly changes: Observable<readonly Stored<Doc>[]>;
  /** The same, with what they were before. */
  readonly transitions: Observable<readonly Transition<Stored<Doc>>[]>;
  /**
   * For caches that the next piece of work of the same commit looks at: called with each document as it is written, before the commit; and where that is rolled back,
   * with what was there before (a new document comes as deleted).
   * @returns ends it
   */
  follow(listener: (document: Stored<Doc>) => void): () => void;
};

/** What a repository needs of the database that its collection lies in. */
export type RepositoryDeps = {
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
  ownTransaction(): OpenTransaction | null;
};

const WRITE_CONTEXT = "pipedesk";

export function createRepository<Doc extends { id: string }>(
  name: string,
  storage: SqlStorageInstance<Doc>,
  deps: RepositoryDeps,
): Repository<Doc> {
  const what = `The ${name} could not be`;
  const followers = new Set<(document: Stored<Doc>) => void>();

  async function guarded<Result>(verb: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CommitConflict)
        throw new PipedeskError("PD_STORE_CONFLICT", error.message, {
          cause: error,
          details: { what: error.collectionName, id: error.documentId },
        });
      throw storeErrorOf(error, `${what} ${verb}`);
    }
  }

  // The same query; only the type in which RxDB spells out the paths is another.
  const asRxQuery = (query: object) => query as MangoQuery<Doc>;

  function prepared(query: MangoQuery<Queried<Doc>>) {
    const living = asRxQuery({ ...query, selector: { ...query.selector, _deleted: false } });
    return prepareQuery(storage.schema, normalizeMangoQuery(storage.schema, living));
  }

  async function commit(rows: readonly CommitRow<Doc>[]): Promise<void> {
    if (rows.length === 0) return;
    await deps.transaction(async () => {
      const written = storage.writeInTransaction(rows, WRITE_CONTEXT);
      if (followers.size === 0) return;
      for (const { document } of written) for (const tell of followers) tell(document);
      deps.ownTransaction()?.afterRollback.push(() => {
        for (const { document, previous } of written.toReversed())
          for (const tell of followers) tell(previous ?? { ...document, _deleted: true });
      });
    });
  }

  return {
    async get(id) {
      return (await this.getMany([id])).get(id) ?? null;
    },

    getMany: (ids) =>
      guarded("read", async () => {
        if (ids.length === 0) return new Map();
        const documents = await storage.findDocumentsById(Array.from(new Set(ids)), false);
        return new Map(documents.map((document) => [document.id, document]));
      }),

    find: (query) => guarded("read", async () => (await storage.query(prepared(query))).documents),

    count: (selector) => guarded("counted", async () => (await storage.count(prepared({ selector }))).count),

    write: (rows) => guarded("written", () => commit(rows)),

    remove: (documents) =>
      guarded("deleted", () => commit(documents.map((previous) => ({ previous, next: previous, isDeleted: true })))),

    purge: () =>
      guarded("deleted", async () => {
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

function transitionOf<Doc>({ previousDocumentData, documentData }: RxStorageChangeEvent<unknown>): Transition<Stored<Doc>> {
  const living = (document: unknown) => {
    const stored = document as Stored<Doc> | undefined;
    return stored === undefined || stored._deleted ? null : stored;
  };
  return { previous: living(previousDocumentData), next: living(documentData) };
}
