import { getRxStorageSql } from "../../../../src/main/store/sql-storage/index.ts";
import { testSchema } from "../fixtures.ts";

/** Imported by a process of its own: opens the database "desk" of a folder for itself alone. */
export async function openExclusively(directory: string): Promise<void> {
  const storage = getRxStorageSql({ mode: "file", directory, exclusive: true });
  await storage.createStorageInstance({
    databaseInstanceToken: "other",
    databaseName: "desk",
    collectionName: "people",
    schema: testSchema(),
    options: {},
    multiInstance: false,
    devMode: false,
  });
}
