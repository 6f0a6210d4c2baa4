import { useCallback, useEffect, useMemo, useState } from "react";
import { useDesk, useLocalDb } from "#renderer/state/desk-context.tsx";
import { createDraftKeeper } from "./draft-keeper.ts";
import type { DraftCodec, DraftKeeper, DraftNotice } from "./draft-keeping.ts";
import { createDraftStash } from "./draft-stash.ts";
import { createDraftTable } from "./draft-table.ts";
import { newDraftId } from "./new-draft-id.ts";

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
  /** Counts what came from other windows: an editor shows it at the place where it is. */
  readonly adopted: number;
  /** What the person has to know of another window; null where there is nothing. */
  readonly notice: DraftNotice<Content> | null;
  readonly dismissNotice: () => void;
  /** The field was left: what was typed is saved without waiting for the pause. */
  readonly leaveField: () => void;
  /** Names what is written to the core, which makes one message of it. */
  readonly id: (written: Content) => string;
  /** These words are with the core: the draft is over, in all windows. */
  readonly end: (sent: Content) => void;
  /** The core has other words under this name: what stands here becomes a draft of its own. */
  readonly renew: () => void;
};

type Shown<Content> = { readonly content: Content; readonly adopted: number; readonly revision: number };

/**
 * A draft under its key, which must stay the same while the component is shown: restored when it is shown, saved while it is written, the same in all
 * windows of this browser.
 */
export function useDraft<Content>(key: string, codec: DraftCodec<Content>): Draft<Content> {
  const db = useLocalDb();
  const { now } = useDesk();
  const [shown, setShown] = useState<Shown<Content>>({ content: codec.empty, adopted: 0, revision: 0 });
  const [notice, setNotice] = useState<DraftNotice<Content> | null>(null);
  const [loaded, setLoaded] = useState(false);
  const [safe, setSafe] = useState(true);
  const keeper = useMemo<DraftKeeper<Content>>(
    () =>
      createDraftKeeper({
        table: createDraftTable(db),
        stash: createDraftStash(() => window.localStorage),
        codec,
        key,
        now,
        newId: () => newDraftId(now(), window.crypto),
        pause,
        onSaved: setSafe,
        onElsewhere: (content, told) => {
          setShown((before) => ({ ...before, content, adopted: before.adopted + 1 }));
          if (told !== null) setNotice(told);
        },
      }),
    [db, codec, key, now],
  );

  useEffect(() => {
    let stop: (() => void) | null = () => undefined;
    void keeper.load().then((content) => {
      if (stop === null) return;
      setShown((before) => ({ ...before, content }));
      setLoaded(true);
      stop = keeper.follow();
    });
    const leave = () => keeper.leave();
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
    return () => {
      stop?.();
      stop = null;
      leave();
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [keeper]);

  const show = useCallback((content: Content, step: 0 | 1) => {
    setShown((before) => ({ ...before, content, revision: before.revision + step }));
  }, []);
  const set = useCallback(
    (next: (before: Content) => Content, step: 0 | 1) => {
      const content = next(keeper.current());
      keeper.change(content);
      show(content, step);
      setNotice((told) => (told?.kind === "both" && told.choice !== null ? { ...told, choice: null } : told));
    },
    [keeper, show],
  );
  const change = useCallback((next: (before: Content) => Content) => set(next, 0), [set]);
  const replace = useCallback((next: (before: Content) => Content) => set(next, 1), [set]);
  const end = useCallback(
    (sent: Content) => {
      show(codec.empty, 1);
      setNotice(null);
      keeper.end(sent);
    },
    [keeper, show, codec],
  );
  const renew = useCallback(() => keeper.renew(), [keeper]);
  const leaveField = useCallback(() => void keeper.flush(), [keeper]);
  const dismissNotice = useCallback(() => setNotice(null), []);
  const id = useCallback((written: Content) => keeper.id(written), [keeper]);
  return { ...shown, loaded, safe, change, replace, leaveField, id, end, renew, notice, dismissNotice };
}

function pause(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
