import { useEffect, useState } from "react";
import { useDesk } from "../state/desk-context.tsx";
import { CLOCK_TICK_MS } from "../state/limits.ts";

/** The time for relative ages, epoch milliseconds; ticks often enough that a shown minute is right. */
export function useNow(): number {
  const { now } = useDesk();
  const [shown, setShown] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setShown(now()), CLOCK_TICK_MS);
    return () => clearInterval(timer);
  }, [now]);
  return shown;
}
