import { useCallback, useEffect } from "react";
import type { SavedSearch } from "#shared/contract/search.ts";
import { useDesk, useServices, useSetPreferences, useShellState, usePreferences } from "./desk-context.tsx";
import { MAX_RECENT_SEARCHES } from "./limits.ts";

const NONE: readonly SavedSearch[] = [];

type SavedSearches = {
  readonly items: readonly SavedSearch[];
  /** Puts these in place of all. @throws what the core says */
  readonly set: (items: readonly SavedSearch[]) => Promise<void>;
};

/** The person's saved searches; empty until the core has told. */
export function useSavedSearches(): SavedSearches {
  const { client } = useDesk();
  const { shell } = useServices();
  const saved = useShellState((state) => state.savedSearches);
  useEffect(() => {
    if (saved !== null) return;
    // Comfort only: whoever searches is told by the search itself what is the matter.
    client.search.saved().then(
      ({ items }) => shell.setState({ savedSearches: items }),
      () => undefined,
    );
  }, [client, saved, shell]);
  const set = useCallback(
    async (items: readonly SavedSearch[]) => {
      const told = await client.search.setSaved({ items: [...items] });
      shell.setState({ savedSearches: told.items });
    },
    [client, shell],
  );
  return { items: saved ?? NONE, set };
}

/** What was searched for in this browser, the last one first, and how it becomes part of it. */
export function useRecentSearches(): { readonly items: readonly string[]; readonly add: (q: string) => void } {
  const items = usePreferences((preferences) => preferences.recentSearches);
  const setPreferences = useSetPreferences();
  return {
    items,
    add: (q) => {
      const text = q.trim();
      if (text === "" || items[0] === text) return;
      setPreferences({ recentSearches: [text, ...items.filter((one) => one !== text)].slice(0, MAX_RECENT_SEARCHES) });
    },
  };
}
