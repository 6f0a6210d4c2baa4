import { useEffect, useState } from "react";
import type { PagedList } from "../../state/use-pages.ts";

/** "All" is all that there is, not the pages that were loaded: the others are loaded first. What comes in afterwards is not checked by itself. */
export function useCheckAll(
  { isComplete, error, loadMore }: Pick<PagedList<unknown>, "isComplete" | "error" | "loadMore">,
  ids: readonly string[],
  set: (ids: readonly string[]) => void,
): { readonly isChecking: boolean; readonly check: (all: boolean) => void } {
  const [isChecking, setChecking] = useState(false);
  useEffect(() => {
    if (!isChecking) return;
    if (!isComplete && error === undefined) {
      loadMore();
      return;
    }
    // A page that does not come is told below the list; nothing is checked that would look like all.
    if (isComplete) set(ids);
    setChecking(false);
  }, [isChecking, isComplete, error, loadMore, ids, set]);
  return {
    isChecking,
    check: (all) => {
      if (!all) set([]);
      setChecking(all);
    },
  };
}
