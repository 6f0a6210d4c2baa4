import {
  createRxDatabase,
  fillWithDefaultSettings,
  normalizeRxJsonSchema,
  randomToken,
  type RxCollection,
  type RxJsonSchema,
  type RxStorage,
  type RxStorageInstanceCreationParams,
  type WrappedRxStorageInstance,
} from "rxdb";
import { createConflictHandler } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS, rxSchemaOf } from "./collections.ts";
import type { PgStorageInstance, SqlStorageInstance } from "./sql-storage/index.ts";

/** A collection on either database. */
type Instance = SqlStorageInstance<{ id: string }> | PgStorageInstance<{ id: string }>;

/** Collection → its storage, past what RxDB puts around it. */
export type OpenCollections<One extends Instance> = {
  readonly instances: Readonly<Record<string, One>>;
  readonly close: () => Promise<void>;
};

type Database<One extends Instance> = {
  /** Makes all tables at once; called when the database is open. */
  readonly makeTables: () => void | Promise<void>;
  readonly storage: RxStorage<unknown, Record<string, never>> & {
    createStorageInstance<Doc>(params: RxStorageInstanceCreationParams<Doc, Record<string, never>>): Promise<unknown>;
  };
  readonly name: string;
  /** Tells the compiler of which storage the instances are. */
  readonly of?: One;
};

/** As RxDB's collections: what it offers for them works too. One desk a process, since RxDB's open edition allows 13 collections. */
export async function openRxCollections<One extends Instance>({
  name,
  storage,
  makeTables,
}: Database<One>): Promise<OpenCollections<One>> {
  const database = await createRxDatabase({ name, storage, multiInstance: false });
  try {
    // Ahead of RxDB, which opens one collection after the other: a new desk waits for the disk once for all of them.
    await makeTables();
    const collections: Record<string, RxCollection> = await database.addCollections(
      Object.fromEntries(
        Object.entries(COLLECTIONS).map(([collection, plan]) => [
          collection,
          {
            schema: rxSchemaOf(plan),
            // `upgradeFormat` has taken the tables along by now, in one transaction for all of them.
            autoMigrate: false,
            ...("sets" in plan ? { conflictHandler: createConflictHandler(plan.sets) } : {}),
          },
        ]),
      ),
    );
    const instances = Object.entries(collections).map(([collection, { storageInstance }]) => {
      // RxDB's wrapper around a storage gives revisions and locks for its own writes; ours go past it.
      const { originalStorageInstance } = storageInstance as WrappedRxStorageInstance<unknown, unknown, unknown>;
      return [collection, originalStorageInstance as unknown as One] as const;
    });
    return { instances: Object.fromEntries(instances), close: async () => void (await database.close()) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The storage alone: for several desks in one process, as when one is moved into another. */
export async function openBareCollections<One extends Instance>({
  name,
  storage,
  makeTables,
}: Database<One>): Promise<OpenCollections<One>> {
  const databaseInstanceToken = randomToken(10);
  const instances: Record<string, One> = {};
  const close = async () => {
    for (const instance of Object.values(instances)) await instance.close();
  };
  try {
    for (const [collectionName, plan] of Object.entries(COLLECTIONS)) {
      // As RxDB fills it where it opens the collection.
      const schema = normalizeRxJsonSchema(rxSchemaOf(plan) as RxJsonSchema<{ id: string }>);
      instances[collectionName] = (await storage.createStorageInstance({
        databaseInstanceToken,
        databaseName: name,
        collectionName,
        schema: fillWithDefaultSettings(schema),
        options: {},
        multiInstance: false,
        devMode: false,
      })) as unknown as One;
      if (Object.keys(instances).length === 1) await makeTables();
    }
    return { instances, close };
  } catch (error) {
    await close();
    throw error;
  }
}
