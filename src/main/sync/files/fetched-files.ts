/** Which of the server's files were fetched to this device, how large each is and when it was looked at last. What this device made itself is not among them. */
import { z } from "zod";
import { BlobId } from "#shared/model/ids.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { USED_GRAIN_MS } from "../limits.ts";

const PREFIX = "sync/file/";
const Value = z.object({ bytes: z.number(), usedAtEpochMs: z.number() });

export type FetchedFile = z.infer<typeof Value>;

export type FetchedFiles = {
  totalBytes(): number;
  /** Of those that were looked at at that time or later. */
  bytesSince(epochMs: number): number;
  has(id: BlobId): boolean;
  /** Before the file itself is kept: one that is not on the list is never taken out. */
  add(id: BlobId, file: FetchedFile): Promise<void>;
  /** Somebody looked at it now. */
  used(id: BlobId): Promise<void>;
  forget(id: BlobId): Promise<void>;
  /** Those that nobody has looked at since, the longest ago first. */
  unusedSince(epochMs: number): [BlobId, FetchedFile][];
};

export async function openFetchedFiles({
  store: { local },
  clock,
}: Pick<DeskContext, "store" | "clock">): Promise<FetchedFiles> {
  const files = new Map<BlobId, FetchedFile>();
  const records = await local.find({ selector: { id: { $gt: PREFIX, $lt: `${PREFIX}~` } }, sort: [{ id: "asc" }] });
  let total = 0;
  for (const { id, value } of records) {
    const [name, file] = [BlobId.safeParse(id.slice(PREFIX.length)), Value.safeParse(value)];
    if (!name.success || !file.success) continue;
    files.set(name.data, file.data);
    total += file.data.bytes;
  }

  async function write(id: BlobId, value: FetchedFile): Promise<void> {
    const next = { id: PREFIX + id, value, updatedAtEpochMs: clock.nowEpochMs() };
    await local.write([{ previous: await local.get(next.id), next }]);
  }

  return {
    totalBytes: () => total,
    bytesSince: (epochMs) =>
      Array.from(files.values()).reduce(
        (sum, { bytes, usedAtEpochMs }) => (usedAtEpochMs >= epochMs ? sum + bytes : sum),
        0,
      ),
    has: (id) => files.has(id),
    async add(id, file) {
      await write(id, file);
      total += file.bytes - (files.get(id)?.bytes ?? 0);
      files.set(id, file);
    },
    async used(id) {
      const file = files.get(id);
      const usedAtEpochMs = clock.nowEpochMs();
      if (file === undefined || usedAtEpochMs - file.usedAtEpochMs < USED_GRAIN_MS) return;
      const next = { ...file, usedAtEpochMs };
      files.set(id, next);
      await write(id, next);
    },
    async forget(id) {
      const record = await local.get(PREFIX + id);
      if (record !== null) await local.remove([record]);
      total -= files.get(id)?.bytes ?? 0;
      files.delete(id);
    },
    unusedSince: (epochMs) =>
      Array.from(files)
        .filter(([, { usedAtEpochMs }]) => usedAtEpochMs < epochMs)
        .toSorted(([, a], [, b]) => a.usedAtEpochMs - b.usedAtEpochMs),
  };
}
