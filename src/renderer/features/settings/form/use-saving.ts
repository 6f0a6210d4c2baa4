import { useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useI18n, useServices } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";

export type Saving =
  | { readonly kind: "idle" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved" }
  | { readonly kind: "failed"; readonly text: string };

export type Saver = {
  readonly state: Saving;
  /** Resolves to true where the core took it. */
  readonly run: (command: () => Promise<unknown>) => Promise<boolean>;
};

const SHOWN_MS = 2_500;

/** Runs a command of the settings and says beside its control what came of it. */
export function useSaving(): Saver {
  const { t } = useI18n();
  const [state, setState] = useState<Saving>({ kind: "idle" });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const run = useCallback(
    async (command: () => Promise<unknown>) => {
      clearTimeout(timer.current);
      setState({ kind: "saving" });
      try {
        await command();
        setState({ kind: "saved" });
        timer.current = setTimeout(() => setState({ kind: "idle" }), SHOWN_MS);
        return true;
      } catch (error) {
        setState({ kind: "failed", text: failureText(error, t) });
        return false;
      }
    },
    [t],
  );
  return { state, run };
}

/**
 * A value that is painted as chosen before the core has answered. The choice holds until the live feed tells another value than the one it
 * was made over, until `forget` (the core refused), or until something is taken back: a change and its undoing in one moment are told by the feed as
 * nothing at all.
 */
export function useAhead<Value>(actual: Value): {
  readonly shown: Value;
  readonly choose: (value: Value) => void;
  readonly forget: () => void;
} {
  const [chosen, setChosen] = useState<{ readonly value: Value; readonly over: string } | null>(null);
  const { shell } = useServices();
  const stepsTaken = useStore(shell, (state) => state.stepsTaken);
  const key = JSON.stringify([actual, stepsTaken]);
  const holds = chosen !== null && chosen.over === key;
  // Answered: when the value comes back to what it was (Undo), the choice must not come back with it.
  if (chosen !== null && !holds) setChosen(null);
  return {
    shown: holds ? chosen.value : actual,
    choose: (value) => setChosen({ value, over: key }),
    forget: () => setChosen(null),
  };
}
