import { useEffect, useState } from "react";
import type { UpdateView } from "#shared/contract/desktop/updates.ts";
import { useDesk } from "./desk-context.tsx";

/** How updates of the app stand; null in a browser, and until the app has told it. */
export function useUpdates(): UpdateView | null {
  const { desktop } = useDesk();
  const [view, setView] = useState<UpdateView | null>(null);
  useEffect(() => {
    if (desktop === null) return undefined;
    const stop = new AbortController();
    const follow = async () => {
      for await (const told of await desktop.updates.state(undefined, { signal: stop.signal })) setView(told);
    };
    // It ends with the window's port; the next page asks anew.
    follow().catch(() => undefined);
    return () => stop.abort();
  }, [desktop]);
  return view;
}

/** True where the person wants to be reminded of what is there. */
export function isReminded({ postponedUntilEpochMs }: UpdateView, nowEpochMs: number): boolean {
  return postponedUntilEpochMs === null || postponedUntilEpochMs <= nowEpochMs;
}
