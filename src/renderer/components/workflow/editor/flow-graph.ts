/** A workflow as what the canvas draws: boxes, and lines between them with the place at which each takes a new step. Pure. */
import { allSteps, type Place } from "#shared/automation/edit-steps/places.ts";
import { isBranch, isLead, leadOf, type BranchStep, type Step } from "#shared/automation/steps/step.ts";
import { armsOf } from "#shared/automation/step-tree.ts";

export const TRIGGERS_ID = "triggers";

/** The head of an arm. */
export type ArmNode = {
  readonly kind: "arm";
  readonly id: string;
  readonly branch: BranchStep;
  /** Null: otherwise. */
  readonly armId: string | null;
  /** Its steps, those in their arms too. */
  readonly count: number;
  /** They are not drawn. */
  readonly isFolded: boolean;
};

export type FlowNode =
  | { readonly kind: "triggers"; readonly id: typeof TRIGGERS_ID }
  | { readonly kind: "step"; readonly id: string; readonly step: Step }
  | ArmNode
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

/** @param folded ids of arms' heads whose steps are left out; jumps from and to them go from and to the head */
export function flowGraphOf(steps: readonly Step[], folded: ReadonlySet<string> = NONE): FlowGraph {
  const edges: FlowEdge[] = [];
  /** Steps that are not drawn, with the head that stands for them. */
  const hiddenIn = new Map<string, string>();
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
        const id = armNodeId(step.id, arm.id);
        const within = (at: number): Place => ({ list: { branchId: step.id, armId: arm.id }, index: at });
        line(step.id, id, "flow", null);
        const before = edges.length;
        const inner = draw(arm.steps, within, id, true);
        const hidden = allSteps(arm.steps);
        const isFolded = hidden.length > 0 && folded.has(id);
        const head: ArmNode = { kind: "arm", id, branch: step, armId: arm.id, count: hidden.length, isFolded };
        if (isFolded) {
          edges.length = before;
          for (const one of hidden) hiddenIn.set(one.id, id);
        }
        line(isFolded ? id : inner.last, join.id, inner.isLive ? "flow" : "dead", within(arm.steps.length));
        return { head, blocks: isFolded ? [] : inner.blocks, isLive: inner.isLive };
      });
      last = join.id;
      isLive = arms.some((arm) => arm.isLive);
      return { node, arms, join };
    });
    return { blocks, last, isLive };
  }

  const drawn = draw(steps, (index) => ({ list: null, index }), TRIGGERS_ID, true);
  line(drawn.last, END_ID, drawn.isLive ? "flow" : "dead", { list: null, index: steps.length });
  edges.push(...jumpsOf(steps, (id) => hiddenIn.get(id) ?? id));
  const first: FlowBlock = { node: { kind: "triggers", id: TRIGGERS_ID }, arms: [], join: null };
  const end: FlowBlock = { node: { kind: "end", id: END_ID }, arms: [], join: null };
  const blocks = [first, ...drawn.blocks, end];
  return { blocks, nodes: blocks.flatMap(nodesOf), edges };
}

/** @param shownAs the box that is drawn for a step */
function jumpsOf(steps: readonly Step[], shownAs: (id: string) => string): FlowEdge[] {
  const all = allSteps(steps);
  const present = new Set<string>(all.map(({ id }) => id));
  const jumps = new Map<string, FlowEdge>();
  for (const step of all) {
    const target = isLead(step) ? leadOf(step).leadsTo(step) : null;
    if (target === null || !present.has(target)) continue;
    const [from, to] = [shownAs(step.id), shownAs(target)];
    // A line of its own where the next step is the one that is jumped to.
    const id = `${from}>>${to}`;
    if (from !== to) jumps.set(id, { id, from, to, kind: "jump", place: null });
  }
  return Array.from(jumps.values());
}

const NONE: ReadonlySet<string> = new Set();

function nodesOf({ node, arms, join }: FlowBlock): FlowNode[] {
  return [
    node,
    ...arms.flatMap(({ head, blocks }) => [head, ...blocks.flatMap(nodesOf)]),
    ...(join === null ? [] : [join]),
  ];
}
