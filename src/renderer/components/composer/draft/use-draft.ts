import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useDesk, useLocalDb } from "#renderer/state/desk-context.tsx";
import { createDraftKeeper, type DraftCodec } from "./draft-keeper.ts";
import { createDraftStash } from "./draft-stash.ts";

export type Draft<Content> = {
  readonly content: Content;
  /** False until what was kept has been read: an editor that is filled once waits for it. */
  readonly loaded: boolean;
  /** False where the browser lets nothing be stored: the words live in this window only. */
  readonly safe: boolean;
  readonly change: (change: (before: Content) => Content) => void;
  /** A change from outside the field: emptied, filled, added to. An editor that is filled once is made anew by it. */
  readonly replace: (change: (before: Content) => Content) => void;
  /** Counts the replacements. */
  readonly revision: number;
  /** The field was left: what was typed is saved without waiting for the pause. */
  readonly leaveField: () => void;
};

/** A draft under its key, which must stay the same while the component is shown: restored when it is shown, saved while it is written. */
export function useDraft<Content>(key: string, codec: DraftCodec<Content>): Draft<Content> {
  const { drafts } = useLocalDb();
  const { now } = useDesk();
  const [content, setContent] = useState(codec.empty);
  const [loaded, setLoaded] = useState(false);
  const [safe, setSafe] = useState(true);
  /** The newest, also between two paintings: two changes in a row both count. */
  const latest = useRef(codec.empty);
  const keeper = useMemo(
    () =>
      createDraftKeeper({
        table: drafts,
        stash: createDraftStash(() => window.localStorage),
        codec,
        key,
        now,
        pause,
        onSaved: setSafe,
      }),
    [drafts, codec, key, now],
  );

  useEffect(() => {
    let shown = true;
    void keeper.load().then((saved) => {
      if (!shown) return;
      const typed = latest.current;
      latest.current = codec.isEmpty(typed) ? saved : codec.join(saved, typed);
      if (!codec.isEmpty(typed)) keeper.change(latest.current);
      setContent(latest.current);
      setLoaded(true);
    });
    const leave = () => keeper.leave();
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
    return () => {
      shown = false;
      leave();
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [keeper, codec]);

  const change = useCallback(
    (next: (before: Content) => Content) => {
      latest.current = next(latest.current);
      setContent(latest.current);
      keeper.change(latest.current);
    },
    [keeper],
  );
  const [revision, setRevision] = useState(0);
  const replace = useCallback(
    (next: (before: Content) => Content) => {
      change(next);
      setRevision((count) => count + 1);
    },
    [change],
  );
  const leaveField = useCallback(() => void keeper.flush(), [keeper]);
  return { content, loaded, safe, change, replace, revision, leaveField };
}

function pause(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
