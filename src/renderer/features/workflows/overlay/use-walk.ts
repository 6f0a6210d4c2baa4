import { useEffect, useState } from "react";
import type { EditorStore } from "#renderer/components/workflow/editor/editor-store.ts";

export type Walk = {
  /** The stop that is looked at; null: there is none. */
  readonly place: number | null;
  readonly go: (place: number) => void;
};

type Chosen = {
  readonly key: string;
  /** `last`: whoever is at the end of what goes on goes along with it. */
  readonly place: number | "last";
  /** A box that was clicked: its stop, as soon as the path comes by there; null: none was. */
  readonly stepId: string | null;
};
type Stops = readonly { readonly stepId: string }[];

/** The last stop at a step; -1: there is none. */
export function lastStopAt(stops: Stops, stepId: string): number {
  return stops.findLastIndex((stop) => stop.stepId === stepId);
}

/**
 * Which stop of a path is looked at, until another one is chosen by buttons and keys or by its box; the box comes along.
 * @param key whose path it is: of another one it begins anew
 * @param begin `last`: it goes along with the last one while there come more
 */
export function useWalk(shown: EditorStore, key: string | null, stops: Stops, begin: number | "last"): Walk {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { place: wanted, stepId } = chosen?.key === key ? chosen : { place: begin, stepId: null };
  const last = stops.length - 1;
  const asked = stepId === null ? -1 : lastStopAt(stops, stepId);
  const place = last < 0 ? null : asked !== -1 ? asked : wanted === "last" ? last : Math.min(wanted, last);
  const at = place === null ? null : (stops[place]?.stepId ?? null);
  useEffect(() => {
    // Comes into view, out of a folded arm too; the focus stays where the person is.
    if (at !== null && shown.node(at) !== null) shown.lookAt(at);
  }, [shown, at]);
  useEffect(
    () =>
      shown.subscribe((now, before) => {
        if (now.chosen === before.chosen || key === null || now.chosen === at) return;
        const isLast = begin === "last" && lastStopAt(stops, now.chosen) === last;
        setChosen({ key, place: isLast ? "last" : (place ?? 0), stepId: isLast ? null : now.chosen });
      }),
    [shown, stops, at, place, last, begin, key],
  );
  const go = (next: number): void => {
    if (key !== null && stops[next] !== undefined)
      setChosen({ key, place: begin === "last" && next === last ? "last" : next, stepId: null });
  };
  return { place, go };
}
