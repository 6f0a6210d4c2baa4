/** How an editor changes the steps of a workflow (E8). Pure; steps keep their ids, so that runs, comments and jumps find them. */
import type { StepId } from "../../model/ids.ts";
import { MAX_ARMS, MAX_STEP_DEPTH, MAX_STEPS } from "../limits.ts";
import { isBranch, type BranchStep, type Step } from "../steps/step.ts";
import { armsOf } from "../step-tree.ts";
import type { Draft, Settings } from "./draft.ts";
import type { Operation } from "./operation.ts";
import { allSteps, depthOf, findStep, heightOf, listAt, placeOf, type ListPlace, type Place } from "./places.ts";
import { withOtherIds } from "./step-references.ts";

/** Why an edit can't be made. */
export type Refusal =
  | "no-such-step"
  | "no-such-place"
  | "into-itself"
  | "too-many-steps"
  | "too-deep"
  | "too-many-arms"
  | "last-arm";

export type Edit = {
  readonly kind: "edit";
  readonly operations: readonly Operation[];
  /** Steps that named a step that goes, and what they name now; null: nothing. */
  readonly redirected?: readonly { readonly stepId: StepId; readonly to: StepId | null }[];
};
export type Refused = { readonly kind: "refused"; readonly reason: Refusal };
export type EditResult = Edit | Refused;

export const refused = (reason: Refusal): Refused => ({ kind: "refused", reason });

/** Puts steps somewhere. Their ids must be new; see `pasted`. */
export function insertSteps(steps: readonly Step[], inserted: readonly Step[], { list, index }: Place): EditResult {
  const into = listAt(steps, list);
  if (into === null || index > into.length) return refused("no-such-place");
  if (allSteps(steps).length + allSteps(inserted).length > MAX_STEPS) return refused("too-many-steps");
  if (depthOf(steps, list) + heightOf(inserted) > MAX_STEP_DEPTH) return refused("too-deep");
  return edit({ kind: "splice", list, index, remove: 0, insert: inserted });
}

/** Puts another step in a step's place; of a branch, with the arms that the other has. */
export function replaceStep(steps: readonly Step[], step: Step): EditResult {
  return findStep(steps, step.id) === null ? refused("no-such-step") : edit({ kind: "replace", step });
}

/** Moves a step with everything in its arms; `to` is told as the steps stand before. */
export function moveStep(steps: readonly Step[], stepId: string, to: Place): EditResult {
  const from = placeOf(steps, stepId);
  const step = findStep(steps, stepId);
  if (from === null || step === null) return refused("no-such-step");
  const into = listAt(steps, to.list);
  if (into === null || to.index > into.length) return refused("no-such-place");
  if (to.list !== null && findStep([step], to.list.branchId) !== null) return refused("into-itself");
  if (depthOf(steps, to.list) + heightOf([step]) > MAX_STEP_DEPTH) return refused("too-deep");
  const isWithin = isSameList(from.list, to.list);
  const index = isWithin && to.index > from.index ? to.index - 1 : to.index;
  if (isWithin && index === from.index) return edit();
  return edit(
    { kind: "splice", list: from.list, index: from.index, remove: 1, insert: [] },
    { kind: "splice", list: to.list, index, remove: 0, insert: [step] },
  );
}

const isSameList = (one: ListPlace, other: ListPlace) =>
  one?.branchId === other?.branchId && one?.armId === other?.armId;

/** Moves all steps of an arm somewhere else; the arm stays, empty. `to` is told as the steps stand before. */
export function moveArmSteps(steps: readonly Step[], from: NonNullable<ListPlace>, to: Place): EditResult {
  const moved = listAt(steps, from);
  const into = listAt(steps, to.list);
  if (moved === null || into === null || to.index > into.length) return refused("no-such-place");
  if (moved.length === 0 || isSameList(from, to.list)) return edit();
  if (to.list !== null && findStep(moved, to.list.branchId) !== null) return refused("into-itself");
  if (depthOf(steps, to.list) + heightOf(moved) > MAX_STEP_DEPTH) return refused("too-deep");
  return edit(
    { kind: "splice", list: from, index: 0, remove: moved.length, insert: [] },
    { kind: "splice", list: to.list, index: to.index, remove: 0, insert: moved },
  );
}

