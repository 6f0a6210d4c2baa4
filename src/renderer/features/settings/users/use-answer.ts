import { useCallback, useEffect, useRef, useState } from "react";
import { useDeskState } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";

/** What a question to the desk came to. `no-team`: there is no server that could answer. */
export type Answer<Value> =
  | { readonly kind: "waiting" }
  | { readonly kind: "no-team" }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "here"; readonly value: Value };

/** Asks when it is shown, and anew after a lost connection and on `reload`. Keep `ask` stable with `useCallback`. */
export function useAnswer<Value>(ask: () => Promise<Value>): {
  readonly answer: Answer<Value>;
  readonly reload: () => void;
} {
  const [answer, setAnswer] = useState<Answer<Value>>({ kind: "waiting" });
  const latest = useRef<object | null>(null);
  const hellos = useDeskState((state) => state.hellos);
  const reload = useCallback(() => {
    // Of two answers the one to the later question counts, whichever comes first.
    const question = {};
    latest.current = question;
    const tell = (told: Answer<Value>) => {
      if (latest.current === question) setAnswer(told);
    };
    ask().then(
      (value) => tell({ kind: "here", value }),
      (error: unknown) =>
        tell(failureOf(error).code === "PD_TEAM_NONE" ? { kind: "no-team" } : { kind: "failed", error }),
    );
  }, [ask]);
  useEffect(() => {
    if (hellos >= 0) reload();
    return () => {
      latest.current = null;
    };
  }, [reload, hellos]);
  return { answer, reload };
}
