import type { BulkWriteRow, RxCollection } from "rxdb";
import { map, type Observable } from "rxjs";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { createReadRepository, guarded, type ReadRepository, type Stored } from "./read-repository.ts";

export type { Queried, Stored } from "./read-repository.ts";

export type WriteRow<Doc> = { readonly previous: Stored<Doc> | null; readonly next: Doc };

/**
 * One collection as plain documents. Goes to RxDB's storage directly: no document cache and no query cache stand between,
 * so a write compares with the revision that was read, and a page of results costs one statement.
 */
export type Repository<Doc extends { id: string }> = ReadRepository<Doc> & {
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
};

const WRITE_CONTEXT = "pipedesk";
const HTTP_CONFLICT = 409;

export function createRepository<Doc extends { id: string }>(collection: RxCollection<Doc>): Repository<Doc> {
  const storage = collection.storageInstance;
  const what = `The ${collection.name} could not be`;
  const reads = createReadRepository<Doc>(storage);

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
    ...reads,

    write: (rows) =>
      guarded(`${what} written`, () =>
        writeRows(
          rows.map(({ previous, next }) =>
            previous === null
              ? { document: asStored(next) }
              : { previous, document: successorOf(previous, next, false) },
          ),
        ),
      ),

    remove: (documents) =>
      guarded(`${what} deleted`, () =>
        writeRows(documents.map((previous) => ({ previous, document: successorOf(previous, previous, true) }))),
      ),

    purge: () =>
      guarded(`${what} deleted`, async () => {
        for (let isDone = false; !isDone;) {
          isDone = await storage.cleanup(0);
          await new Promise((resolve) => setImmediate(resolve));
        }
      }),

    insertMissing: (documents) =>
      guarded(`${what} written`, async () => {
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
  };
}
