import { useThrottledCallback } from "@mantine/hooks";
import { useEffect } from "react";
import type { PipelineId } from "#shared/model/ids.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { CLOCK_TICK_MS, OVERDUE_PAUSE_MS } from "../../state/limits.ts";
import { useBoardUiStore } from "./board-ui.tsx";

/** Keeps the board's numbers of overdue tickets right: asked for again as time passes and as tickets change. */
export function useOverdueCounts(pipelineId: PipelineId): void {
  const desk = useDesk();
  const ui = useBoardUiStore();
  const ask = useThrottledCallback(() => {
    desk.client.desk.overdueCounts().then(
      (counts) => ui.setState({ overdue: counts[pipelineId] ?? {} }),
      // Offline: what was counted last stays, and the next hello asks again.
      () => undefined,
    );
  }, OVERDUE_PAUSE_MS);
  useEffect(() => {
    ask();
    const timer = setInterval(ask, CLOCK_TICK_MS);
    const stop = desk.onLive((entry) => {
      if (entry.type === "hello" || entry.tickets.length > 0) ask();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [desk, ask]);
}
