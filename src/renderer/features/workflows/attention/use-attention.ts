import { useCallback, useEffect, useRef, useState } from "react";
import type { AttentionGroup, AttentionView } from "#shared/contract/attention.ts";
import { useDesk } from "#renderer/state/desk-context.tsx";

export type Attention =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "ready"; readonly view: AttentionView };

/** While many are mended the desk tells of each: often enough to see it go on, seldom enough to read. */
const BETWEEN_LOOKS_MS = 400;

/** What needs attention, as it is now: groups that are there keep their places, new ones come behind them. */
export function useAttention(): { readonly attention: Attention; readonly reload: () => void } {
  const { client, onLive } = useDesk();
  const [attention, setAttention] = useState<Attention>({ kind: "loading" });
  const load = useRef<() => void>(() => undefined);
  useEffect(() => {
    let isGone = false;
    let asked = 0;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = (): void => {
      timer = null;
      asked += 1;
      const own = asked;
      const isCurrent = () => !isGone && own === asked;
      client.attention.list().then(
        (view) => isCurrent() && setAttention((before) => ({ kind: "ready", view: inPlace(before, view) })),
        // What is shown already stays: the feed says when the desk is back.
        (error: unknown) =>
          isCurrent() && setAttention((before) => (before.kind === "ready" ? before : { kind: "failed", error })),
      );
    };
    const soon = (): void => void (timer ??= setTimeout(ask, BETWEEN_LOOKS_MS));
    load.current = ask;
    ask();
    const stop = onLive((entry) => {
      const isOther = entry.type === "hello" || entry.attentionChanged === true || entry.setup !== undefined;
      if (isOther) soon();
    });
    return () => {
      isGone = true;
      if (timer !== null) clearTimeout(timer);
      stop();
    };
  }, [client, onLive]);
  const reload = useCallback(() => {
    setAttention((before) => (before.kind === "failed" ? { kind: "loading" } : before));
    load.current();
  }, []);
  return { attention, reload };
}

function inPlace(before: Attention, view: AttentionView): AttentionView {
  if (before.kind !== "ready") return view;
  const places = new Map(before.view.groups.map(({ id }, place) => [id, place]));
  const placeOf = ({ id }: AttentionGroup) => places.get(id) ?? Number.MAX_SAFE_INTEGER;
  return { ...view, groups: view.groups.toSorted((a, b) => placeOf(a) - placeOf(b)) };
}
