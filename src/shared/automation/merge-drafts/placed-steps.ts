/** Where each step of a definition stands, and which ones stand elsewhere than before. */
import type { StepId } from "../../model/ids.ts";
import { isBranch, type Step } from "../steps/step.ts";
import { armsOf } from "../step-tree.ts";
import { movedIds } from "./in-order.ts";

/** `null`: the list of all. `armId` null: otherwise. */
export type PlacedIn = { readonly branchId: StepId; readonly armId: string | null } | null;

export type PlacedStep = {
  readonly step: Step;
  readonly list: PlacedIn;
  /** The list, written so that equal ones are equal. */
  readonly listKey: string;
  /** What stands before it in its list; null: it is the first. */
  readonly previous: StepId | null;
};

/** By their ids, in the order in which they are written. */
export type PlacedSteps = ReadonlyMap<StepId, PlacedStep>;

export const listKeyOf = (list: PlacedIn): string => (list === null ? "" : JSON.stringify([list.branchId, list.armId]));

export function placedSteps(steps: readonly Step[]): PlacedSteps {
  const placed = new Map<StepId, PlacedStep>();
  const read = (list: readonly Step[], where: PlacedIn): void => {
    const listKey = listKeyOf(where);
    list.forEach((step, position) => {
      placed.set(step.id, { step, list: where, listKey, previous: list[position - 1]?.id ?? null });
      if (isBranch(step)) for (const arm of armsOf(step)) read(arm.steps, { branchId: step.id, armId: arm.id });
    });
  };
  read(steps, null);
  return placed;
}

/** Of a branch everything but the steps in its arms; of another step the step. */
export function ownOf(step: Step): Step {
  return isBranch(step)
    ? ({ ...step, arms: step.arms.map((arm) => ({ ...arm, steps: [] })), otherwise: [] } as Step)
    : step;
}

/** In another list than before; or in the same one, but not in the longest run of steps that kept their order. */
export function movedSteps(before: PlacedSteps, after: PlacedSteps): Set<StepId> {
  const moved = new Set<StepId>();
  const order = Array.from(before.keys());
  const lists = new Map<string, StepId[]>();
  for (const [id, { listKey }] of after) {
    const old = before.get(id);
    if (!old) continue;
    if (old.listKey !== listKey) moved.add(id);
    else lists.set(listKey, [...(lists.get(listKey) ?? []), id]);
  }
  for (const ids of lists.values()) for (const id of movedIds(order, ids)) moved.add(id);
  return moved;
}
