/** Which arms of a workflow are drawn without their steps: a set of the ids of their heads. Pure. */
import { placeOf } from "#shared/automation/edit-steps/places.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import { armNodeId, type ArmNode, type FlowGraph, type FlowNode } from "./flow-graph.ts";

export type Folded = ReadonlySet<string>;

/** The heads of the arms around a box, the innermost first: as long as one of them is folded the box is not drawn. */
export function headsAround(steps: readonly Step[], box: FlowNode | null): string[] {
  const heads: string[] = [];
  let place = box === null ? null : placeOf(steps, stepOf(box));
  while (place !== null && place.list !== null) {
    heads.push(armNodeId(place.list.branchId, place.list.armId));
    place = placeOf(steps, place.list.branchId);
  }
  return heads;
}

function stepOf(box: FlowNode): string {
  if (box.kind === "arm") return box.branch.id;
  return box.kind === "join" ? box.branchId : box.id;
}

/** The same set where none of them is in it. */
export function withoutHeads(folded: Folded, heads: readonly string[]): Folded {
  if (!heads.some((head) => folded.has(head))) return folded;
  return new Set(Array.from(folded).filter((head) => !heads.includes(head)));
}

/** Folds these arms, or opens them where all are folded. An arm without steps has nothing to fold. */
export function toggled({ nodes }: FlowGraph, folded: Folded, isMeant: (head: ArmNode) => boolean): Folded {
  const heads = nodes.flatMap((node) => (node.kind === "arm" && node.count > 0 && isMeant(node) ? [node.id] : []));
  return heads.every((head) => folded.has(head)) ? withoutHeads(folded, heads) : new Set([...folded, ...heads]);
}
