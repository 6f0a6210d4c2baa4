import { assertNever } from "../errors/pipedesk-error.ts";
import { compileFilter, type Facts } from "./filters/evaluate.ts";
import type { BranchRandomStep, BranchStep } from "./steps/step.ts";

export type ArmChoice = {
  readonly facts: Facts;
  /** What became of the step before; null where there is none. */
  readonly lastOutcome: string | null;
  /** Between 0 and 1, the same whenever this branch of this run is taken. */
  readonly lot: number;
};

/** The arm that a branch takes; null: otherwise. Pure. */
export function chooseArm(branch: BranchStep, { facts, lastOutcome, lot }: ArmChoice): string | null {
  switch (branch.type) {
    case "branch-if":
      return branch.arms.find(({ filter }) => compileFilter(filter)(facts))?.id ?? null;
    case "branch-value": {
      const value = facts.value(branch.object, branch.property);
      const held = (Array.isArray(value) ? (value as readonly string[]) : [value === null ? "" : String(value)]).map(
        (one) => one.toLowerCase(),
      );
      return branch.arms.find(({ values }) => values.some((one) => held.includes(one.toLowerCase())))?.id ?? null;
    }
    case "branch-outcome":
      return branch.arms.find(({ values }) => lastOutcome !== null && values.includes(lastOutcome))?.id ?? null;
    case "branch-random":
      return drawn(branch, lot);
    default:
      return assertNever(branch);
  }
}

function drawn({ arms }: BranchRandomStep, lot: number): string | null {
  let left = lot * arms.reduce((sum, { weight }) => sum + weight, 0);
  for (const { id, weight } of arms) {
    if (left < weight) return id;
    left -= weight;
  }
  return arms.at(-1)?.id ?? null;
}
