import { useEffect } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import { useLatest } from "#renderer/components/use-latest.ts";
import type { WorkflowId } from "#shared/model/ids.ts";

/** Many tickets that go through at once are asked about no more often. */
const PAUSE_MS = 300;
/** Nor so often that the desk would be busy with it: a long answer is waited for so many times as long as it took. */
const REST = 4;

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
        const before = performance.now();
        // What it failed with, whoever asks tells.
        await latest()().catch(() => undefined);
        const pauseMs = Math.max(PAUSE_MS, REST * (performance.now() - before));
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
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
