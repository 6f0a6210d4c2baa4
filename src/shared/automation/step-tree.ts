import type { StepId } from "../model/ids.ts";
import type { Filter } from "./filters/filter.ts";
import { branchOf, isBranch, isLead, leadOf, type BranchStep, type Step } from "./steps/step.ts";

/** Where a step stands: the list it is in and what comes behind it, out of the arms it lies in. */
type Place = { readonly step: Step; readonly next: StepId | null };

/** The steps of a definition by their ids, with the step that follows each in the course of a run. */
export type StepTree = {
  readonly first: StepId | null;
  find(id: string): Step | null;
  /** The step behind this one; out of an arm it is the one behind the branch. Null at the end. */
  next(id: StepId): StepId | null;
  /** The first step of an arm (`null`: otherwise); of an empty arm the one behind the branch. */
  enter(branch: BranchStep, armId: string | null): StepId | null;
  /** Where a run may go from here: to the next, into each arm, to the target of a jump. */
  successors(step: Step): StepId[];
  /** All, in the order in which they are written. */
  readonly steps: readonly Step[];
};

export function createStepTree(steps: readonly Step[]): StepTree {
  const places = new Map<string, Place>();
  const all: Step[] = [];

  function read(list: readonly Step[], behind: StepId | null): void {
    list.forEach((step, position) => {
      const next = list[position + 1]?.id ?? behind;
      all.push(step);
      // Of two with one id the first counts; the validator refuses the definition.
      if (!places.has(step.id)) places.set(step.id, { step, next });
      if (isBranch(step)) for (const arm of armsOf(step)) read(arm.steps, next);
    });
  }
  read(steps, null);

  const next = (id: StepId) => places.get(id)?.next ?? null;
  const enter = (branch: BranchStep, armId: string | null) => {
    const arm = armsOf(branch).find(({ id }) => id === armId);
    return arm?.steps[0]?.id ?? next(branch.id);
  };
  return {
    first: steps[0]?.id ?? null,
    steps: all,
    find: (id) => places.get(id)?.step ?? null,
    next,
    enter,
    successors(step) {
      if (isLead(step)) {
        const to = leadOf(step).leadsTo(step);
        return to === null ? [] : [to];
      }
      const ids = isBranch(step) ? armsOf(step).map(({ id }) => enter(step, id)) : [next(step.id)];
      return Array.from(new Set(ids)).filter((id) => id !== null);
    },
  };
}

/** The branch with the steps of each arm replaced. `field`: where they stand in it; `armId`: null for otherwise. */
export function mapArms<One extends BranchStep>(
  branch: One,
  change: (steps: Step[], field: string, armId: string | null) => Step[],
): One {
  const arms = branch.arms.map((arm, position) => ({
    ...arm,
    steps: change(arm.steps, `arms.${position}.steps`, arm.id),
  }));
  return { ...branch, arms, otherwise: change(branch.otherwise, "otherwise", null) };
}

/** The step itself: of a branch without what is in its arms. */
export function withoutInner(step: Step): Step {
  return isBranch(step) ? mapArms(step, () => []) : step;
}

export type ArmOfTree = {
  /** Null: otherwise. */
  readonly id: string | null;
  readonly steps: readonly Step[];
  /** Where its steps stand in the branch, as `arms.0.steps`. */
  readonly field: string;
};

/** The arms with the last one, `otherwise`. */
export function armsOf(branch: BranchStep): readonly ArmOfTree[] {
  return [
    ...branch.arms.map(({ id, steps }, position) => ({ id, steps, field: `arms.${position}.steps` })),
    { id: null, steps: branch.otherwise, field: "otherwise" },
  ];
}

/** The filters of a branch's arms by the position of the arm; empty where its arms have none. */
export function armFilters(branch: BranchStep): readonly Filter[] {
  const filters: Filter[] = [];
  branchOf(branch).mapFilters(branch, (filter, position) => (filters[position] = filter));
  return filters;
}
