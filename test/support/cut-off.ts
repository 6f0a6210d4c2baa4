import type { CollectionName } from "#main/store/collections.ts";
import type { Store } from "#main/store/store.ts";

const WRITING = [
  "messages",
  "people",
  "conversations",
  "outbox",
  "tickets",
  "activities",
  "runs",
  "webhookRequests",
] as const;

/** With what workflows make beside a ticket. */
export const WRITING_ALL: readonly CollectionName[] = [...WRITING, "inboxItems", "evaluations", "local"];

/** From its `count`-th write on, the store writes nothing any more: as if the process had ended there. @param writing the collections whose writes count */
export function cutOffAt(store: Store, count: number, writing: readonly CollectionName[] = WRITING): void {
  let writes = 0;
  const guard = () => {
    writes += 1;
    if (writes > count) throw new Error("cut off");
  };
  for (const name of writing) {
    const repository = store[name] as unknown as { write: (rows: unknown[]) => Promise<void> };
    const { write } = repository;
    repository.write = async (rows) => {
      if (rows.length > 0) guard();
      return write(rows);
    };
  }
}
