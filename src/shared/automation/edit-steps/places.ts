/** Where steps stand: the steps of a workflow are one list, and each arm of a branch is another. */
import { isBranch, type Step } from "../steps/step.ts";
import { armsOf, mapArms } from "../step-tree.ts";

/** The list of all (null), or that of an arm; `armId` null: otherwise. */
export type ListPlace = { readonly branchId: string; readonly armId: string | null } | null;
/** Before the step that stands at `index` of the list; the list's length: at its end. */
export type Place = { readonly list: ListPlace; readonly index: number };

/** All, in the order in which they are written. */
export function allSteps(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...(isBranch(step) ? armsOf(step).flatMap((arm) => allSteps(arm.steps)) : [])]);
}

export function findStep(steps: readonly Step[], stepId: string): Step | null {
  return allSteps(steps).find(({ id }) => id === stepId) ?? null;
}

/** The steps of a list; null where there is no such list (any more). */
export function listAt(steps: readonly Step[], list: ListPlace): readonly Step[] | null {
  if (list === null) return steps;
  const branch = findStep(steps, list.branchId);
  if (branch === null || !isBranch(branch)) return null;
  return armsOf(branch).find(({ id }) => id === list.armId)?.steps ?? null;
}

/** Where a step stands; null where it is not there. */
export function placeOf(steps: readonly Step[], stepId: string, list: ListPlace = null): Place | null {
  const index = steps.findIndex(({ id }) => id === stepId);
  if (index !== -1) return { list, index };
  for (const step of steps) {
    if (!isBranch(step)) continue;
    for (const arm of armsOf(step)) {
      const found = placeOf(arm.steps, stepId, { branchId: step.id, armId: arm.id });
      if (found !== null) return found;
    }
  }
  return null;
}

/** Changes one list; those that have nothing to do with it stay the same objects. */
export function changeList(
  steps: readonly Step[],
  list: ListPlace,
  change: (list: readonly Step[]) => readonly Step[],
): Step[] {
  if (list === null) return [...change(steps)];
  return changeStep(steps, list.branchId, (branch) =>
    isBranch(branch) ? mapArms(branch, (arm, _field, id) => (id === list.armId ? [...change(arm)] : arm)) : branch,
  );
}

/** Changes one step, wherever it stands; the lists that it does not lie in stay the same objects. */
export function changeStep(steps: readonly Step[], stepId: string, change: (step: Step) => Step): Step[] {
  const place = placeOf(steps, stepId);
  if (place === null) return [...steps];
  const into = (list: readonly Step[]) => list.map((step) => (step.id === stepId ? change(step) : step));
  if (place.list === null) return into(steps);
  const { branchId, armId } = place.list;
  return changeStep(steps, branchId, (branch) =>
    isBranch(branch) ? mapArms(branch, (arm, _field, id) => (id === armId ? into(arm) : arm)) : branch,
  );
}

/** Branches around a list. */
export function depthOf(steps: readonly Step[], list: ListPlace): number {
  if (list === null) return 0;
  return 1 + depthOf(steps, placeOf(steps, list.branchId)?.list ?? null);
}

/** How deep branches lie in these steps: 1 where there is none. */
export function heightOf(steps: readonly Step[]): number {
  return (
    1 + Math.max(0, ...steps.map((step) => (isBranch(step) ? heightOf(armsOf(step).flatMap((arm) => arm.steps)) : 0)))
  );
}
