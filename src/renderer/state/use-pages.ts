import { useCallback, useEffect, useRef, useState } from "react";

type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null };
type Load<Item> = (cursor: string | undefined) => Promise<Page<Item>>;
type Pages<Item> = {
  /** Whose pages these are: another `load` begins anew. */
  readonly load: Load<Item> | null;
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

const NOTHING = { load: null, items: [], nextCursor: undefined, error: undefined } as const;

/**
 * A list of the contract that is loaded page by page as the person goes on. Begins anew whenever `load` is another function: keep it stable with
 * `useCallback`. A page never brings what is in the list already (`idOf`), since the live feed may have been faster.
 */
export function usePages<Item>(load: Load<Item>, idOf: (item: Item) => string): PagedList<Item> {
  const [stored, setPages] = useState<Pages<Item>>(NOTHING);
  const pages = stored.load === load ? stored : NOTHING;
  const onTheWay = useRef<object | null>(null);
  const readId = useRef(idOf);

  const fetchPage = useCallback(
    async (cursor: string | undefined) => {
      const request = {};
      onTheWay.current = request;
      const isCurrent = () => onTheWay.current === request;
      try {
        const page = await load(cursor);
        if (!isCurrent()) return;
        onTheWay.current = null;
        setPages((before) => {
          const items = before.load === load ? before.items : [];
          const known = new Set(items.map(readId.current));
          const fresh = page.items.filter((item) => !known.has(readId.current(item)));
          return { load, items: [...items, ...fresh], nextCursor: page.nextCursor, error: undefined };
        });
      } catch (error) {
        if (!isCurrent()) return;
        onTheWay.current = null;
        setPages((before) => ({ ...(before.load === load ? before : NOTHING), load, error }));
      }
    },
    [load],
  );

  useEffect(() => {
    void fetchPage(undefined);
    return () => {
      onTheWay.current = null;
    };
  }, [fetchPage]);

  const { nextCursor } = pages;
  const loadMore = useCallback(() => {
    if (onTheWay.current === null && nextCursor !== null) void fetchPage(nextCursor);
  }, [fetchPage, nextCursor]);
  const update = useCallback(
    (change: (items: readonly Item[]) => readonly Item[]) =>
      setPages((before) => ({ ...before, items: change(before.items) })),
    [],
  );

  return {
    items: pages.items,
    isComplete: nextCursor === null,
    isStarting: nextCursor === undefined && pages.error === undefined,
    error: pages.error,
    loadMore,
    update,
  };
}
