import type { ReadContext } from "#main/desk/read-context.ts";
import { databaseIn, type CopyFacts } from "../backup/check-copy.ts";
import { checkDatabase, type DatabaseCheck } from "./database.ts";
import { databaseSizeOf } from "./database-size.ts";
import { finding } from "./finding.ts";

/** The copy in a backup: one entry. */
export async function* copyCheck(_reads: ReadContext, { path }: { readonly path: string }): AsyncGenerator<CopyFacts> {
  yield databaseIn(path);
}

/** The database of a desk that this program has open, over a connection that reads: one entry. */
export async function* databaseCheck(
  { store }: ReadContext,
  { dataDir, isMember }: { readonly dataDir: string; readonly isMember: boolean },
  signal?: AbortSignal,
): AsyncGenerator<DatabaseCheck> {
  const { sqlite } = store.sql;
  const size = await databaseSizeOf(dataDir);
  if (sqlite === null || size === null) {
    const [last] = await store.activities.find({ selector: {}, sort: [{ atEpochMs: "desc" }], limit: 1 });
    yield { findings: [finding("ok", "database-elsewhere")], newestEpochMs: last?.atEpochMs ?? null };
    return;
  }
  yield await checkDatabase(sqlite, { dataDir, size, isMember, signal });
}
