import type { ReactNode } from "react";
import { EditorContext } from "#renderer/components/workflow/editor/editor-context.tsx";
import type { EditorStore } from "#renderer/components/workflow/editor/editor-store.ts";
import { ProblemsContext } from "#renderer/components/workflow/problems/problems-context.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { Canvas } from "../canvas/Canvas.tsx";
import { FindBar } from "../find/FindBar.tsx";
import { Outline } from "../outline/Outline.tsx";
import type { Marks } from "./marks.ts";
import { OverlayContext, useOverlay } from "./overlay.ts";
import css from "./LookedAt.module.css";

const cx = classNamesOf(css);
const NO_PROBLEMS: readonly never[] = [];

export type View = "canvas" | "outline";

/** A workflow with what happened in it laid over it, and beside it what is told of that; only to be looked at. */
export function LookedAt(props: {
  readonly shown: EditorStore;
  readonly marks: Marks;
  readonly view: View;
  /** Above it. */
  readonly head?: ReactNode;
  /** At the left of it. */
  readonly start?: ReactNode;
  /** At the right of it; they know what is shown. */
  readonly children: ReactNode;
}) {
  const overlay = useOverlay(props.marks);
  return (
    <>
      {props.start}
      <EditorContext value={props.shown}>
        <ProblemsContext value={NO_PROBLEMS}>
          <div className={cx("area")}>
            {props.head === undefined ? null : <div className={cx("head")}>{props.head}</div>}
            <div className={cx("drawing")}>
              <OverlayContext value={overlay}>{props.view === "canvas" ? <Canvas /> : <Outline />}</OverlayContext>
              <FindBar />
            </div>
          </div>
          {props.children}
        </ProblemsContext>
      </EditorContext>
    </>
  );
}
