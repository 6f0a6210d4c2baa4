import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/utils/combine";
import { attachClosestEdge } from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/attach-closest-edge";
import { IconGripVertical } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import type { RowDrag, RowKind } from "#renderer/components/use-row-drag.ts";
import css from "./OrderedRow.module.css";

const cx = classNamesOf(css);

/** A row of a list that has an order: dragged by its handle, or moved by the arrow keys on it. */
export function OrderedRow<Id extends string>(props: {
  readonly kind: RowKind<Id>;
  readonly id: Id;
  /** What the handle is called. */
  readonly handle: string;
  readonly disabled: boolean;
  readonly drag: RowDrag<Id>;
  readonly onMoveBy: (step: 1 | -1) => void;
  readonly children: ReactNode;
}) {
  const { kind, id, disabled, drag } = props;
  const row = useRef<HTMLLIElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const element = row.current;
    const dragHandle = handle.current;
    if (element === null || dragHandle === null || disabled) return undefined;
    return combine(
      draggable({ element, dragHandle, getInitialData: () => kind.dataOf(id) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => kind.idOf(source.data) !== null,
        getData: ({ input }) => attachClosestEdge(kind.dataOf(id), { element, input, allowedEdges: ["top", "bottom"] }),
      }),
    );
  }, [kind, id, disabled]);
  const onHandleKey = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
    if (step === null) return;
    event.preventDefault();
    props.onMoveBy(step);
  };
  const edge = drag.over?.id === id ? drag.over.edge : null;
  return (
    <li ref={row} className={cx("row", drag.draggedId === id && "dragged", edge !== null && edge)}>
      <button
        ref={handle}
        type="button"
        className={cx("handle")}
        disabled={disabled}
        aria-label={props.handle}
        onKeyDown={onHandleKey}
      >
        <IconGripVertical size={16} aria-hidden />
      </button>
      {props.children}
    </li>
  );
}
