import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { PipelineId, StageId, TicketId } from "#shared/model/ids.ts";
import { useDesk, useServices } from "../../../state/desk-context.tsx";
import { rememberTop } from "../use-remembered-place.ts";
import { anchorShift, type Anchor, anchorOf } from "./scroll-anchor.ts";

type Options = {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly ids: readonly TicketId[];
  readonly rowPx: number;
  readonly pipelineId: PipelineId;
  readonly stageId: StageId;
};

export type SteadyScroll = {
  /** Cards that came in above what is shown. */
  readonly newAbove: number;
  readonly toTop: () => void;
  /** For the scrolling element. */
  readonly listeners: {
    readonly onScroll: () => void;
    readonly onPointerEnter: () => void;
    readonly onPointerLeave: () => void;
  };
};

/**
 * Keeps cards from moving away under the pointer or the eye. While the column is scrolled, or the pointer or the focus is in it, a card that
 * comes in above pushes nothing down: the scroll position takes the shift, and a small button tells of what came. A column that stood at its
 * top goes back there when the pointer leaves. Cards that the person moved here themselves are shown at once.
 */
export function useSteadyScroll({ scroller, ids, rowPx, pipelineId, stageId }: Options): SteadyScroll {
  const { shell } = useServices();
  const { store } = useDesk();
  const anchor = useRef<Anchor | null>(null);
  const pointerInside = useRef(false);
  /** The column stood at its top when the pointer came: it may go back there. */
  const cameAtTop = useRef(true);
  const [newAbove, setNewAbove] = useState(0);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = shell.getState().boardPlaces.get(pipelineId)?.topPx.get(stageId) ?? 0;
  }, [scroller, shell, pipelineId, stageId]);

  useEffect(() => {
    const element = scroller.current;
    return () => {
      if (element !== null) rememberTop(shell, pipelineId, stageId, element.scrollTop);
    };
  }, [scroller, shell, pipelineId, stageId]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const held = element.scrollTop > 0 || pointerInside.current || element.contains(document.activeElement);
    const { moves } = store.getState();
    const ownMove = element.scrollTop === 0 && ids[0] !== undefined && moves.has(ids[0]);
    if (held && !ownMove && anchor.current !== null) {
      const rows = anchorShift(anchor.current, ids);
      if (rows !== 0) element.scrollTop += rows * rowPx;
      if (rows > 0) setNewAbove((count) => count + rows);
    }
    anchor.current = anchorOf(ids, element.scrollTop, rowPx);
  }, [scroller, store, ids, rowPx]);

  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    anchor.current = anchorOf(ids, element.scrollTop, rowPx);
    setNewAbove((count) => Math.min(count, Math.ceil(element.scrollTop / rowPx)));
  };

  const toTop = () => scroller.current?.scrollTo({ top: 0 });

  const onPointerEnter = () => {
    pointerInside.current = true;
    cameAtTop.current = scroller.current?.scrollTop === 0;
  };

  const onPointerLeave = () => {
    pointerInside.current = false;
    const element = scroller.current;
    // Only what came in meanwhile is above: nothing that the person scrolled to is lost.
    if (element !== null && cameAtTop.current && newAbove > 0 && element.scrollTop <= newAbove * rowPx) toTop();
  };

  return { newAbove, toTop, listeners: { onScroll, onPointerEnter, onPointerLeave } };
}
