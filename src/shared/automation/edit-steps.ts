/** How an editor changes the steps of a workflow (E8). Pure; steps keep their ids, so that runs, comments and jumps find them. */
import { isBranch, isLead, leadOf, type Step } from "./steps/step.ts";
import { armsOf, mapArms } from "./step-tree.ts";
import type { StepId } from "../model/ids.ts";

/** A jump whose target is not there (any more). */
export type BrokenJump = { readonly stepId: StepId; readonly target: StepId };

export type StepsEdit = { readonly kind: "done"; readonly steps: Step[]; readonly brokenJumps: readonly BrokenJump[] };

/** `only`: this action; `following`: this action and all that follow in its list, with everything in their arms. */
export type DeleteMode = "only" | "following";

export type DeleteResult =
  | (StepsEdit & { readonly removed: readonly StepId[] })
  /** Of a branch deleted alone, somebody has to say which arm survives; null is otherwise. */
  | { readonly kind: "which-arm"; readonly armIds: readonly (string | null)[] }
  | { readonly kind: "no-such-step" };

/**
 * Deletes a step. A branch deleted alone leaves the steps of one arm in its place: `keepArmId` names it (null: otherwise), undefined asks for it; where
 * every arm is empty nothing is asked.
 * @rule E8
 */
export function deleteStep(
  steps: readonly Step[],
  stepId: string,
  mode: DeleteMode,
  keepArmId?: string | null,
): DeleteResult {
  const step = findStep(steps, stepId);
  if (step === null) return { kind: "no-such-step" };
  let survivors: readonly Step[] = [];
  if (mode === "only" && isBranch(step)) {
    const arms = armsOf(step);
    const kept = keepArmId === undefined ? undefined : arms.find(({ id }) => id === keepArmId);
    if (!kept && arms.some((arm) => arm.steps.length > 0))
      return { kind: "which-arm", armIds: arms.map(({ id }) => id) };
    survivors = kept?.steps ?? [];
  }
  const after = changeList(steps, stepId, (list, position) =>
    mode === "only" ? list.toSpliced(position, 1, ...survivors) : list.slice(0, position),
  );
  const left = new Set(idsOf(after));
  return { ...edited(after), removed: idsOf(steps).filter((id) => !left.has(id)) };
}

/** Where a step is put: behind or before another, or at the beginning of an arm (null: otherwise), or of all. */
export type StepPlace =
  | { readonly at: "start" }
  | { readonly at: "after" | "before"; readonly stepId: string }
  | { readonly at: "arm"; readonly branchId: string; readonly armId: string | null };

/** Null where there is no such place. */
export function insertStep(steps: readonly Step[], step: Step, place: StepPlace): StepsEdit | null {
  switch (place.at) {
    case "start":
      return edited([step, ...steps]);
    case "before":
    case "after": {
      if (findStep(steps, place.stepId) === null) return null;
      const offset = place.at === "after" ? 1 : 0;
      return edited(changeList(steps, place.stepId, (list, position) => list.toSpliced(position + offset, 0, step)));
    }
    case "arm": {
      const { armId } = place;
      const branch = findStep(steps, place.branchId);
      if (branch === null || !isBranch(branch) || !armsOf(branch).some(({ id }) => id === armId)) return null;
      const into = mapArms(branch, (list, _field, id) => (id === armId ? [step, ...list] : list));
      return edited(changeList(steps, branch.id, (list, position) => list.with(position, into)));
    }
  }
}

/** Puts another step in a step's place, under the same id. Null where there is no such step. */
export function replaceStep(steps: readonly Step[], stepId: string, step: Step): StepsEdit | null {
  const old = findStep(steps, stepId);
  if (old === null) return null;
  return edited(changeList(steps, stepId, (list, position) => list.with(position, { ...step, id: old.id })));
}

/** Moves a step with everything in its arms. Null where there is no such step or place; a branch can't be put into its own arms. */
export function moveStep(steps: readonly Step[], stepId: string, place: StepPlace): StepsEdit | null {
  const step = findStep(steps, stepId);
  if (step === null) return null;
  const without = changeList(steps, stepId, (list, position) => list.toSpliced(position, 1));
  return insertStep(without, step, place);
}

/** An id that none of the steps has. `random` gives numbers between 0 and 1. */
export function newStepId(steps: readonly Step[], random: () => number): string {
  const taken: ReadonlySet<string> = new Set(idsOf(steps));
  for (;;) {
    const id = `s-${Math.floor(random() * 36 ** 8)
      .toString(36)
      .padStart(8, "0")}`;
    if (!taken.has(id)) return id;
  }
}

/** Jumps whose target is not among the steps. */
function brokenJumpsOf(steps: readonly Step[]): BrokenJump[] {
  const present: ReadonlySet<string> = new Set(idsOf(steps));
  return allOf(steps).flatMap((step) => {
    const target = isLead(step) ? leadOf(step).leadsTo(step) : null;
    return target === null || present.has(target) ? [] : [{ stepId: step.id, target }];
  });
}

function edited(steps: Step[]): StepsEdit {
  return { kind: "done", steps, brokenJumps: brokenJumpsOf(steps) };
}

function allOf(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...(isBranch(step) ? armsOf(step).flatMap((arm) => allOf(arm.steps)) : [])]);
}

const idsOf = (steps: readonly Step[]): StepId[] => allOf(steps).map(({ id }) => id);

function findStep(steps: readonly Step[], stepId: string): Step | null {
  return allOf(steps).find(({ id }) => id === stepId) ?? null;
}

/** Changes the list in which a step stands. */
function changeList(
  steps: readonly Step[],
  stepId: string,
  change: (list: readonly Step[], position: number) => Step[],
): Step[] {
  const position = steps.findIndex(({ id }) => id === stepId);
  if (position !== -1) return change(steps, position);
  return steps.map((step) => (isBranch(step) ? mapArms(step, (list) => changeList(list, stepId, change)) : step));
}
