import { useCallback, useEffect, useRef, useState } from "react";
import { useDeskState } from "./desk-context.tsx";

type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null };
type Load<Item> = (cursor: string | undefined) => Promise<Page<Item>>;
type Pages<Item> = {
  /** Whose pages these are: another `load` begins anew. */
  readonly load: Load<Item> | null;
  /** Which connection they came over. */
  readonly hellos: number;
  readonly items: readonly Item[];
  /** null: at the end; undefined: nothing was loaded yet. */
  readonly nextCursor: string | null | undefined;
  readonly error: unknown;
};

export type PagedList<Item> = {
  readonly items: readonly Item[];
  readonly isComplete: boolean;
  /** Before the first page has come. */
  readonly isStarting: boolean;
  /** What the last page failed with; undefined while all is well. */
  readonly error: unknown;
  /** Loads the next page; nothing while one is on its way, or at the end. */
  readonly loadMore: () => void;
  /** Changes the items that are loaded, for what the live feed tells. */
  readonly update: (change: (items: readonly Item[]) => readonly Item[]) => void;
};

const NOTHING = { load: null, hellos: 0, items: [], nextCursor: undefined, error: undefined } as const;

/**
 * A list of the contract that is loaded page by page as the person goes on. Begins anew whenever `load` is another function: keep it stable with
 * `useCallback`. After a lost connection the first page replaces the list, without it being empty in between. A page never brings what is in the
 * list already (`idOf`), since the live feed may have been faster.
 */
export function usePages<Item>(load: Load<Item>, idOf: (item: Item) => string): PagedList<Item> {
  const [stored, setPages] = useState<Pages<Item>>(NOTHING);
  const pages = stored.load === load ? stored : NOTHING;
  const onTheWay = useRef<object | null>(null);
  const readId = useRef(idOf);
  /** The feed changed the list while its first page was on the way: that page may be older, and is read once more. */
  const changedMeanwhile = useRef(false);
  const hellos = useDeskState((state) => state.hellos);

  const fetchPage = useCallback(
    async (cursor: string | undefined): Promise<boolean> => {
      const request = {};
      onTheWay.current = request;
      changedMeanwhile.current = false;
      const isCurrent = () => onTheWay.current === request;
      try {
        const page = await load(cursor);
        if (!isCurrent()) return false;
        onTheWay.current = null;
        setPages((before) => {
          const items = before.load === load && cursor !== undefined ? before.items : [];
          const known = new Set(items.map(readId.current));
          const fresh = page.items.filter((item) => !known.has(readId.current(item)));
          return { load, hellos, items: [...items, ...fresh], nextCursor: page.nextCursor, error: undefined };
        });
        return cursor === undefined && changedMeanwhile.current;
      } catch (error) {
        if (!isCurrent()) return false;
        onTheWay.current = null;
        setPages((before) => ({ ...(before.load === load ? before : NOTHING), load, hellos, error }));
        return false;
      }
    },
    [load, hellos],
  );

  useEffect(() => {
    void fetchPage(undefined).then((again) => again && fetchPage(undefined));
    return () => {
      onTheWay.current = null;
    };
  }, [fetchPage]);

  const { nextCursor } = pages;
  const loadMore = useCallback(() => {
    if (onTheWay.current === null && nextCursor !== null) void fetchPage(nextCursor);
  }, [fetchPage, nextCursor]);
  const update = useCallback((change: (items: readonly Item[]) => readonly Item[]) => {
    changedMeanwhile.current = true;
    setPages((before) => ({ ...before, items: change(before.items) }));
  }, []);

  return {
    items: pages.items,
    isComplete: nextCursor === null,
    isStarting: nextCursor === undefined && pages.error === undefined,
    error: pages.error,
    loadMore,
    update,
  };
}
