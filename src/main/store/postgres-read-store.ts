import { join } from "node:path";
import { fillWithDefaultSettings, normalizeRxJsonSchema, type RxJsonSchema } from "rxdb";
import { COLLECTIONS, rxSchemaOf, type CollectionName, type Documents } from "./collections.ts";
import type { BlobReads } from "./blobs.ts";
import { createPostgresBlobReads } from "./postgres-blobs.ts";
import { postgresReads } from "./raw-reads.ts";
import { createReadRepository, type ReadRepository } from "./read-repository.ts";
import { DATABASE_NAME, type OpenReadStore } from "./read-store.ts";
import { openPgReadConnection, type PgDatabase } from "./sql-storage/index.ts";

/** Where a desk lies on PostgreSQL: `?schema=` of its address names the schema, so that one database can hold several; default `desk`. */
export function deskAddress(databaseUrl: string): { readonly url: string; readonly schema: string } {
  const address = new URL(databaseUrl);
  const schema = address.searchParams.get("schema") ?? DATABASE_NAME;
  address.searchParams.delete("schema");
  return { url: address.href, schema };
}

/** Large content that is needed as a file lies there for a while. */
export const blobCacheOf = (dataDir: string) => join(dataDir, "blob-cache");

/** A desk on PostgreSQL for reading what is committed; connects with its first read. @param shared the open desk's own connections, where there are some in this thread */
export function openPostgresReadStore(
  databaseUrl: string,
  dataDir: string,
  shared?: PgDatabase,
): Omit<OpenReadStore, "copyTo"> & { readonly files: BlobReads } {
  const { url, schema } = deskAddress(databaseUrl);
  const connection = openPgReadConnection(schema, { url }, shared);
  const repositories = Object.fromEntries(
    Object.entries(COLLECTIONS).map(([name, plan]) => {
      const rxSchema = normalizeRxJsonSchema(rxSchemaOf(plan) as RxJsonSchema<{ id: string }>);
      return [name, createReadRepository(connection.collection(name, fillWithDefaultSettings(rxSchema)))];
    }),
  ) as unknown as { [Name in CollectionName]: ReadRepository<Documents[Name]> };
  return {
    ...repositories,
    sql: postgresReads((text, values) => connection.rows(text, values)),
    files: createPostgresBlobReads((text, values) => connection.rows(text, values), blobCacheOf(dataDir)),
    dataVersion: connection.dataVersion,
    snapshot: connection.snapshot,
    close: connection.close,
  };
}
