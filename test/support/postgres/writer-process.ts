/** A process of its own that has a desk on PostgreSQL open: writes what it is told to, and says what it was told of by the feed. */
import { openStore, type Store } from "#main/store/store.ts";

export type ToWriter =
  | { readonly type: "write"; readonly prefix: string; readonly commits: number; readonly rows: number }
  | { readonly type: "told" };
export type FromWriter =
  | { readonly type: "opened" | "wrote" }
  | { readonly type: "failed"; readonly why: string }
  | { readonly type: "told"; readonly ids: readonly string[] };

const [databaseUrl = "", dataDir = ""] = process.argv.slice(2);
const tell = (message: FromWriter) => process.send?.(message);
const told: string[] = [];

async function write(store: Store, { prefix, commits, rows }: Extract<ToWriter, { type: "write" }>): Promise<void> {
  for (let commit = 0; commit < commits; commit += 1)
    await store.local.write(
      Array.from({ length: rows }, (_, row) => ({
        previous: null,
        next: { id: `${prefix}-${commit}-${row}`, value: commit, updatedAtEpochMs: 0 },
      })),
    );
}

try {
  const store = await openStore({ databaseUrl, dataDir });
  store.local.changes.subscribe((documents) => void told.push(...documents.map(({ id }) => id)));
  process.on("message", (message: ToWriter) => {
    if (message.type === "told") tell({ type: "told", ids: told });
    else
      write(store, message).then(
        () => tell({ type: "wrote" }),
        (error: unknown) => tell({ type: "failed", why: String(error) }),
      );
  });
  process.once("disconnect", () => void store.close());
  tell({ type: "opened" });
} catch (error) {
  tell({ type: "failed", why: String(error) });
  process.disconnect();
}
