/**
 * Merges the steps that two people made of the same ones, by the steps' ids. In this order: which steps there are, what each is, where each stands; then what
 * follows from one another (a step needs the arm that it stands in, a jump the step that it leads to), until nothing changes any more; then the tree.
 */
import type { StepId } from "../../model/ids.ts";
import { namingAnother, stepNamedBy } from "../edit-steps/step-references.ts";
import { isBranch, type BranchStep, type Step } from "../steps/step.ts";
import { otherSide, type Arbiter, type ConflictPlace, type Side } from "./conflict.ts";
import { inOrder } from "./in-order.ts";
import { mergeArms, mergeOwn } from "./merge-own.ts";
import { listKeyOf, movedSteps, ownOf, placedSteps, type PlacedIn, type PlacedStep } from "./placed-steps.ts";
import { eachOf, isSame, type Three } from "./three.ts";

type Owner = keyof Three<unknown>;

export function mergeSteps(steps: Three<readonly Step[]>, arbiter: Arbiter): Step[] {
  const placed = eachOf(steps, placedSteps);
  const moved = { mine: movedSteps(placed.base, placed.mine), theirs: movedSteps(placed.base, placed.theirs) };
  const ids = new Set([...placed.base.keys(), ...placed.mine.keys(), ...placed.theirs.keys()]);
  const own = new Map<StepId, Step>();
  const neededArms = new Map<StepId, Set<string>>();
  /** Named by a step that stays, and gone for good: that was chosen. */
  const goneNames = new Set<StepId>();
  /** Went to the place that the other side has for them. */
  const gaveWay = new Set<StepId>();
  /** Stay though one side deleted them, which is told; so what they lie in stays without a word. */
  const kept = new Set<StepId>();
  const dropped = new Set<StepId>();
  const present = new Set(Array.from(ids).filter(isPresent));
  const owners = new Map(Array.from(present, (id) => [id, ownerOf(id)]));

  for (let id = firstUnsettled(); id !== null; id = firstUnsettled()) settle(id);
  breakCircles();
  return build(null);

  function isPresent(id: StepId): boolean {
    const [base, mine, theirs] = [placed.base.get(id), placed.mine.get(id), placed.theirs.get(id)];
    if (mine && theirs) return true;
    const left = mine ?? theirs;
    if (!left) return false;
    if (!base) return true;
    const side: Side = mine ? "mine" : "theirs";
    const isChanged = moved[side].has(id) || !isSame(ownOf(base.step), ownOf(left.step));
    return isChanged && staysThough(left.step, otherSide(side));
  }

  function staysThough(step: Step, deletedBy: Side): boolean {
    const stays = arbiter.decide(aboutStep(step), { kind: "deleted", deletedBy }) !== deletedBy;
    if (stays) kept.add(step.id);
    return stays;
  }

  function ownerOf(id: StepId): Owner {
    if (!placed.base.has(id)) return placed.mine.has(id) ? "mine" : "theirs";
    const [mine, theirs] = [moved.mine.has(id), moved.theirs.has(id)];
    if (!mine || !theirs) return mine ? "mine" : theirs ? "theirs" : "base";
    const [here, there] = [placed.mine.get(id), placed.theirs.get(id)];
    if (!here || !there || (here.listKey === there.listKey && here.previous === there.previous)) return "mine";
    return arbiter.decide(aboutStep(here.step), { kind: "moved" });
  }

  /** Where a step stands in the end. */
  function placeOf(id: StepId): PlacedStep {
    const owner = owners.get(id) ?? "base";
    const place = placed[owner].get(id) ?? placed.mine.get(id) ?? placed.theirs.get(id);
    if (place === undefined) throw new RangeError("There is no such step.");
    return place;
  }

  function ownStep(id: StepId): Step {
    const known = own.get(id);
    if (known) return known;
    const sides = eachOf(placed, (side) => side.get(id)?.step);
    const merged = mergeOwn(sides, arbiter);
    own.set(id, merged);
    return merged;
  }

  /** A step that needs another one, or an arm, that is not there. */
  function firstUnsettled(): StepId | null {
    for (const id of present) {
      const { list } = placeOf(id);
      if (list !== null && !hasArm(list)) return id;
      const named = stepNamedBy(ownStep(id));
      if (named !== null && !present.has(named) && !goneNames.has(named)) return id;
    }
    return null;
  }

  function hasArm({ branchId, armId }: NonNullable<PlacedIn>): boolean {
    if (!present.has(branchId)) return false;
    if (armId === null || neededArms.get(branchId)?.has(armId)) return true;
    const sides = eachOf(placed, (side) => side.get(branchId)?.step);
    const has = (step: Step | undefined) => step === undefined || hasArmIn(step, armId);
    return has(sides.mine) && has(sides.theirs);
  }

  function settle(id: StepId): void {
    const { list } = placeOf(id);
    if (list === null || hasArm(list)) {
      settleName(stepNamedBy(ownStep(id)));
      return;
    }
    const lost = whatIsLost(list);
    // In an arm that only one side has ever had there is nothing to decide.
    const stays =
      lost === null ||
      kept.has(id) ||
      gaveWay.has(id) ||
      arbiter.decide(lost.place, { kind: "deleted", deletedBy: lost.deletedBy }) !== lost.deletedBy;
    if (stays) {
      if (!present.has(list.branchId)) owners.set(list.branchId, ownerOf(list.branchId));
      present.add(list.branchId);
      kept.add(list.branchId);
      if (list.armId !== null)
        neededArms.set(list.branchId, (neededArms.get(list.branchId) ?? new Set()).add(list.armId));
    } else if (placed[lost.deletedBy].has(id)) {
      gaveWay.add(id);
      owners.set(id, lost.deletedBy);
    } else {
      present.delete(id);
      dropped.add(id);
    }
  }

  /** The branch, or the arm of it, that one side deleted; null where the other side made the arm. */
  function whatIsLost({ branchId, armId }: NonNullable<PlacedIn>): { place: ConflictPlace; deletedBy: Side } | null {
    const [mine, theirs] = [placed.mine.get(branchId)?.step, placed.theirs.get(branchId)?.step];
    const step = mine ?? theirs;
    if (step === undefined) return null;
    if (!present.has(branchId)) return { place: aboutStep(step), deletedBy: mine ? "theirs" : "mine" };
    if (armId === null || !hasArmIn(placed.base.get(branchId)?.step, armId)) return null;
    const place = { about: "arm", stepId: branchId, type: step.type, armId } as const;
    return { place, deletedBy: hasArmIn(mine, armId) ? "theirs" : "mine" };
  }

  function settleName(named: StepId | null): void {
    if (named === null) return;
    const there = placed.mine.get(named) ?? placed.theirs.get(named);
    const stays = there && !dropped.has(named) && staysThough(there.step, placed.mine.has(named) ? "theirs" : "mine");
    if (!stays) {
      goneNames.add(named);
      return;
    }
    present.add(named);
    owners.set(named, ownerOf(named));
  }

  /** Each put one step into the other's arm: one of them stays where its side has it. */
  function breakCircles(): void {
    const turned = new Set<StepId>();
    for (let circle = circleOf(); circle !== null; circle = circleOf()) {
      const theirs = circle.find((id) => owners.get(id) === "theirs" && placed.mine.has(id) && !turned.has(id));
      const mine = circle.find((id) => owners.get(id) === "mine" && placed.theirs.has(id) && !turned.has(id));
      const about = theirs ?? mine;
      if (about === undefined) throw new RangeError("The steps of one side lie in a circle.");
      const chosen = arbiter.decide(aboutStep(placeOf(about).step), { kind: "moved" });
      const turning = (chosen === "theirs" ? mine : theirs) ?? about;
      owners.set(turning, turning === theirs ? "mine" : "theirs");
      turned.add(turning);
    }
  }

  function circleOf(): StepId[] | null {
    for (const start of present) {
      const way: StepId[] = [];
      for (let id: StepId | undefined = start; id !== undefined; id = placeOf(id).list?.branchId) {
        const again = way.indexOf(id);
        if (again !== -1) return way.slice(again);
        way.push(id);
      }
    }
    return null;
  }

  function build(list: PlacedIn): Step[] {
    const key = listKeyOf(list);
    const members = new Set(Array.from(present).filter((id) => placeOf(id).listKey === key));
    const orders = eachOf(placed, (side) =>
      Array.from(side)
        .filter(([, place]) => place.listKey === key)
        .map(([id]) => id),
    );
    return inOrder(orders, members, (id) => owners.get(id) ?? "base").map((id) => {
      const merged = withoutDroppedName(ownStep(id));
      if (!isBranch(merged)) return merged;
      const sides = eachOf(placed, (side) => branchOrNothing(side.get(id)?.step));
      const heads = mergeArms(merged, sides, neededArms.get(id) ?? new Set(), arbiter);
      const arms = heads.map((arm) => ({ ...arm, steps: build({ branchId: id, armId: arm.id }) }));
      return { ...merged, arms, otherwise: build({ branchId: id, armId: null }) } as BranchStep;
    });
  }

  function withoutDroppedName(step: Step): Step {
    const named = stepNamedBy(step);
    return named !== null && !present.has(named) ? namingAnother(step, null) : step;
  }
}

const aboutStep = ({ id, type }: Step) => ({ about: "step", stepId: id, type }) as const;

const hasArmIn = (step: Step | undefined, armId: string): boolean =>
  step !== undefined && isBranch(step) && step.arms.some(({ id }) => id === armId);

const branchOrNothing = (step: Step | undefined): BranchStep | undefined =>
  step !== undefined && isBranch(step) ? step : undefined;
