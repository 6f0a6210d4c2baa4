import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect } from "react";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { useMoveTicket } from "../../components/move/use-move-ticket.tsx";
import { useBoardUiStore } from "./board-ui.tsx";
import { draggedTicketId, droppedStageId } from "./drag-data.ts";

/** Hears every drag of a card on this board: shows where it would land, and moves the ticket when it is dropped. */
export function useBoardDrag(pipeline: PipelineView): void {
  const { store } = useDesk();
  const ui = useBoardUiStore();
  const move = useMoveTicket();
  useEffect(() => {
    const cardOf = (data: Record<string | symbol, unknown>) => {
      const id = draggedTicketId(data);
      return id === undefined ? undefined : store.getState().board.cards.get(id);
    };
    return monitorForElements({
      canMonitor: ({ source }) => cardOf(source.data) !== undefined,
      onDragStart: ({ source }) => ui.setState({ dragged: cardOf(source.data) ?? null }),
      onDropTargetChange: ({ location }) =>
        ui.setState({ overStageId: droppedStageId(location.current.dropTargets[0]?.data) ?? null }),
      onDrop: ({ source, location }) => {
        ui.setState({ dragged: null, overStageId: null });
        const card = cardOf(source.data);
        const stage = pipeline.stages.find(({ id }) => id === droppedStageId(location.current.dropTargets[0]?.data));
        if (card === undefined || stage === undefined || card.stageId === stage.id) return;
        void move(card, { pipelineId: pipeline.id, stageId: stage.id });
      },
    });
  }, [pipeline, store, ui, move]);
}
