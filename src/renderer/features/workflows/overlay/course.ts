/** Which boxes and lines of the canvas a run comes along between two steps. Pure. */
import { armNodeId, END_ID, TRIGGERS_ID, type FlowGraph } from "#renderer/components/workflow/editor/flow-graph.ts";
import { isBranch } from "#shared/automation/steps/step.ts";

/** `from` null: the beginning; `to` null: the end. `armId`: of a branch, the arm that was taken; null: otherwise. */
export type Move = { readonly from: string | null; readonly armId: string | null; readonly to: string | null };
/** Boxes in between, as heads of arms and where arms join, and the lines, in order. */
export type Course = { readonly boxes: readonly string[]; readonly lines: readonly string[] };

/**
 * Finds the way of a move in what is drawn; null where there is none, because it was made in another revision or a person took the run elsewhere.
 * A step that is done again is no move.
 */
export function courseFinder({ nodes, edges }: FlowGraph): (move: Move) => Course | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  // But for branches each box has one line on.
  const onward = new Map(edges.flatMap((edge) => (edge.kind === "flow" ? [[edge.from, edge] as const] : [])));
  const byEnds = new Map(edges.map((edge) => [`${edge.from} ${edge.to}`, edge]));
  return ({ from, armId, to }) => {
    const begin = from ?? TRIGGERS_ID;
    const goal = to ?? END_ID;
    const node = byId.get(begin);
    if (node === undefined || !byId.has(goal)) return null;
    const jump = byEnds.get(`${begin} ${goal}`);
    if (jump?.kind === "jump") return { boxes: [], lines: [jump.id] };
    const boxes: string[] = [];
    const lines: string[] = [];
    let at = begin;
    if (node.kind === "step" && isBranch(node.step)) {
      const head = armNodeId(begin, armId);
      const line = byEnds.get(`${begin} ${head}`);
      if (line === undefined) return null;
      lines.push(line.id);
      boxes.push(head);
      at = head;
    }
    for (;;) {
      const line = onward.get(at);
      if (line === undefined) return null;
      lines.push(line.id);
      at = line.to;
      if (at === goal) return { boxes, lines };
      // Only where arms come together is passed by; another step would have been taken.
      if (byId.get(at)?.kind !== "join") return null;
      boxes.push(at);
    }
  };
}
