import "@xyflow/react/dist/base.css";
import {
  Background,
  BackgroundVariant,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  type Edge,
  type Node,
  type NodeHandle,
} from "@xyflow/react";
import { useEffect, useMemo, useRef, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import css from "./Canvas.module.css";
import { CanvasMap } from "./CanvasMap.tsx";
import { CanvasTools } from "./CanvasTools.tsx";
import { FlowLine, type LineData } from "./FlowLine.tsx";
import { ArmBox, EndBox, JoinBox, StepBox, TriggersBox, type BoxData } from "./boxes.tsx";
import { FarContext } from "./far-context.ts";
import { firstView, layoutOf, SIZES, type Positions } from "./layout.ts";
import type { FlowEdge, FlowGraph, FlowNode } from "#renderer/components/workflow/editor/flow-graph.ts";
import { useLitLast } from "../overlay/overlay.ts";
import { useCanvasKeys } from "./use-canvas-keys.ts";

const cx = classNamesOf(css);

// Constant: another table would draw every box anew.
const NODE_TYPES = { triggers: TriggersBox, step: StepBox, arm: ArmBox, join: JoinBox, end: EndBox };
const EDGE_TYPES = { line: FlowLine };
const MOST_ZOOM = 1.5;
const LEAST_ZOOM = 0.1;
/** Letters are five pixels high. */
const FAR_ZOOM = 0.35;
/** Fewer boxes are drawn all at once; of more, those in view. */
const CULLED_FROM = 80;

/** The workflow as boxes and lines. @param at the box that shall be in view at first; default: the beginning */
export function Canvas({ at }: { readonly at?: string | undefined }) {
  return (
    <ReactFlowProvider>
      <Drawn at={at} />
    </ReactFlowProvider>
  );
}

function Drawn({ at }: { readonly at: string | undefined }) {
  const { t } = useI18n();
  const editor = useEditor();
  const [draw] = useState(createDrawing);
  const frame = useRef<HTMLDivElement>(null);
  useCanvasKeys(frame);
  const graph = useEditorState(editor.shownGraph);
  const { nodes, edges, positions } = useMemo(() => draw(graph), [draw, graph]);
  const ordered = useLitLast(edges);
  const isFar = useStore(({ transform }) => transform[2] < FAR_ZOOM);
  return (
    <div ref={frame} className={cx("frame")} role="group" aria-label={t("workflows.canvas")}>
      <FarContext value={isFar}>
        <ReactFlow
          nodes={nodes}
          edges={ordered}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          panOnScroll
          zoomOnDoubleClick={false}
          onlyRenderVisibleElements={nodes.length > CULLED_FROM}
          minZoom={LEAST_ZOOM}
          maxZoom={MOST_ZOOM}
          proOptions={{ hideAttribution: true }}
          onPaneClick={() => editor.openPanel(null)}
        >
          <Background variant={BackgroundVariant.Dots} gap={16} size={1.5} color="var(--pd-border-strong)" />
          <CanvasMap nodes={nodes} />
          <CanvasTools />
          <Follow positions={positions} at={at} />
        </ReactFlow>
      </FarContext>
    </div>
  );
}

/** Makes what is drawn; boxes in which nothing changed stay the same objects, so that an edit draws few of them anew. */
function createDrawing() {
  let last: ReadonlyMap<string, Node<BoxData>> = new Map();
  return (graph: FlowGraph) => {
    const positions = layoutOf(graph);
    const nodes = graph.nodes.map((node): Node<BoxData> => {
      const position = positions.get(node.id) ?? { x: 0, y: 0 };
      const before = last.get(node.id);
      if (before !== undefined && isSameBox(before.data.node, node) && isSamePlace(before.position, position))
        return before;
      return { id: node.id, type: node.kind, position, data: { node }, ...MEASURED[node.kind], draggable: false };
    });
    last = new Map(nodes.map((node) => [node.id, node]));
    return { nodes, edges: graph.edges.map(lineOf), positions };
  };
}

function isSameBox(one: FlowNode, other: FlowNode): boolean {
  if (one.kind === "step") return other.kind === "step" && one.step === other.step;
  return one.kind !== "arm" || (other.kind === "arm" && one.branch === other.branch && one.isFolded === other.isFolded);
}

const isSamePlace = (one: Node["position"], other: Node["position"]) => one.x === other.x && one.y === other.y;

const lineOf = (edge: FlowEdge): Edge<LineData> => ({
  id: edge.id,
  source: edge.from,
  target: edge.to,
  type: "line",
  data: { edge },
  ...(edge.kind === "jump" ? { sourceHandle: "side", targetHandle: "side-in" } : {}),
});

/**
 * Told beforehand, with where lines meet the box: what is not known of a box the library finds out by drawing it, also where it is far out of view, and each time
 * that it has been put elsewhere.
 */
const MEASURED = Object.fromEntries(
  Object.entries(SIZES).map(([kind, size]) => [kind, { ...size, measured: size, handles: handlesOf(size) }]),
) as Record<FlowNode["kind"], Pick<Node, "width" | "height" | "measured" | "handles">>;

/** Lines come in at the top and leave at the bottom; jumps at the side. */
function handlesOf({ width, height }: { readonly width: number; readonly height: number }): NodeHandle[] {
  const point = { width: 0, height: 0 };
  return [
    { type: "target", position: Position.Top, x: width / 2, y: 0, ...point },
    { type: "source", position: Position.Bottom, x: width / 2, y: height, ...point },
    { type: "source", id: "side", position: Position.Right, x: width, y: height / 2, ...point },
    { type: "target", id: "side-in", position: Position.Right, x: width, y: height / 2, ...point },
  ];
}

/** At first the beginning of the workflow, all of it where that can be read, or what shall be seen first; later on whatever is chosen, where it is out of view. */
function Follow({ positions, at }: { readonly positions: Positions; readonly at: string | undefined }) {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const editor = useEditor();
  const chosen = useEditorState((state) => state.chosen);
  const isPlaced = useRef(false);
  const first = useRef(chosen);
  useEffect(() => {
    if (width === 0 || height === 0) return;
    if (!isPlaced.current) {
      isPlaced.current = true;
      void flow.setViewport(firstView(editor.shownGraph(), positions, { width, height }));
      if (at !== undefined) bringIntoView(at);
      return;
    }
    // What was to be seen first stays, until something is chosen.
    if (at === undefined || chosen !== first.current) bringIntoView(chosen);

    function bringIntoView(id: string): void {
      const node = editor.node(id);
      const place = positions.get(id);
      if (node === null || place === undefined) return;
      const size = SIZES[node.kind];
      const { x, y, zoom } = flow.getViewport();
      const left = place.x * zoom + x;
      const top = place.y * zoom + y;
      const isInView = left >= 0 && top >= 0 && left + size.width * zoom <= width && top + size.height * zoom <= height;
      if (!isInView) void flow.setCenter(place.x + size.width / 2, place.y + size.height / 2, { zoom });
    }
  }, [flow, editor, chosen, width, height, positions, at]);
  return null;
}
