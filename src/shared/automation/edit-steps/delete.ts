/** What goes (E8), and what becomes of the steps that named it. */
import type { StepId } from "../../model/ids.ts";
import { isBranch, type BranchStep, type Step } from "../steps/step.ts";
import { armsOf, createStepTree } from "../step-tree.ts";
import { edit, hasStepsWithin, refused, type Edit, type Refused } from "./edit.ts";
import { applyToSteps, type Operation, type StepsOperation } from "./operation.ts";
import { allSteps, findStep, listAt, placeOf } from "./places.ts";
import { namingAnother, stepNamedBy } from "./step-references.ts";

/** `only`: this action; `following`: this action and all that follow in its list, with everything in their arms. */
export type DeleteMode = "only" | "following";

export type DeleteResult =
  | (Edit & { readonly removed: readonly StepId[] })
  | Refused
  /** Of a branch deleted alone, somebody has to say which arm survives; null is otherwise. */
  | { readonly kind: "which-arm"; readonly armIds: readonly (string | null)[] };

/**
 * Deletes a step. A branch deleted alone leaves the steps of one arm in its place: `keepArmId` names it (null: otherwise), undefined asks for it; where
 * every arm is empty nothing is asked. Jumps to what goes lead to where a run would have come behind it.
 * @rule E8
 */
export function deleteStep(
  steps: readonly Step[],
  stepId: string,
  mode: DeleteMode,
  keepArmId?: string | null,
): DeleteResult {
  const step = findStep(steps, stepId);
  const place = placeOf(steps, stepId);
  if (step === null || place === null) return refused("no-such-step");
  const { list, index } = place;
  if (mode === "following") {
    const remove = (listAt(steps, list)?.length ?? 0) - index;
    return without(steps, { kind: "splice", list, index, remove, insert: [] }, null);
  }
  if (!isBranch(step)) return without(steps, { kind: "splice", list, index, remove: 1, insert: [] }, null);
  const arms = armsOf(step);
  const kept = keepArmId === undefined ? undefined : arms.find(({ id }) => id === keepArmId);
  if (!kept && hasStepsWithin(step)) return { kind: "which-arm", armIds: arms.map(({ id }) => id) };
  const insert = kept?.steps ?? [];
  return without(steps, { kind: "splice", list, index, remove: 1, insert }, { branch: step, armId: kept?.id ?? null });
}

/** Takes an arm away, with its steps; the last one stays, and so does otherwise. */
export function removeArm(steps: readonly Step[], branch: BranchStep, armId: string): DeleteResult {
  if (branch.arms.length === 1) return refused("last-arm");
  const arms = branch.arms.filter(({ id }) => id !== armId);
  return without(steps, { kind: "replace", step: { ...branch, arms } as BranchStep }, null);
}

/** @param kept the branch of which only one arm is left */
function without(
  steps: readonly Step[],
  operation: StepsOperation,
  kept: { readonly branch: BranchStep; readonly armId: string | null } | null,
): Edit & { readonly removed: readonly StepId[] } {
  const goes = goesWith(steps, operation);
  const tree = createStepTree(steps);
  const staysBehind = (from: StepId): StepId | null => {
    let id: StepId | null = from;
    while (id !== null && goes.has(id))
      id = id === kept?.branch.id ? tree.enter(kept.branch, kept.armId) : tree.next(id);
    return id;
  };
  const redirected = allSteps(steps).flatMap((step) => {
    const named = stepNamedBy(step);
    return named === null || !goes.has(named) || goes.has(step.id)
      ? []
      : [{ step, to: targetOf(step, named, staysBehind) }];
  });
  return {
    // Afterwards: what stays of a branch is put in its place as it was.
    ...edit(
      operation,
      ...redirected.map(({ step, to }): Operation => ({ kind: "replace", step: namingAnother(step, to) })),
    ),
    redirected: redirected.map(({ step, to }) => ({ stepId: step.id, to })),
    removed: Array.from(goes),
  };
}

/** A wait for a mail that nothing writes any more waits for the one that was written last: another step's mail is not what was meant. */
function targetOf(step: Step, named: StepId, behind: (id: StepId) => StepId | null): StepId | null {
  return step.type === "wait-for-mail" ? null : behind(named);
}

function goesWith(steps: readonly Step[], operation: StepsOperation): ReadonlySet<StepId> {
  const before = allSteps(steps);
  const stays = new Set(allSteps(applyToSteps(steps, operation).steps).map(({ id }) => id));
  return new Set(before.flatMap(({ id }) => (stays.has(id) ? [] : [id])));
}
