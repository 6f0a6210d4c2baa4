/**
 * What the server refused and has nothing of is deleted here. That is no deletion that anybody meant: should the same document come from the server one day, since somebody brought it who may, it is taken as if nothing had been known of it.
 */
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { Clock } from "#main/desk/context.ts";
import type { Store } from "#main/store/store.ts";
import type { Copies } from "../adopt.ts";
import type { IncomingRow } from "../rows.ts";

const idOf = ({ collection, document }: Pick<IncomingRow, "collection" | "document">) =>
  `sync/taken-back/${collection}/${document.id}`;

/** Part of the caller's transaction. */
export async function noteTakenBack({ local }: Pick<Store, "local">, clock: Clock, row: IncomingRow): Promise<void> {
  const id = idOf(row);
  const next: LocalRecord = { id, value: true, updatedAtEpochMs: clock.nowEpochMs() };
  await local.write([{ previous: await local.get(id), next }]);
}

/** Those of the rows whose copy here is deleted for that alone; they are no longer from then on. Part of the caller's transaction. */
export async function comeBack(
  { local }: Pick<Store, "local">,
  rows: readonly IncomingRow[],
  copies: Copies,
): Promise<ReadonlySet<IncomingRow>> {
  const deleted = rows.filter(
    (row) => !row.isDeleted && copies.get(row.collection)?.get(row.document.id)?._deleted === true,
  );
  if (deleted.length === 0) return new Set();
  const records = await local.getMany(deleted.map(idOf));
  await local.remove(Array.from(records.values()));
  return new Set(deleted.filter((row) => records.has(idOf(row))));
}
