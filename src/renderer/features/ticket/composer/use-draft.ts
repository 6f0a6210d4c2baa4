import { useCallback, useEffect, useMemo, useState } from "react";
import { useDesk, useLocalDb } from "#renderer/state/desk-context.tsx";
import { createDraftKeeper } from "./draft-keeper.ts";
import { createDraftStash } from "./draft-stash.ts";

export type Draft = {
  readonly text: string;
  /** False where the browser lets nothing be stored: the words live in this window only. */
  readonly safe: boolean;
  readonly change: (text: string) => void;
  /** The field was left: what was typed is saved without waiting for the pause. */
  readonly leaveField: () => void;
};

/** A draft under its key, which must stay the same while the component is shown: restored when it is shown, saved while it is typed. */
export function useDraft(key: string): Draft {
  const { drafts } = useLocalDb();
  const { now } = useDesk();
  const [text, setText] = useState("");
  const [safe, setSafe] = useState(true);
  const keeper = useMemo(
    () =>
      createDraftKeeper({
        table: drafts,
        stash: createDraftStash(() => window.localStorage),
        key,
        now,
        pause,
        onSaved: setSafe,
      }),
    [drafts, key, now],
  );

  useEffect(() => {
    let shown = true;
    void keeper.load().then((saved) => {
      // Words typed while it was read are newer.
      if (shown) setText((typed) => (typed === "" ? saved : typed));
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
  }, [keeper]);

  const change = useCallback(
    (next: string) => {
      setText(next);
      keeper.change(next);
    },
    [keeper],
  );
  const leaveField = useCallback(() => void keeper.flush(), [keeper]);
  return { text, safe, change, leaveField };
}

function pause(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
