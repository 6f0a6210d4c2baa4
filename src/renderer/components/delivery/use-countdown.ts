import { useEffect, useState } from "react";
import { useNow } from "#renderer/components/use-now.ts";
import { useDesk } from "#renderer/state/desk-context.tsx";

/** Often enough that no second is skipped. */
const TICK_MS = 250;

/** The time now, exact to a quarter second until `untilEpochMs` has passed, then as the common clock has it. */
export function useTimeUntil(untilEpochMs: number): number {
  const { now } = useDesk();
  const common = useNow();
  const [exact, setExact] = useState(now);
  useEffect(() => {
    if (now() >= untilEpochMs) return;
    const timer = setInterval(() => {
      setExact(now());
      if (now() >= untilEpochMs) clearInterval(timer);
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [now, untilEpochMs]);
  return Math.max(common, exact);
}
