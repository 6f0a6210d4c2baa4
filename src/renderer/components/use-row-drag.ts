import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { extractClosestEdge } from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/extract-closest-edge";
import { useEffect, useRef, useState } from "react";

/** Rows of one list: those of another are neither followed nor dropped on. */
export type RowKind<Id extends string> = {
  /** What a dragged row and a row under it carry. */
  dataOf(id: Id): Record<string, unknown>;
  /** Null for what is no such row. */
  idOf(data: Record<string | symbol, unknown>): Id | null;
};

/** @param type tells the lists of a window apart */
export function rowKind<Id extends string>(
  type: string,
  schema: { safeParse(value: unknown): { success: true; data: Id } | { success: false } },
): RowKind<Id> {
  return {
    dataOf: (id) => ({ type, id }),
    idOf(data) {
      if (data["type"] !== type) return null;
      const id = schema.safeParse(data["id"]);
      return id.success ? id.data : null;
    },
  };
}

export type DropEdge = "top" | "bottom";
export type RowDrag<Id extends string> = {
  readonly draggedId: Id | null;
  /** The row under the pointer, and on which side of it the dragged one would land. */
  readonly over: { readonly id: Id; readonly edge: DropEdge } | null;
};

/**
 * Follows the dragging of rows; `onDrop` is called where one was dropped at an edge of another.
 * @param kind must stay the same
 */
export function useRowDrag<Id extends string>(
  kind: RowKind<Id>,
  onDrop: (id: Id, onto: Id, edge: DropEdge) => void,
): RowDrag<Id> {
  const [drag, setDrag] = useState<RowDrag<Id>>({ draggedId: null, over: null });
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => kind.idOf(source.data) !== null,
        onDragStart: ({ source }) => setDrag({ draggedId: kind.idOf(source.data), over: null }),
        onDrag: ({ source, location }) => {
          const draggedId = kind.idOf(source.data);
          const over = overOf(kind, location.current.dropTargets[0]?.data);
          setDrag((before) =>
            before.over?.id === over?.id && before.over?.edge === over?.edge ? before : { draggedId, over },
          );
        },
        onDrop: ({ source, location }) => {
          setDrag({ draggedId: null, over: null });
          const id = kind.idOf(source.data);
          const over = overOf(kind, location.current.dropTargets[0]?.data);
          if (id !== null && over !== null) latest.current(id, over.id, over.edge);
        },
      }),
    [kind],
  );
  return drag;
}

function overOf<Id extends string>(
  kind: RowKind<Id>,
  data: Record<string | symbol, unknown> | undefined,
): RowDrag<Id>["over"] {
  const id = data === undefined ? null : kind.idOf(data);
  const edge = data === undefined ? null : extractClosestEdge(data);
  return id !== null && (edge === "top" || edge === "bottom") ? { id, edge } : null;
}
