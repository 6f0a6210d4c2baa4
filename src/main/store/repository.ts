import {
  normalizeMangoQuery,
  prepareQuery,
  type BulkWriteRow,
  type MangoQuery,
  type RxCollection,
  type RxDocumentData,
  type RxError,
} from "rxdb";
import { map, type Observable } from "rxjs";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { storeErrorOf } from "./errors.ts";

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

/** A document before and after a write; null where it was not there, or is deleted. */
export type Transition<Doc> = { readonly previous: Doc | null; readonly next: Doc | null };

/**
 * One collection as plain documents. Goes to RxDB's storage directly: no document cache and no query cache stand between,
 * so a write compares with the revision that was read, and a page of results costs one statement.
 */
export type Repository<Doc extends { id: string }> = {
  get(id: string): Promise<Stored<Doc> | null>;
  getMany(ids: readonly string[]): Promise<Map<string, Stored<Doc>>>;
  find(query: MangoQuery<Queried<Doc>>): Promise<Stored<Doc>[]>;
  count(selector: NonNullable<MangoQuery<Queried<Doc>>["selector"]>): Promise<number>;
  /**
   * Writes all rows in one transaction, each only if its document still is `previous` (null: only if there is none).
   * @throws PD_STORE_CONFLICT if any was changed meanwhile; the others of the call are written.
   */
  write(rows: readonly WriteRow<Doc>[]): Promise<void>;
  /**
   * Deletes documents, in one transaction, each only if it still is as it was read. What is deleted is kept as a mark, so that other devices learn of it.
   * @throws PD_STORE_CONFLICT
   */
  remove(documents: readonly Stored<Doc>[]): Promise<void>;
  /** Takes the marks of what was deleted out of the file: for documents of which no other device needs to learn. Works in portions. */
  purge(): Promise<void>;
  /** Inserts what is not there yet; a document that is there stays as it is. Returns the ids that were new. */
  insertMissing(documents: readonly Doc[]): Promise<Set<string>>;
  /** Documents after each write, one batch a transaction. */
  readonly changes: Observable<readonly Doc[]>;
  /** What each write did to each document, one batch a transaction: for what is kept by difference. */
  readonly transitions: Observable<readonly Transition<Doc>[]>;
};

const WRITE_CONTEXT = "pipedesk";
const HTTP_CONFLICT = 409;

export function createRepository<Doc extends { id: string }>(collection: RxCollection<Doc>): Repository<Doc> {
  const storage = collection.storageInstance;
  const what = `The ${collection.name} could not be`;

  async function guarded<Result>(verb: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw storeErrorOf(unwrapped(error), `${what} ${verb}`);
    }
  }

  // The same query; only the type in which RxDB spells out the paths is another.
  const asRxQuery = (query: object) => query as MangoQuery<Doc>;

  const asStored = (document: Doc): Stored<Doc> => ({
    ...document,
    _deleted: false,
    _attachments: {},
    _meta: { lwt: 0 },
    _rev: "",
  });

  const successorOf = (previous: Stored<Doc>, next: Doc, isDeleted: boolean): Stored<Doc> => ({
    ...next,
    _deleted: isDeleted,
    _attachments: previous._attachments,
    _meta: { ...previous._meta },
    _rev: previous._rev,
  });

  async function writeRows(rows: readonly BulkWriteRow<Doc>[]): Promise<void> {
    if (rows.length === 0) return;
    const result = await storage.bulkWrite([...rows], WRITE_CONTEXT);
    const failed = result.error[0];
    if (!failed) return;
    throw new PipedeskError(
      "PD_STORE_CONFLICT",
      `The document ${failed.documentId} of ${collection.name} changed meanwhile.`,
      { details: { what: collection.name, id: failed.documentId } },
    );
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

    find: (query) =>
      guarded("read", async () => {
        const filled = normalizeMangoQuery(
          storage.schema,
          asRxQuery({ ...query, selector: { ...query.selector, _deleted: false } }),
        );
        return (await storage.query(prepareQuery(storage.schema, filled))).documents;
      }),

    count: (selector) =>
      guarded("counted", async () => {
        const filled = normalizeMangoQuery(storage.schema, asRxQuery({ selector: { ...selector, _deleted: false } }));
        return (await storage.count(prepareQuery(storage.schema, filled))).count;
      }),

    write: (rows) =>
      guarded("written", () =>
        writeRows(
          rows.map(({ previous, next }) =>
            previous === null
              ? { document: asStored(next) }
              : { previous, document: successorOf(previous, next, false) },
          ),
        ),
      ),

    remove: (documents) =>
      guarded("deleted", () =>
        writeRows(documents.map((previous) => ({ previous, document: successorOf(previous, previous, true) }))),
      ),

    purge: () =>
      guarded("deleted", async () => {
        for (let isDone = false; !isDone;) {
          isDone = await storage.cleanup(0);
          await new Promise((resolve) => setImmediate(resolve));
        }
      }),

    insertMissing: (documents) =>
      guarded("written", async () => {
        if (documents.length === 0) return new Set<string>();
        const result = await storage.bulkWrite(
          documents.map((document) => ({ document: asStored(document) })),
          WRITE_CONTEXT,
        );
        const present = new Set<string>();
        for (const error of result.error) {
          if (error.status !== HTTP_CONFLICT) {
            throw new PipedeskError(
              "PD_STORE_FAILED",
              `${what} written: ${error.documentId} was refused (${error.status}).`,
            );
          }
          present.add(error.documentId);
        }
        return new Set(documents.map(({ id }) => id).filter((id) => !present.has(id)));
      }),

    changes: storage
      .changeStream()
      .pipe(map((bulk) => bulk.events.map((event) => event.documentData as unknown as Doc))),

    transitions: storage.changeStream().pipe(
      map((bulk) =>
        bulk.events.map(({ previousDocumentData, documentData }) => ({
          previous: alive(previousDocumentData as MaybeDeleted<Doc> | undefined),
          next: alive(documentData as MaybeDeleted<Doc>),
        })),
      ),
    ),
  };
}

type MaybeDeleted<Doc> = Doc & { readonly _deleted: boolean };

function alive<Doc>(document: MaybeDeleted<Doc> | undefined): Doc | null {
  return document === undefined || document._deleted ? null : document;
}

/** RxDB wraps what a storage throws; the cause with our own code may lie one level down. */
function unwrapped(error: unknown): unknown {
  const inner = (error as Partial<RxError> & { parameters?: { error?: unknown } }).parameters?.error;
  return inner ?? error;
}
