import { assertNever } from "../../errors/pipedesk-error.ts";
import type { StepOutcome } from "../../model/run.ts";
import type { BranchStep } from "../steps/step.ts";
import { describeFilter } from "./describe-condition.ts";
import { propertyWords, valueWords } from "./values.ts";
import { listOf, words, type Names, type Phrase, type Words, type WordsKey } from "./words.ts";

/** A branch by what it looks at, with the names of its arms. */
export function describeBranch(branch: BranchStep, names: Names): Words {
  const arms = listOf(
    [...branch.arms.map((arm) => arm.name || describeArm(branch, arm.id, names)), words("words.arm.otherwise")],
    "plain",
  );
  if (branch.type !== "branch-value") return words(`words.step.${branch.type}`, { arms });
  return words("words.step.branch-value", { arms, property: propertyWords(branch.object, branch.property) });
}

const OUTCOMES: Readonly<Record<StepOutcome["kind"], WordsKey>> = {
  done: "words.value.done",
  skipped: "words.value.skipped",
  failed: "words.value.failed",
  took: "words.value.took",
  completed: "words.value.completed",
  cancelled: "words.value.cancelled",
  "timed-out": "words.value.timed-out",
};
const isOutcome = (value: string): value is StepOutcome["kind"] => Object.hasOwn(OUTCOMES, value);

/** When an arm is taken; null is otherwise. */
export function describeArm(branch: BranchStep, armId: string | null, names: Names): Phrase {
  switch (branch.type) {
    case "branch-if": {
      const arm = branch.arms.find(({ id }) => id === armId);
      return arm ? describeFilter(arm.filter, names) : words("words.arm.otherwise");
    }
    case "branch-value": {
      const arm = branch.arms.find(({ id }) => id === armId);
      if (!arm) return words("words.arm.otherwise");
      return listOf(
        arm.values.map((value) => valueWords(branch.object, branch.property, value, names)),
        "or",
      );
    }
    case "branch-outcome": {
      const arm = branch.arms.find(({ id }) => id === armId);
      if (!arm) return words("words.arm.otherwise");
      return listOf(
        arm.values.map((value) => (isOutcome(value) ? words(OUTCOMES[value]) : value)),
        "or",
      );
    }
    case "branch-random": {
      const arm = branch.arms.find(({ id }) => id === armId);
      if (!arm) return words("words.arm.otherwise");
      const all = branch.arms.reduce((sum, { weight }) => sum + weight, 0);
      return words("words.arm.weight", { name: arm.name || arm.id, percent: Math.round((arm.weight / all) * 100) });
    }
    default:
      return assertNever(branch);
  }
}
