import { useState } from "react";
import { usePreferences, useSetPreferences } from "../state/desk-context.tsx";

export type PanelSize = {
  readonly sizePx: number;
  /** While it moves. */
  readonly resize: (sizePx: number) => void;
  /** At the end: remembered for the next time. */
  readonly keep: (sizePx: number) => void;
};

/** The size of a panel, as this browser remembers it by the panel's name. */
export function usePanelSize(name: string, defaultPx: number): PanelSize {
  const sizes = usePreferences((preferences) => preferences.panelSizesPx);
  const setPreferences = useSetPreferences();
  const [movingPx, setMovingPx] = useState<number | null>(null);
  return {
    sizePx: movingPx ?? sizes[name] ?? defaultPx,
    resize: setMovingPx,
    keep: (sizePx) => {
      setMovingPx(null);
      setPreferences({ panelSizesPx: { ...sizes, [name]: sizePx } });
    },
  };
}
