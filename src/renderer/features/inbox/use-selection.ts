import { useCallback, useRef, useState } from "react";

export type Selection = {
  readonly ids: ReadonlySet<string>;
  /** With `isRange` everything between the last one and this one. */
  readonly toggle: (id: string, isRange: boolean) => void;
  readonly set: (ids: readonly string[]) => void;
};

const NONE: ReadonlySet<string> = new Set();

/** Which rows of a list are checked. What leaves the list is checked no more. */
export function useSelection(listed: readonly string[]): Selection {
  const [chosen, setChosen] = useState(NONE);
  const last = useRef<string | null>(null);
  const present = listed.filter((id) => chosen.has(id));
  const toggle = useCallback(
    (id: string, isRange: boolean) => {
      const from = last.current === null ? -1 : listed.indexOf(last.current);
      const to = listed.indexOf(id);
      last.current = id;
      setChosen((before) => {
        const after = new Set(before);
        if (isRange && from !== -1 && to !== -1)
          for (const between of listed.slice(Math.min(from, to), Math.max(from, to) + 1)) after.add(between);
        else if (!after.delete(id)) after.add(id);
        return after;
      });
    },
    [listed],
  );
  const set = useCallback((ids: readonly string[]) => setChosen(new Set(ids)), []);
  return { ids: new Set(present), toggle, set };
}
