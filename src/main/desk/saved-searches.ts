/** The searches that a person saved: theirs alone, and this machine's, as what they are asked of is. */
import { z } from "zod";
import { SavedSearch } from "#shared/contract/search.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { DeskContext } from "./context.ts";

const idOf = (userId: UserId) => `saved-searches/${userId}`;
const Saved = z.array(SavedSearch);

/** In the order in which the person has them. */
export async function savedSearches({ store }: Pick<DeskContext, "store">, userId: UserId): Promise<SavedSearch[]> {
  return Saved.safeParse((await store.local.get(idOf(userId)))?.value).data ?? [];
}

/** Puts these in place of all that were saved; of one name the last one counts. @returns what is saved now */
export function setSavedSearches(
  { store, clock }: Pick<DeskContext, "store" | "clock">,
  userId: UserId,
  items: readonly SavedSearch[],
): Promise<SavedSearch[]> {
  const value = [...new Map(items.map((item) => [item.name, item])).values()];
  return store.transaction(async () => {
    const previous = await store.local.get(idOf(userId));
    await store.local.write([{ previous, next: { id: idOf(userId), value, updatedAtEpochMs: clock.nowEpochMs() } }]);
    return value;
  });
}
