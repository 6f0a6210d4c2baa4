import { normalizeMangoQuery, type MangoQuery, type RxDocumentData, type RxError } from "rxdb";
import { storeErrorOf } from "./errors.ts";
import type { ReadInstance } from "./sql-storage/index.ts";

/** A document with what RxDB keeps beside it; hand it back as `previous` to write the next version. */
export type Stored<Doc> = RxDocumentData<Doc>;

/**
 * A document as selectors see it. RxDB's types spell out every path into a document, and a workflow's steps are a tree without an end: nobody asks
 * for what is inside a definition, so its paths are left out.
 */
export type Queried<Doc> = Doc extends { readonly definition: unknown }
  ? { [Name in keyof Doc]: Name extends "definition" ? unknown : Doc[Name] }
  : Doc;

/** One collection as plain documents that can be read. */
export type ReadRepository<Doc extends { id: string }> = {
  get(id: string): Promise<Stored<Doc> | null>;
  /** Unknown ids are left out. */
  getMany(ids: readonly string[]): Promise<Map<string, Stored<Doc>>>;
  find(query: MangoQuery<Queried<Doc>>): Promise<Stored<Doc>[]>;
  count(selector: NonNullable<MangoQuery<Queried<Doc>>["selector"]>): Promise<number>;
};

/** @param instance a collection of the connection that writes, or of one that only reads */
export function createReadRepository<Doc extends { id: string }>(instance: ReadInstance<Doc>): ReadRepository<Doc> {
  const { schema } = instance;
  const what = `The ${instance.collectionName} could not be`;

  /** Filled as RxDB fills it, but without RxDB's own plan of it: SQL plans for itself. */
  const queryOf = (query: MangoQuery<Queried<Doc>>, isCount = false) => {
    // The same query; only the type in which RxDB spells out the paths is another.
    const living = { ...query, selector: { ...query.selector, _deleted: false } } as unknown as MangoQuery<Doc>;
    return { query: normalizeMangoQuery(schema, living, isCount) };
  };

  const getMany = (ids: readonly string[]) =>
    guarded(`${what} read`, async () => {
      if (ids.length === 0) return new Map<string, Stored<Doc>>();
      const documents = await instance.findDocumentsById(Array.from(new Set(ids)), false);
      return new Map(documents.map((document) => [document.id, document]));
    });

  return {
    get: async (id) => (await getMany([id])).get(id) ?? null,

    getMany,

    find: (query) => guarded(`${what} read`, async () => (await instance.query(queryOf(query))).documents),

    count: (selector) =>
      guarded(`${what} counted`, async () => (await instance.count(queryOf({ selector }, true))).count),
  };
}

/** @throws PD_STORE_… instead of what the storage throws, which RxDB may have wrapped. */
export async function guarded<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const inner = (error as Partial<RxError> & { parameters?: { error?: unknown } }).parameters?.error;
    throw storeErrorOf(inner ?? error, what);
  }
}
