/**
 * Takes a desk from one database to another: every document with its revision, its mark where it is deleted, and the number of the commit that wrote it last, so that devices that follow the desk by that
 * number go on where they were; every file; the index of words is made anew. The desk that it is taken from is left as it is.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { BlobId } from "#shared/model/ids.ts";
import { COLLECTIONS, type CollectionName } from "./collections.ts";
import { unfinishedIds } from "./format/one-commit.ts";
import { tableOf } from "./raw-reads.ts";
import { openReads, type DeskPlace } from "./open-reads.ts";
import { openStore, type Store } from "./store.ts";

export type MoveProgress = { readonly documents: number; readonly files: number };

/** Documents that are in memory at once. */
const DOCUMENTS_A_READ = 500;

/** A record of the desk that is filled, while it is not whole. */
export const UNFINISHED_MOVE = "unfinished-move";

/**
 * Copies a desk into a place where there is none yet. What was cut off goes on where it was when it is asked for again. Nobody else may have the new one open; the old one may be worked on where it lies on PostgreSQL, and what is committed meanwhile is not part of the copy.
 * @param signal gives up between two portions
 * @throws PD_DESK_ALREADY_STARTED where there is another desk, PD_STORE_…; the signal's reason
 */
export async function moveDesk(
  from: DeskPlace,
  to: DeskPlace,
  onProgress: (progress: MoveProgress) => void = () => undefined,
  signal?: AbortSignal,
): Promise<MoveProgress> {
  // Refuses what can't be moved, takes it to this version's format, and closes it: RxDB allows one open desk a process.
  await (await openStore(from)).close();
  const source = openReads(from);
  try {
    const halves = [...(await unfinishedIds(source.sql, "messages")), ...(await unfinishedIds(source.sql, "tickets"))];
    if (halves.length > 0)
      throw new PipedeskError(
        "PD_STORE_FAILED",
        "The desk was written by an earlier version: open it once, then move it.",
      );
    const target = await openStore(to);
    try {
      // Of one moment, whoever else works on the desk meanwhile.
      return await source.snapshot(() => copy(source, target, from, onProgress, signal));
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function copy(
  source: ReturnType<typeof openReads>,
  target: Store,
  from: DeskPlace,
  onProgress: (progress: MoveProgress) => void,
  signal: AbortSignal | undefined,
): Promise<MoveProgress> {
  await begin(target);
  const progress = { documents: 0, files: 0 };
  for await (const id of filesOf(source, from)) {
    signal?.throwIfAborted();
    if ((await target.files.sizeOf(id)) === null) await target.files.putStream(source.files.stream(id));
    progress.files += 1;
    onProgress({ ...progress });
  }
  for (const name of Object.keys(COLLECTIONS) as CollectionName[])
    for (let after = 0; ;) {
      signal?.throwIfAborted();
      const rows = await source.sql.rows(
        `SELECT n, written, data FROM ${tableOf(name)} WHERE n > ? ORDER BY n LIMIT ${DOCUMENTS_A_READ}`,
        after,
      );
      const last = rows.at(-1);
      if (last === undefined) break;
      after = Number(last[0]);
      await target.adopt(
        name,
        rows.map(([, written, data]) => ({ written: Number(written), data: String(data) })),
      );
      progress.documents += rows.length;
      onProgress({ ...progress });
    }
  const [counter] = await source.sql.rows("SELECT n FROM storage_commits");
  const mark = await target.local.get(UNFINISHED_MOVE);
  if (mark) await target.local.remove([mark]);
  await target.adoptCounter(Number(counter?.[0] ?? 0));
  return progress;
}

/** Marks the desk that is filled; one that has documents without that mark is another. */
async function begin(target: Store): Promise<void> {
  if ((await target.local.get(UNFINISHED_MOVE)) !== null) return;
  for (const name of Object.keys(COLLECTIONS) as CollectionName[]) {
    const found = await target.sql.rows(`SELECT 1 FROM ${tableOf(name)} LIMIT 1`);
    if (found.length > 0)
      throw new PipedeskError("PD_DESK_ALREADY_STARTED", "There is a desk already where this one was to be moved.");
  }
  await target.local.write([{ previous: null, next: { id: UNFINISHED_MOVE, value: true, updatedAtEpochMs: 0 } }]);
}

async function* filesOf(store: ReturnType<typeof openReads>, { dataDir }: DeskPlace): AsyncGenerator<BlobId> {
  const isSqlite = store.sql.sqlite !== null;
  const table = isSqlite ? "small_blobs" : "blobs";
  for (let after = ""; ;) {
    const rows = await store.sql.rows(`SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT 1000`, after);
    for (const [id] of rows) yield BlobId.parse(String(id));
    const last = rows.at(-1);
    if (last === undefined) break;
    after = String(last[0]);
  }
  if (!isSqlite) return;
  const folder = join(dataDir, "blobs");
  for (const part of await readdir(folder, { withFileTypes: true })) {
    if (!part.isDirectory()) continue;
    for (const name of await readdir(join(folder, part.name))) {
      const id = BlobId.safeParse(name);
      if (id.success) yield id.data;
    }
  }
}
