import { useThrottledCallback } from "@mantine/hooks";
import { useEffect } from "react";
import type { PipelineId } from "#shared/model/ids.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { CLOCK_TICK_MS, COLUMN_COUNTS_PAUSE_MS } from "../../state/limits.ts";
import { useBoardUiStore } from "./board-ui.tsx";

/** Keeps the board's numbers of overdue and of unread tickets right: asked for again as time passes and as tickets change. */
export function useColumnCounts(pipelineId: PipelineId): void {
  const { client, onLive } = useDesk();
  const ui = useBoardUiStore();
  const ask = useThrottledCallback(() => {
    Promise.all([client.desk.overdueCounts(), client.desk.unreadCounts()]).then(
      ([overdue, unread]) => ui.setState({ overdue: overdue[pipelineId] ?? {}, unread: unread[pipelineId] ?? {} }),
      // Offline: what was counted last stays, and the next hello asks again.
      () => undefined,
    );
  }, COLUMN_COUNTS_PAUSE_MS);
  useEffect(() => {
    ask();
    const timer = setInterval(ask, CLOCK_TICK_MS);
    const stop = onLive((entry) => {
      if (entry.type === "hello" || entry.tickets.length > 0) ask();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [onLive, ask]);
}
