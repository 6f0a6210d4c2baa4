/** Merges what a step is itself, without the steps in its arms. */
import { isBranch, type BranchStep, type Step } from "../steps/step.ts";
import type { Arm } from "../steps/branch.ts";
import type { Arbiter, ConflictPlace } from "./conflict.ts";
import { mergeKeyed } from "./merge-keyed.ts";
import { ownOf } from "./placed-steps.ts";
import { agreed, eachOf, isSame, type Three } from "./three.ts";

/**
 * A step's values belong together (a property and what it is set to), so they are taken from one side; only what a failure means stands by itself.
 * Of a branch the arms are the side's whose values were taken: `mergeArms` merges them.
 */
export function mergeOwn(sides: Three<Step | undefined>, arbiter: Arbiter): Step {
  const { base, mine, theirs } = sides;
  const left = mine ?? theirs;
  if (left === undefined) throw new RangeError("There is no such step.");
  if (!mine || !theirs) return left;
  const values = eachOf({ base, mine, theirs }, (step) => step && valuesOf(step));
  const place = { about: "step", stepId: mine.id, type: mine.type } as const;
  const failure = eachOf(sides, (step) => (step && "onFailure" in step ? step.onFailure : undefined));
  const [valuesSide, failureSide] = [agreedSide(values), agreedSide(failure)];
  const properties = [
    ...(valuesSide === null ? differing(values.mine ?? {}, values.theirs ?? {}) : []),
    ...(failureSide === null ? ["onFailure"] : []),
  ];
  const chosen = properties.length === 0 ? "mine" : arbiter.decide(place, { kind: "changed", properties });
  const merged = (valuesSide ?? chosen) === "mine" ? mine : theirs;
  const onFailure = failure[failureSide ?? chosen];
  if (onFailure === ("onFailure" in merged ? merged.onFailure : undefined)) return merged;
  return { ...withoutFailure(merged), ...(onFailure === undefined ? {} : { onFailure }) } as Step;
}

/** The arms' heads in their order; `steps` of each is empty. */
export function mergeArms(
  merged: BranchStep,
  sides: Three<BranchStep | undefined>,
  needed: ReadonlySet<string>,
  arbiter: Arbiter,
): Arm<Step>[] {
  const lists = eachOf(sides, (branch): readonly Arm<Step>[] => {
    const own = branch && ownOf(branch);
    return own && isBranch(own) ? own.arms : [];
  });
  if (!sides.mine || !sides.theirs) return [...(sides.mine ? lists.mine : lists.theirs)];
  const about = (armId: string): ConflictPlace => ({ about: "arm", stepId: merged.id, type: merged.type, armId });
  const arms = mergeKeyed(lists, {
    merge: (arm) => mergeProperties(arm, about(arm.mine.id), arbiter),
    stays: ({ id }, deletedBy) => arbiter.decide(about(id), { kind: "deleted", deletedBy }) !== deletedBy,
    needed,
  });
  // A branch has an arm: of two people who deleted one each, the one stays that I have.
  return arms.length > 0 ? arms : [...lists.mine];
}

/** Each property by itself; where both changed one, all that both changed is taken from one side. */
export function mergeProperties<One extends object>(
  sides: { readonly base: One | undefined; readonly mine: One; readonly theirs: One },
  place: ConflictPlace,
  arbiter: Arbiter,
): One {
  const side = agreedSide(sides);
  if (side !== null) return sides[side];
  const values = eachOf<One | undefined, Readonly<Record<string, unknown>>>(sides, (one) => ({ ...one }));
  const names = Array.from(new Set([...Object.keys(values.mine), ...Object.keys(values.theirs)]));
  const merged = names.map((name) => ({ name, found: agreed(eachOf(values, (one) => one[name])) }));
  const open = merged.filter(({ found }) => found === undefined).map(({ name }) => name);
  const chosen = open.length === 0 ? "mine" : arbiter.decide(place, { kind: "changed", properties: open });
  const entries = merged.map(({ name, found }) => [name, found ? found.value : values[chosen][name]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as One;
}

function agreedSide<One>({ base, mine, theirs }: Three<One | undefined>): "mine" | "theirs" | null {
  if (isSame(mine, theirs) || isSame(base, theirs)) return "mine";
  return isSame(base, mine) ? "theirs" : null;
}

/** But for its arms. */
function valuesOf(step: Step): object {
  return { ...withoutFailure(step), ...(isBranch(step) ? { arms: [], otherwise: [] } : {}) };
}

const withoutFailure = (step: Step): object =>
  Object.fromEntries(Object.entries(step).filter(([name]) => name !== "onFailure"));

function differing(one: object, other: object): string[] {
  const [has, had] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return Array.from(new Set([...has.keys(), ...had.keys()])).filter((name) => !isSame(has.get(name), had.get(name)));
}
