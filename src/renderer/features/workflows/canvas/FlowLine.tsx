import { IconArrowDown, IconPlus } from "@tabler/icons-react";
import {
  BaseEdge,
  EdgeLabelRenderer,
  getBezierPath,
  getSmoothStepPath,
  type Edge,
  type EdgeProps,
} from "@xyflow/react";
import { memo } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { LineOverlay, useLineLook } from "../overlay/OverlayParts.tsx";
import css from "./Canvas.module.css";
import { useIsFar } from "./far-context.ts";
import type { FlowEdge } from "#renderer/components/workflow/editor/flow-graph.ts";

const cx = classNamesOf(css);

export type LineData = { readonly edge: FlowEdge };

/** Lines turn so far from the box that they leave, or come together so far above where they join. */
const TURN_PX = 18;
/** They leave and come straight for at least this long. */
const OFFSET_PX = 8;
/** The + stands so far below the box. */
const PLUS_PX = 26;
/** How often the line to an arm was gone stands so far above it. */
const COUNT_PX = 9;

/** A line from box to box, with the + that puts a step between them. */
export const FlowLine = memo(function FlowLine(props: EdgeProps<Edge<LineData>>) {
  const { sourceX, sourceY, targetX, targetY, data } = props;
  const look = useLineLook(props.id);
  if (data === undefined) return null;
  const { edge } = data;
  if (edge.kind === "jump") {
    const [path, x, y] = getBezierPath(props);
    return (
      <>
        <BaseEdge path={path} className={`${cx("jump")} ${look}`} />
        <LineOverlay lineId={edge.id} x={x} y={y} />
      </>
    );
  }
  // To an arm the line turns below the branch, from an arm above the place where all come together.
  const centerY = edge.place === null ? sourceY + TURN_PX : targetY - TURN_PX;
  const plusY = Math.min(sourceY + PLUS_PX, Math.max(targetY - 12, sourceY));
  const [path] = getSmoothStepPath({ ...props, centerY, borderRadius: 8, offset: OFFSET_PX });
  return (
    <>
      <BaseEdge path={path} className={`${cx("line", edge.kind === "dead" && "dead")} ${look}`} />
      {/* To an arm at its head, since all of them leave one box. */}
      {edge.place === null ? (
        <LineOverlay lineId={edge.id} x={targetX} y={targetY - COUNT_PX} />
      ) : (
        <LineOverlay lineId={edge.id} x={sourceX} y={plusY} />
      )}
      {edge.place === null ? null : (
        <EdgeLabelRenderer>
          <Plus
            place={edge.place}
            at={`translate(-50%, -50%) translate(${sourceX}px, ${plusY}px)`}
            isStraight={sourceX === targetX}
          />
        </EdgeLabelRenderer>
      )}
    </>
  );
});

function Plus(props: {
  readonly place: NonNullable<FlowEdge["place"]>;
  readonly at: string;
  readonly isStraight: boolean;
}) {
  const { t } = useI18n();
  const editor = useEditor();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const isMoving = useEditorState((state) => state.moving !== null);
  const isFar = useIsFar();
  if (!mayEdit || isFar) return null;
  const label = t(isMoving ? "workflows.moveHere" : "workflows.addHere");
  return (
    <div className={`${cx("plus")} nodrag nopan`} style={{ transform: props.at }}>
      {/* By keyboard a step is put in from its box: hundreds of these are no way through a screen. */}
      <button
        type="button"
        className={cx("plusButton", isMoving && "target")}
        tabIndex={-1}
        aria-label={label}
        title={label}
        onClick={() => editor.beginAdding(props.place)}
      >
        {isMoving ? <IconArrowDown size={13} /> : <IconPlus size={13} />}
      </button>
    </div>
  );
}
