import { useCallback, useEffect, useRef, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { SetupChanges } from "#shared/contract/desk.ts";

export type Listed<Item> = {
  /** Null until the desk has told. */
  readonly items: readonly Item[] | null;
  readonly error: unknown;
  readonly reload: () => void;
};

/**
 * All of a kind of the setup with what the live feed leaves out, by name; asked again whenever the feed tells that one changed.
 * @param load must stay the same function
 */
export function useListed<Item extends { readonly name: string }>(
  kind: keyof SetupChanges["changed"],
  load: () => Promise<{ readonly items: readonly Item[] }>,
): Listed<Item> {
  const { onLive } = useDesk();
  const [shown, setShown] = useState<Pick<Listed<Item>, "items" | "error">>({ items: null, error: undefined });
  /** The request whose answer counts: an earlier one may come later. */
  const newest = useRef<object | null>(null);
  const reload = useCallback(() => {
    const request = {};
    newest.current = request;
    const isWanted = () => newest.current === request;
    load().then(
      ({ items }) =>
        isWanted() && setShown({ items: items.toSorted((a, b) => a.name.localeCompare(b.name)), error: undefined }),
      (error: unknown) => isWanted() && setShown((before) => ({ ...before, error })),
    );
  }, [load]);
  useEffect(() => {
    reload();
    const stop = onLive((entry) => {
      const isTold =
        entry.type === "hello" || entry.setup?.changed[kind] !== undefined || (entry.setup?.removed.length ?? 0) > 0;
      if (isTold) reload();
    });
    return () => {
      stop();
      newest.current = null;
    };
  }, [reload, onLive, kind]);
  return { ...shown, reload };
}
