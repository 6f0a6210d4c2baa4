import { useEffect } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import { useLatest } from "#renderer/components/use-latest.ts";
import type { WorkflowId } from "#shared/model/ids.ts";

/** Many tickets that go through at once are asked about so often. */
const PAUSE_MS = 300;

/** Asks again whenever a run of the workflow began, went on or ended: one question at a time, and one more behind it where something came meanwhile. */
export function useRan(id: WorkflowId, ask: () => Promise<void>): void {
  const { onLive } = useDesk();
  const latest = useLatest(ask);
  useEffect(() => {
    let isWanted = false;
    let isAsking = false;
    let isOver = false;
    const go = async (): Promise<void> => {
      isAsking = true;
      while (isWanted && !isOver) {
        isWanted = false;
        // What it failed with, whoever asks tells.
        await latest()().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
      isAsking = false;
    };
    const stop = onLive((entry) => {
      if (entry.type !== "hello" && entry.ranWorkflowIds?.includes(id) !== true) return;
      isWanted = true;
      if (!isAsking) void go();
    });
    return () => {
      isOver = true;
      stop();
    };
  }, [onLive, id, latest]);
}
