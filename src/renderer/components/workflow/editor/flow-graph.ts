/** A workflow as what the canvas draws: boxes, and lines between them with the place at which each takes a new step. Pure. */
import { allSteps, type Place } from "#shared/automation/edit-steps/places.ts";
import { isBranch, isLead, leadOf, type BranchStep, type Step } from "#shared/automation/steps/step.ts";
import { armsOf } from "#shared/automation/step-tree.ts";

export const TRIGGERS_ID = "triggers";

export type FlowNode =
  | { readonly kind: "triggers"; readonly id: typeof TRIGGERS_ID }
  | { readonly kind: "step"; readonly id: string; readonly step: Step }
  /** The head of an arm; `armId` null: otherwise. */
  | { readonly kind: "arm"; readonly id: string; readonly branch: BranchStep; readonly armId: string | null }
  /** Where the arms of a branch come together. */
  | { readonly kind: "join"; readonly id: string; readonly branchId: string }
  | { readonly kind: "end"; readonly id: string };

export type FlowEdge = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** `dead`: no run goes that way; `jump`: it goes to another part of the workflow. */
  readonly kind: "flow" | "dead" | "jump";
  /** Where a step is put that is inserted here; null: nowhere. */
  readonly place: Place | null;
};

/** Boxes one below the other; of a branch its arms beside each other, and where they join. */
export type FlowBlock = {
  readonly node: FlowNode;
  readonly arms: readonly { readonly head: FlowNode; readonly blocks: readonly FlowBlock[] }[];
  readonly join: FlowNode | null;
};

export type FlowGraph = {
  readonly blocks: readonly FlowBlock[];
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
};

export const armNodeId = (branchId: string, armId: string | null): string =>
  armId === null ? `${branchId}/otherwise` : `${branchId}/arm/${armId}`;
const joinId = (branchId: string) => `${branchId}/join`;
export const END_ID = "end";

export function flowGraphOf(steps: readonly Step[]): FlowGraph {
  const edges: FlowEdge[] = [];
  const line = (from: string, to: string, kind: FlowEdge["kind"], place: Place | null): void =>
    void edges.push({ id: `${from}>${to}`, from, to, kind, place });

  /** Draws a list behind a box; returns the last box of it, and whether a run can leave it. */
  function draw(list: readonly Step[], place: (index: number) => Place, from: string, isReached: boolean) {
    let last = from;
    let isLive = isReached;
    const blocks = list.map((step, index): FlowBlock => {
      line(last, step.id, isLive ? "flow" : "dead", place(index));
      last = step.id;
      isLive = !isLead(step);
      const node = { kind: "step", id: step.id, step } as const;
      if (!isBranch(step)) return { node, arms: [], join: null };
      const join = { kind: "join", id: joinId(step.id), branchId: step.id } as const;
      const arms = armsOf(step).map((arm) => {
        const head = { kind: "arm", id: armNodeId(step.id, arm.id), branch: step, armId: arm.id } as const;
        line(step.id, head.id, "flow", null);
        const within = (at: number): Place => ({ list: { branchId: step.id, armId: arm.id }, index: at });
        const inner = draw(arm.steps, within, head.id, true);
        line(inner.last, join.id, inner.isLive ? "flow" : "dead", within(arm.steps.length));
        return { head, blocks: inner.blocks, isLive: inner.isLive };
      });
      last = join.id;
      isLive = arms.some((arm) => arm.isLive);
      return { node, arms, join };
    });
    return { blocks, last, isLive };
  }

  const drawn = draw(steps, (index) => ({ list: null, index }), TRIGGERS_ID, true);
  line(drawn.last, END_ID, drawn.isLive ? "flow" : "dead", { list: null, index: steps.length });
  const present = new Set<string>(allSteps(steps).map(({ id }) => id));
  for (const step of allSteps(steps)) {
    const target = isLead(step) ? leadOf(step).leadsTo(step) : null;
    if (target !== null && present.has(target)) line(step.id, target, "jump", null);
  }
  const first: FlowBlock = { node: { kind: "triggers", id: TRIGGERS_ID }, arms: [], join: null };
  const end: FlowBlock = { node: { kind: "end", id: END_ID }, arms: [], join: null };
  const blocks = [first, ...drawn.blocks, end];
  return { blocks, nodes: blocks.flatMap(nodesOf), edges };
}

function nodesOf({ node, arms, join }: FlowBlock): FlowNode[] {
  return [
    node,
    ...arms.flatMap(({ head, blocks }) => [head, ...blocks.flatMap(nodesOf)]),
    ...(join === null ? [] : [join]),
  ];
}
