/** What the server did not take: kept apart from the desk, so that its author can look at it, copy from it and drop it. */
import { z } from "zod";
import type { Refusal } from "#shared/sync/protocol.ts";
import { REPLICATED_COLLECTIONS } from "#shared/sync/collections.ts";
import type { Clock } from "#main/desk/context.ts";
import type { Store } from "#main/store/store.ts";
import type { IncomingRow } from "../rows.ts";

const PREFIX = "sync/refused/";

export const RefusedCopy = z.object({
  collection: z.enum(REPLICATED_COLLECTIONS),
  document: z.looseObject({ id: z.string() }),
  isDeleted: z.boolean(),
  code: z.string(),
  message: z.string(),
  atEpochMs: z.number(),
});
export type RefusedCopy = z.infer<typeof RefusedCopy> & { readonly id: string };

/** Part of the caller's transaction. A document that is refused again takes the place of what was refused before. */
export async function keepRefused(
  { local }: Pick<Store, "local">,
  clock: Clock,
  row: IncomingRow,
  { code, message }: Pick<Refusal, "code" | "message">,
): Promise<void> {
  const id = `${PREFIX}${row.collection}/${row.document.id}`;
  const atEpochMs = clock.nowEpochMs();
  const value = z.json().parse({
    collection: row.collection,
    document: row.document,
    isDeleted: row.isDeleted,
    code,
    message,
    atEpochMs,
  });
  await local.write([{ previous: await local.get(id), next: { id, value, updatedAtEpochMs: atEpochMs } }]);
}

/** The newest first. */
export async function refusedCopies({ local }: Pick<Store, "local">): Promise<RefusedCopy[]> {
  const records = await local.find({
    selector: { id: { $gte: PREFIX, $lt: `${PREFIX}\uffff` } },
    sort: [{ id: "asc" }],
  });
  return records
    .flatMap(({ id, value }) => {
      const parsed = RefusedCopy.safeParse(value);
      return parsed.success ? [{ ...parsed.data, id: id.slice(PREFIX.length) }] : [];
    })
    .toSorted((a, b) => b.atEpochMs - a.atEpochMs);
}

/** @returns whether it was there */
export async function dropRefused({ local }: Pick<Store, "local">, id: string): Promise<boolean> {
  const record = await local.get(PREFIX + id);
  if (record === null) return false;
  await local.remove([record]);
  return true;
}
