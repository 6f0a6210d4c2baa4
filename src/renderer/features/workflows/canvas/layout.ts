/**
 * Where the boxes lie. A workflow is a list of boxes in which a branch is a row of lists, so each list is as wide as its widest row and as high as the
 * sum of its rows: one walk over the steps, the same place for the same workflow, and what lies above an edit stays where it is.
 */
import type { FlowBlock, FlowGraph, FlowNode } from "#renderer/components/workflow/editor/flow-graph.ts";

export const SIZES = {
  triggers: { width: 260, height: 64 },
  step: { width: 260, height: 64 },
  arm: { width: 200, height: 30 },
  join: { width: 8, height: 8 },
  end: { width: 96, height: 28 },
} as const satisfies Record<FlowNode["kind"], { readonly width: number; readonly height: number }>;

/** Room for the line and its +. */
const BELOW = 52;
/** From a branch to the heads of its arms, and from the arms to where they join: lines turn there. */
const TURN = 36;
/** Between arms. */
const BESIDE = 36;

/** The upper left corner of each box. */
export type Positions = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

/** The boxes around x = 0, the first one at y = 0. */
export function layoutOf({ blocks }: FlowGraph): Positions {
  const positions = new Map<string, { x: number; y: number }>();
  const widths = new Map<FlowBlock, number>();
  const put = (node: FlowNode, centre: number, y: number): number => {
    const { width, height } = SIZES[node.kind];
    positions.set(node.id, { x: centre - width / 2, y });
    return y + height;
  };

  /** Puts a list below y; returns where it ends. */
  function putList(list: readonly FlowBlock[], centre: number, top: number): number {
    return list.reduce((y, block, index) => putBlock(block, centre, index === 0 ? y : y + BELOW), top);
  }

  function putBlock({ node, arms, join }: FlowBlock, centre: number, top: number): number {
    const bottom = put(node, centre, top);
    if (join === null) return bottom;
    const total = rowWidth(arms.map(({ blocks: inner }) => listWidth(inner, widths)));
    let left = centre - total / 2;
    const ends = arms.map(({ head, blocks: inner }) => {
      const width = listWidth(inner, widths);
      const middle = left + width / 2;
      left += width + BESIDE;
      const below = put(head, middle, bottom + TURN);
      return inner.length === 0 ? below : putList(inner, middle, below + BELOW);
    });
    return put(join, centre, Math.max(...ends) + BELOW);
  }

  putList(blocks, 0, 0);
  return positions;
}

function listWidth(list: readonly FlowBlock[], known: Map<FlowBlock, number>): number {
  return Math.max(SIZES.step.width, ...list.map((block) => blockWidth(block, known)));
}

function blockWidth(block: FlowBlock, known: Map<FlowBlock, number>): number {
  const before = known.get(block);
  if (before !== undefined) return before;
  const arms = block.arms.map(({ blocks }) => listWidth(blocks, known));
  const width = arms.length === 0 ? SIZES[block.node.kind].width : rowWidth(arms);
  known.set(block, width);
  return width;
}

const rowWidth = (widths: readonly number[]) =>
  widths.reduce((sum, width) => sum + width, 0) + BESIDE * (widths.length - 1);

/** Smaller than that nobody reads a summary. */
const LEAST_READABLE = 0.75;
const MARGIN = 32;

/** What is shown at first: all of it where that can be read, else its beginning. The first box is around x = 0. */
export function firstView(
  { nodes }: Pick<FlowGraph, "nodes">,
  positions: Positions,
  frame: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number; readonly zoom: number } {
  const ends = nodes.map((node) => {
    const { x, y } = positions.get(node.id) ?? { x: 0, y: 0 };
    return { side: Math.max(Math.abs(x), Math.abs(x + SIZES[node.kind].width)), bottom: y + SIZES[node.kind].height };
  });
  const half = Math.max(...ends.map(({ side }) => side));
  const bottom = Math.max(...ends.map((end) => end.bottom));
  const fitting = Math.min((frame.width / 2 - MARGIN) / half, (frame.height - 2 * MARGIN) / bottom);
  return { x: frame.width / 2, y: MARGIN, zoom: Math.min(1, Math.max(LEAST_READABLE, fitting)) };
}
