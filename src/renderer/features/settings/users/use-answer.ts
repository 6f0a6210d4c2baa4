import { useCallback, useEffect, useState } from "react";
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
  const [asked, setAsked] = useState(0);
  const hellos = useDeskState((state) => state.hellos);
  useEffect(() => {
    let isShown = true;
    ask().then(
      (value) => isShown && setAnswer({ kind: "here", value }),
      (error: unknown) =>
        isShown &&
        setAnswer(failureOf(error).code === "PD_TEAM_NONE" ? { kind: "no-team" } : { kind: "failed", error }),
    );
    return () => {
      isShown = false;
    };
  }, [ask, asked, hellos]);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  return { answer, reload };
}
