import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { extractClosestEdge } from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/extract-closest-edge";
import { useEffect, useRef, useState } from "react";
import { WorkflowId } from "#shared/model/ids.ts";

const ROW_DRAG = "workflow-row";

/** What a dragged row and a row under it carry. */
export function rowDragData(id: WorkflowId): Record<string, unknown> {
  return { type: ROW_DRAG, workflowId: id };
}

export function rowOfDrag(data: Record<string | symbol, unknown>): WorkflowId | null {
  if (data["type"] !== ROW_DRAG) return null;
  const id = WorkflowId.safeParse(data["workflowId"]);
  return id.success ? id.data : null;
}

export type DropEdge = "top" | "bottom";
export type RowDrag = {
  readonly draggedId: WorkflowId | null;
  readonly over: { readonly id: WorkflowId; readonly edge: DropEdge } | null;
};

const IDLE: RowDrag = { draggedId: null, over: null };

/** Follows the dragging of rows; `onDrop` is called where one was dropped at an edge of another. */
export function useRowDrag(onDrop: (id: WorkflowId, onto: WorkflowId, edge: DropEdge) => void): RowDrag {
  const [drag, setDrag] = useState<RowDrag>(IDLE);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => rowOfDrag(source.data) !== null,
        onDragStart: ({ source }) => setDrag({ draggedId: rowOfDrag(source.data), over: null }),
        onDrag: ({ source, location }) => {
          const over = overOf(location.current.dropTargets[0]?.data);
          setDrag((before) =>
            before.over?.id === over?.id && before.over?.edge === over?.edge
              ? before
              : { draggedId: rowOfDrag(source.data), over },
          );
        },
        onDrop: ({ source, location }) => {
          setDrag(IDLE);
          const id = rowOfDrag(source.data);
          const over = overOf(location.current.dropTargets[0]?.data);
          if (id !== null && over !== null) latest.current(id, over.id, over.edge);
        },
      }),
    [],
  );
  return drag;
}

function overOf(data: Record<string | symbol, unknown> | undefined): RowDrag["over"] {
  const id = data === undefined ? null : rowOfDrag(data);
  const edge = data === undefined ? null : extractClosestEdge(data);
  return id !== null && (edge === "top" || edge === "bottom") ? { id, edge } : null;
}
