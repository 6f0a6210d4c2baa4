/**
 * Pictures in a text that is being written: shown at once from memory, kept in this browser with the draft, so that they are there after a reload.
 * Known by their Content-ID; the HTML holds no address of theirs.
 */
import type { DraftRow } from "#renderer/state/local-db.ts";
import { PICTURE_KEPT_MS } from "../limits.ts";

export type PictureTable = {
  get(key: string): PromiseLike<DraftRow | undefined>;
  put(row: DraftRow): PromiseLike<unknown>;
  /** Deletes the pictures that were stored before. */
  sweep(prefix: string, beforeEpochMs: number): PromiseLike<unknown>;
};

export type PictureStore = {
  add(contentId: string, picture: Blob): void;
  /** An address to show it from, good until `close`; null where it is known nowhere. */
  find(contentId: string): Promise<string | null>;
  close(): void;
};

export type PictureStoreOptions = {
  readonly table: PictureTable;
  readonly now: () => number;
  readonly urls: Pick<typeof URL, "createObjectURL" | "revokeObjectURL">;
  /** Where a picture comes from that this browser doesn't have: a mail that was written elsewhere. */
  readonly fetchPicture: (contentId: string) => Promise<Blob | null>;
};

const PREFIX = "picture:";

export function createPictureStore(options: PictureStoreOptions): PictureStore {
  const { table, now, urls } = options;
  const shown = new Map<string, string>();
  const found = new Map<string, Promise<string | null>>();
  let closed = false;
  // Comfort only: where nothing can be stored there is nothing to sweep.
  void Promise.resolve(table.sweep(PREFIX, now() - PICTURE_KEPT_MS)).catch(() => undefined);

  function show(contentId: string, picture: Blob): string | null {
    if (closed) return null;
    const url = urls.createObjectURL(picture);
    shown.set(contentId, url);
    return url;
  }

  async function look(contentId: string): Promise<string | null> {
    try {
      const row = await table.get(PREFIX + contentId);
      if (row?.content instanceof Blob) return show(contentId, row.content);
    } catch {
      // The desk may have it.
    }
    const picture = await options.fetchPicture(contentId).catch(() => null);
    return picture === null ? null : show(contentId, picture);
  }

  return {
    add(contentId, picture) {
      show(contentId, picture);
      const row = { key: PREFIX + contentId, text: "", savedAtEpochMs: now(), content: picture };
      void Promise.resolve(table.put(row)).catch(() => undefined);
    },
    find(contentId) {
      const url = shown.get(contentId);
      if (url !== undefined) return Promise.resolve(url);
      const known = found.get(contentId) ?? look(contentId);
      found.set(contentId, known);
      return known;
    },
    close() {
      closed = true;
      for (const url of shown.values()) urls.revokeObjectURL(url);
      shown.clear();
    },
  };
}
