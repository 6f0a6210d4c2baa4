import { useEffect, type RefObject } from "react";
import { useLatest } from "#renderer/components/use-latest.ts";
import { useBoxKeys, walkInOrder } from "#renderer/components/workflow/editor/use-box-keys.ts";

/** The keys of a card: arrows go along its actions; and those of all boxes. */
export function useBubbleKeys(frame: RefObject<HTMLElement | null>, onUse: () => void): void {
  const latest = useLatest(onUse);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const listeners = new AbortController();
    const { signal } = listeners;
    const use = () => latest()();
    element.addEventListener("focusin", use, { signal });
    element.addEventListener("click", use, { signal, capture: true });
    return () => listeners.abort();
  }, [frame, latest]);
  useBoxKeys(frame, {
    onKey(box, { key }) {
      if (key !== "ArrowUp" && key !== "ArrowDown") return false;
      walkInOrder(frame.current, box, key === "ArrowUp" ? -1 : 1);
      return true;
    },
  });
}
