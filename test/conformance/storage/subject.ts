import type { RxStorage, RxStorageInstance } from "rxdb";
import type { TestDocument, TestSchema } from "./fixtures.ts";

export type TestInstance = RxStorageInstance<TestDocument, unknown, unknown, { id: string; lwt: number }>;

/** What a storage must bring to be held to the contract. */
export type StorageUnderTest = {
  readonly name: string;
  readonly storage: () => RxStorage<unknown, unknown>;
  /** Sorts and finds right even where documents break their schema in an indexed property; RxDB's memory storage doesn't. */
  readonly toleratesBrokenSchemas: boolean;
};

export type OpenOptions = {
  readonly storage?: RxStorage<unknown, unknown>;
  readonly databaseName?: string;
  readonly collectionName?: string;
  readonly schema?: TestSchema;
  readonly multiInstance?: boolean;
};

/** Opens instances and closes what a test left open. */
export type Bench = {
  readonly subject: StorageUnderTest;
  readonly storage: () => RxStorage<unknown, unknown>;
  readonly open: (options?: OpenOptions) => Promise<TestInstance>;
};
