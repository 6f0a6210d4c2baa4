/**
 * What lies over the boxes and lines, in a store of its own: of hundreds of boxes only those are drawn anew whose mark is another one, also while a run
 * goes on.
 */
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { isSame } from "#shared/automation/merge-drafts/three.ts";
import { NO_MARKS, type BoxMark, type LineMark, type Marks } from "./marks.ts";

type Overlay = Omit<StoreApi<Marks>, "setState">;

const NOTHING: Overlay = createStore<Marks>(() => NO_MARKS);

export const OverlayContext = createContext<Overlay>(NOTHING);

export function useBoxMark(boxId: string): BoxMark | null {
  return useStore(useContext(OverlayContext), ({ boxes }) => boxes.get(boxId) ?? null);
}

export function useLineMark(lineId: string): LineMark | null {
  return useStore(useContext(OverlayContext), ({ lines }) => lines.get(lineId) ?? null);
}

/** The lines, those that a run came along last: they are drawn over the others that leave the same box. */
export function useLitLast<Line extends { readonly id: string }>(lines: Line[]): Line[] {
  const marks = useStore(useContext(OverlayContext), (overlay) => overlay.lines);
  return useMemo(
    () =>
      marks.size === 0
        ? lines
        : [...lines.filter(({ id }) => !marks.has(id)), ...lines.filter(({ id }) => marks.has(id))],
    [lines, marks],
  );
}

/** An overlay that shows these marks: the same store as long as the component is shown. */
export function useOverlay(marks: Marks): Overlay {
  const [store] = useState(() => createStore<Marks>(() => marks));
  useEffect(() => {
    store.setState(({ boxes, lines }) => ({ boxes: kept(boxes, marks.boxes), lines: kept(lines, marks.lines) }));
  }, [store, marks]);
  return store;
}

/** The next marks, those that are no others being the same objects as before. */
export function kept<Mark>(
  before: ReadonlyMap<string, Mark>,
  next: ReadonlyMap<string, Mark>,
): ReadonlyMap<string, Mark> {
  return new Map(
    Array.from(next, ([id, mark]) => {
      const known = before.get(id);
      return [id, known !== undefined && isSame(known, mark) ? known : mark];
    }),
  );
}
