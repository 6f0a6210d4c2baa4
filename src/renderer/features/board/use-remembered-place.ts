import { type RefObject, useEffect, useLayoutEffect } from "react";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { StageId } from "#shared/model/ids.ts";
import { useServices } from "../../state/desk-context.tsx";
import { BOARD_START, type BoardPlace, type ShellStore } from "../../state/shell-store.ts";
import { useBoardUiStore } from "./board-ui.tsx";

/** Puts the board back to where it was left, and remembers where it is when it is left again. */
export function useRememberedPlace(
  pipeline: PipelineView,
  columns: RefObject<HTMLElement | null>,
  leftPx: number,
): void {
  const { shell } = useServices();
  const ui = useBoardUiStore();
  useLayoutEffect(() => {
    const element = columns.current;
    if (element !== null) element.scrollLeft = leftPx;
    return () => remember(shell, pipeline.id, { leftPx: element?.scrollLeft ?? 0 });
  }, [shell, pipeline.id, columns, leftPx]);
  useEffect(() => {
    // Whoever comes back with the keyboard goes on where they were.
    ui.setState(({ focusedId }) => ({ wantsFocus: focusedId }));
    return ui.subscribe(({ focusedId }) => remember(shell, pipeline.id, { focusedId }));
  }, [shell, ui, pipeline.id]);
}

/** Keeps how far a column was scrolled. */
export function rememberTop(shell: ShellStore, pipelineId: PipelineView["id"], stageId: StageId, topPx: number): void {
  const place = shell.getState().boardPlaces.get(pipelineId) ?? BOARD_START;
  remember(shell, pipelineId, { topPx: new Map(place.topPx).set(stageId, topPx) });
}

function remember(shell: ShellStore, pipelineId: PipelineView["id"], change: Partial<BoardPlace>): void {
  shell.setState(({ boardPlaces }) => ({
    boardPlaces: new Map(boardPlaces).set(pipelineId, { ...(boardPlaces.get(pipelineId) ?? BOARD_START), ...change }),
  }));
}
