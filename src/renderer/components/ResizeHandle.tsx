import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import classes from "./ResizeHandle.module.css";

const KEY_STEP_PX = 16;

/**
 * The line between a panel and what stands to its right: dragged, or moved by the arrow keys when it has the focus.
 * `onResize` is called while it moves, `onDone` once at the end.
 */
export function ResizeHandle(props: {
  readonly label: string;
  readonly sizePx: number;
  readonly minPx: number;
  readonly maxPx: number;
  readonly onResize: (sizePx: number) => void;
  readonly onDone: (sizePx: number) => void;
}) {
  const { sizePx, minPx, maxPx, onResize, onDone } = props;
  const grip = useRef<{ readonly startX: number; readonly startPx: number } | null>(null);
  const within = (wantedPx: number) => Math.round(Math.min(maxPx, Math.max(minPx, wantedPx)));
  const dragged = (event: PointerEvent) =>
    grip.current === null ? sizePx : within(grip.current.startPx + event.clientX - grip.current.startX);

  const onPointerDown = (event: PointerEvent) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { startX: event.clientX, startPx: sizePx };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (grip.current !== null) onResize(dragged(event));
  };
  const onPointerUp = (event: PointerEvent) => {
    if (grip.current !== null) onDone(dragged(event));
    grip.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -KEY_STEP_PX,
      ArrowRight: KEY_STEP_PX,
      Home: minPx - sizePx,
      End: maxPx - sizePx,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onDone(within(sizePx + step));
  };

  return (
    <div
      role="slider"
      className={classes["handle"]}
      tabIndex={0}
      aria-label={props.label}
      aria-orientation="horizontal"
      aria-valuenow={sizePx}
      aria-valuemin={minPx}
      aria-valuemax={maxPx}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onKeyDown={onKeyDown}
    />
  );
}
