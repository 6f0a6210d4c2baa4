/** A document in portions: what is done to one in a single go takes a millisecond or two, however large it is. */
import { NODES_IN_A_STEP } from "./limits.ts";

/** How many nodes there are from this one down; stops counting where it is more than a step's. */
function nodesIn(root: Node): number {
  let count = 1;
  for (let node = root.firstChild; node !== null && count <= NODES_IN_A_STEP; count += 1) {
    let next: Node | null = node.firstChild;
    for (let from: Node | null = node; next === null && from !== null && from !== root; from = from.parentNode) {
      next = from.nextSibling;
    }
    node = next as ChildNode | null;
  }
  return count;
}

/** Siblings from this one on that make one step together, and the one behind them. The first must not be large. */
export function groupFrom(first: ChildNode): { group: ChildNode[]; behind: ChildNode | null } {
  const group: ChildNode[] = [];
  let behind: ChildNode | null = first;
  for (let nodes = nodesIn(first); behind !== null && nodes <= NODES_IN_A_STEP;) {
    group.push(behind);
    behind = behind.nextSibling;
    if (behind !== null) nodes += nodesIn(behind);
  }
  return { group, behind };
}

/** Whether this node is too large to be dealt with in one step. */
export function isLarge(node: Node): boolean {
  return nodesIn(node) > NODES_IN_A_STEP;
}
