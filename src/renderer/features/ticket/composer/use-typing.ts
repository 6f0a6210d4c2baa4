import { useCallback, useEffect, useRef } from "react";
import { useServices } from "#renderer/state/desk-context.tsx";
import { TYPING_ENDS_MS } from "#renderer/state/limits.ts";

/** Lets the window know that the person types, until they have not for a while or the field is gone. @returns what each letter calls */
export function useTyping(): () => void {
  const { shell } = useServices();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const stop = useCallback(() => {
    clearTimeout(timer.current);
    shell.setState((state) => (state.isTyping ? { isTyping: false } : state));
  }, [shell]);
  useEffect(() => stop, [stop]);
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(stop, TYPING_ENDS_MS);
    shell.setState((state) => (state.isTyping ? state : { isTyping: true }));
  }, [shell, stop]);
}
