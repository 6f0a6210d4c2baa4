import { stat } from "node:fs/promises";
import { join } from "node:path";
import { DATABASE_FILE } from "../backup/manifest.ts";
import type { DatabaseSize } from "./database.ts";

/** Null: there is no database in the folder. */
export async function databaseSizeOf(dataDir: string): Promise<DatabaseSize | null> {
  const sizeOf = async (name: string) => (await stat(join(dataDir, name)).catch(() => null))?.size;
  const databaseBytes = await sizeOf(DATABASE_FILE);
  return databaseBytes === undefined ? null : { databaseBytes, logBytes: (await sizeOf(`${DATABASE_FILE}-wal`)) ?? 0 };
}
