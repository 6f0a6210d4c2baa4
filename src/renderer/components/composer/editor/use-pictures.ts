import { useEffect, useState } from "react";
import { useLatest } from "#renderer/components/use-latest.ts";
import { useDesk, useLocalDb } from "#renderer/state/desk-context.tsx";
import type { LocalDb } from "#renderer/state/local-db.ts";
import { createPictureStore, type PictureStore, type PictureTable } from "./picture-store.ts";

/** The pictures of the mail that is written here. Their addresses are given back when the form goes. */
export function usePictures(fetchPicture: (contentId: string) => Promise<Blob | null>): PictureStore {
  const { drafts } = useLocalDb();
  const { now } = useDesk();
  // The store lives as long as the form.
  const fetcher = useLatest(fetchPicture);
  const [store] = useState(() =>
    createPictureStore({
      table: pictureTable(drafts),
      now,
      urls: URL,
      fetchPicture: (contentId) => fetcher()(contentId),
    }),
  );
  useEffect(() => () => store.close(), [store]);
  return store;
}

function pictureTable(drafts: LocalDb["drafts"]): PictureTable {
  return {
    get: (key) => drafts.get(key),
    put: (row) => drafts.put(row),
    sweep: (prefix, beforeEpochMs) =>
      drafts
        .where("savedAtEpochMs")
        .below(beforeEpochMs)
        .filter(({ key }) => key.startsWith(prefix))
        .delete(),
  };
}
