import { usePreferences, useSetPreferences } from "../state/desk-context.tsx";
import { MAX_RECENT_COMMANDS } from "../state/limits.ts";
import type { PaletteAction, PaletteGroup } from "./palette-action.ts";

/** What was used of the palette lately stands first while nothing is typed. */
export function useRecentActions() {
  const recent = usePreferences((preferences) => preferences.recentCommands);
  const setPreferences = useSetPreferences();
  const note = (id: string) =>
    setPreferences({ recentCommands: [id, ...recent.filter((one) => one !== id)].slice(0, MAX_RECENT_COMMANDS) });
  return {
    /** Those of these actions, as a group of their own; none once something is typed, since each stands in its own group, too. */
    of(query: string, actions: readonly PaletteAction[], group: string): PaletteGroup[] {
      if (query.trim() !== "") return [];
      const found = recent.flatMap((id) => actions.find((action) => action.id === id) ?? []);
      return found.length === 0
        ? []
        : [{ group, actions: found.map((action) => ({ ...action, id: `${RECENT}${action.id}` })) }];
    },
    /** The same groups, of which each line that is taken is remembered. */
    noted: (groups: readonly PaletteGroup[]): PaletteGroup[] =>
      groups.map(({ group, actions }) => ({
        group,
        actions: actions.map((action) => ({
          ...action,
          onClick: () => {
            note(action.id.startsWith(RECENT) ? action.id.slice(RECENT.length) : action.id);
            action.onClick();
          },
        })),
      })),
  };
}

const RECENT = "recent-";
