import { join } from "node:path";
import { createBlobReads, type BlobReads } from "./blobs.ts";
import { openPostgresReadStore } from "./postgres-read-store.ts";
import { openReadStore, type OpenReadStore } from "./read-store.ts";

/** Where a desk lies: its folder, and its database where that is not in it. */
export type DeskPlace = { readonly dataDir: string; readonly databaseUrl?: string | undefined };

/** Opens a desk's documents and files for reading what is committed, wherever they lie. Close it before the desk is closed. @throws PD_STORE_… */
export function openReads({
  dataDir,
  databaseUrl,
}: DeskPlace): Omit<OpenReadStore, "copyTo"> & { readonly files: BlobReads } {
  if (databaseUrl !== undefined) return openPostgresReadStore(databaseUrl, dataDir);
  const documents = openReadStore(dataDir);
  const { sqlite } = documents.sql;
  if (sqlite === null) throw new TypeError("A desk's folder holds SQLite.");
  return { ...documents, files: createBlobReads(join(dataDir, "blobs"), sqlite) };
}
