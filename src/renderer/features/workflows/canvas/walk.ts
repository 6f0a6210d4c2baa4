/** Where the arrow keys lead on the canvas: along the lines, and across from arm to arm. Pure. */
import type { FlowGraph, FlowNode } from "#renderer/components/workflow/editor/flow-graph.ts";

export type Direction = "up" | "down" | "left" | "right";

const isStop = ({ kind }: FlowNode) => kind !== "join" && kind !== "end";

/** The box that is reached from another one; the same where there is none. */
export function walk({ nodes, edges }: FlowGraph, from: string, direction: Direction): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const lines = edges.filter(({ kind }) => kind !== "jump");
  if (direction === "left" || direction === "right") return across(nodes, lines, from, direction);
  const next = (id: string) =>
    direction === "down" ? lines.find((line) => line.from === id)?.to : lines.find((line) => line.to === id)?.from;
  for (let id = next(from); id !== undefined; id = next(id)) {
    const node = byId.get(id);
    if (node !== undefined && isStop(node)) return id;
  }
  return from;
}

type Line = { readonly from: string; readonly to: string };

/** From anywhere within an arm to the head of the arm beside it. */
function across(nodes: readonly FlowNode[], lines: readonly Line[], from: string, direction: "left" | "right"): string {
  const heads = nodes.flatMap((node) => (node.kind === "arm" ? [node] : []));
  const joins = new Set(nodes.flatMap((node) => (node.kind === "join" ? [node.id] : [])));
  // Up the lines to the head of the arm; a join is passed to the branch that it ends.
  let id: string | undefined = from;
  const seen = new Set<string>();
  while (id !== undefined && !seen.has(id)) {
    seen.add(id);
    const head = heads.find((node) => node.id === id);
    if (head !== undefined) {
      const beside = heads.filter(({ branch }) => branch.id === head.branch.id);
      const position = beside.indexOf(head) + (direction === "right" ? 1 : -1);
      const other = beside[position];
      if (other !== undefined) return other.id;
      // At the outer arm: out of it, and across from the arm around.
      id = head.branch.id;
      continue;
    }
    const before: string | undefined = lines.find((line) => line.to === id)?.from;
    id = before !== undefined && joins.has(before) ? branchOfJoin(nodes, before) : before;
  }
  return from;
}

function branchOfJoin(nodes: readonly FlowNode[], joinId: string): string | undefined {
  const join = nodes.find((node) => node.id === joinId);
  return join?.kind === "join" ? join.branchId : undefined;
}
