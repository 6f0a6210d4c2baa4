import { setImmediate as nextTurn } from "node:timers/promises";
import type { CollectionName, Documents } from "#main/store/collections.ts";
import type { ReadStore } from "#main/store/read-store.ts";
import { DOCUMENTS_AT_ONCE } from "../limits.ts";

/**
 * All documents of a collection in the order of their ids, which begin with their moment; each as it is when its turn comes, a portion at a time, others come in between.
 * @throws the signal's reason
 */
export async function* eachDocument<Name extends CollectionName>(
  store: Pick<ReadStore, Name>,
  name: Name,
  signal?: AbortSignal,
): AsyncGenerator<Documents[Name]> {
  type Page = { find(query: unknown): Promise<Documents[Name][]> };
  const collection = store[name] as unknown as Page;
  let after = "";
  for (;;) {
    signal?.throwIfAborted();
    const portion = await collection.find({
      selector: { id: { $gt: after } },
      sort: [{ id: "asc" }],
      limit: DOCUMENTS_AT_ONCE,
    });
    yield* portion;
    const last = portion.at(-1);
    if (last === undefined) return;
    after = last.id;
    await nextTurn();
  }
}
