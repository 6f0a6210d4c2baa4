import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { extractClosestEdge } from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/extract-closest-edge";
import { useEffect, useRef, useState } from "react";
import { StageId } from "#shared/model/ids.ts";

const STAGE_DRAG = "settings-stage";

/** What a dragged row and a row under it carry. */
export function stageDragData(id: StageId): Record<string, unknown> {
  return { type: STAGE_DRAG, stageId: id };
}

export function stageOfDrag(data: Record<string | symbol, unknown>): StageId | null {
  if (data["type"] !== STAGE_DRAG) return null;
  const id = StageId.safeParse(data["stageId"]);
  return id.success ? id.data : null;
}

export type DropEdge = "top" | "bottom";
export type StageDrag = {
  readonly draggedId: StageId | null;
  /** The row under the pointer, and on which side of it the dragged one would land. */
  readonly over: { readonly id: StageId; readonly edge: DropEdge } | null;
};

const IDLE: StageDrag = { draggedId: null, over: null };

/** Follows the dragging of stages; `onDrop` is called where one was dropped at an edge of another. */
export function useStageDrag(onDrop: (id: StageId, onto: StageId, edge: DropEdge) => void): StageDrag {
  const [drag, setDrag] = useState<StageDrag>(IDLE);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => stageOfDrag(source.data) !== null,
        onDragStart: ({ source }) => setDrag({ draggedId: stageOfDrag(source.data), over: null }),
        onDrag: ({ source, location }) => {
          const draggedId = stageOfDrag(source.data);
          const over = overOf(location.current.dropTargets[0]?.data);
          setDrag((before) =>
            before.over?.id === over?.id && before.over?.edge === over?.edge ? before : { draggedId, over },
          );
        },
        onDrop: ({ source, location }) => {
          setDrag(IDLE);
          const id = stageOfDrag(source.data);
          const over = overOf(location.current.dropTargets[0]?.data);
          if (id !== null && over !== null) latest.current(id, over.id, over.edge);
        },
      }),
    [],
  );
  return drag;
}

function overOf(data: Record<string | symbol, unknown> | undefined): StageDrag["over"] {
  const id = data === undefined ? null : stageOfDrag(data);
  const edge = data === undefined ? null : extractClosestEdge(data);
  return id !== null && (edge === "top" || edge === "bottom") ? { id, edge } : null;
}