/** Puts an arm one place before or behind, with its steps; arms are asked in their order. Otherwise stays the last one. */
export function moveArm(branch: BranchStep, armId: string, by: -1 | 1): EditResult {
  const from = branch.arms.findIndex(({ id }) => id === armId);
  const arm = branch.arms[from];
  const to = from + by;
  if (arm === undefined || to < 0 || to >= branch.arms.length) return edit();
  const arms = (branch.arms as readonly (typeof arm)[]).toSpliced(from, 1).toSpliced(to, 0, arm);
  return edit({ kind: "replace", step: { ...branch, arms } as BranchStep });
}

/** One place up or down in its list; null at its end. */
export function neighbourPlace(steps: readonly Step[], stepId: string, by: -1 | 1): Place | null {
  const place = placeOf(steps, stepId);
  const list = place === null ? null : listAt(steps, place.list);
  if (place === null || list === null) return null;
  const index = by === -1 ? place.index - 1 : place.index + 2;
  return index < 0 || index > list.length ? null : { ...place, index };
}

/** Another arm behind the others; `make` gives one of the branch's kind under an id that is free. */
export function addArm<Branch extends BranchStep>(
  branch: Branch,
  make: (armId: string) => Branch["arms"][number],
): EditResult {
  if (branch.arms.length >= MAX_ARMS) return refused("too-many-arms");
  const taken = new Set(branch.arms.map(({ id }) => id));
  const letters = Array.from({ length: MAX_ARMS }, (_, number) => String.fromCodePoint(97 + number));
  const armId = letters.find((letter) => !taken.has(letter)) ?? `arm-${branch.arms.length}`;
  return edit({ kind: "replace", step: { ...branch, arms: [...branch.arms, make(armId)] } as BranchStep });
}

export function renameArm(branch: BranchStep, armId: string, name: string): Edit {
  const arms = branch.arms.map((arm) => (arm.id === armId ? { ...arm, name } : arm));
  return edit({ kind: "replace", step: { ...branch, arms } as BranchStep });
}

/** Sets parts that are no steps. Re-enrolment forgets triggers that go, and is *never* when none is left. */
export function setSettings(draft: Draft, settings: Partial<Settings>): Edit {
  const reenrolment = settings.reenrolment ?? draft.definition.reenrolment;
  if (settings.triggers === undefined || reenrolment.kind !== "on") return edit({ kind: "set", settings });
  const present = new Set(settings.triggers.map(({ id }) => id));
  const triggerIds = reenrolment.triggerIds.filter((id) => present.has(id));
  if (triggerIds.length === reenrolment.triggerIds.length) return edit({ kind: "set", settings });
  const left = triggerIds.length === 0 ? ({ kind: "never" } as const) : { ...reenrolment, triggerIds };
  return edit({ kind: "set", settings: { ...settings, reenrolment: left } });
}

/** The steps under ids that nothing here has, so that the same can be pasted twice. What they name among themselves goes along. */
export function pasted(steps: readonly Step[], copied: readonly Step[], random: () => number): Step[] {
  const taken = new Set<string>(allSteps(steps).map(({ id }) => id));
  const idOf = new Map<string, StepId>();
  for (const { id } of allSteps(copied)) {
    const free = freeId(taken, random);
    taken.add(free);
    idOf.set(id, free);
  }
  return withOtherIds(copied, idOf);
}

/** An id that none of the steps has. `random` gives numbers between 0 and 1. */
export function newStepId(steps: readonly Step[], random: () => number): StepId {
  return freeId(new Set(allSteps(steps).map(({ id }) => id)), random);
}

function freeId(taken: ReadonlySet<string>, random: () => number): StepId {
  for (;;) {
    const id = `s-${Math.floor(random() * 36 ** 8)
      .toString(36)
      .padStart(8, "0")}`;
    if (!taken.has(id)) return id as StepId;
  }
}

export const edit = (...operations: readonly Operation[]): Edit => ({ kind: "edit", operations });

/** Whether a branch has anything in its arms. */
export const hasStepsWithin = (step: Step): boolean =>
  isBranch(step) && armsOf(step).some((arm) => arm.steps.length > 0);
