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

/** From its `count`-th write on, the store writes nothing any more: as if the process had ended there. */
export function cutOffAt(store: Store, count: number): void {
  let writes = 0;
  const guard = () => {
    writes += 1;
    if (writes > count) throw new Error("cut off");
  };
  for (const name of WRITING) {
    const repository = store[name] as {
      write: (rows: unknown[]) => Promise<void>;
      insertMissing: (documents: unknown[]) => Promise<unknown>;
    };
    const { write, insertMissing } = repository;
    repository.write = async (rows) => {
      if (rows.length > 0) guard();
      return write(rows);
    };
    repository.insertMissing = async (documents) => {
      if (documents.length > 0) guard();
      return insertMissing(documents);
    };
  }
}
