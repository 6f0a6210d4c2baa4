import { StepOutcome } from "../../model/run.ts";
import { propertyType } from "../filters/properties.ts";
import type { BranchStep } from "../steps/step.ts";
import { isPossible, validateFilter } from "./filters.ts";
import type { DefinitionContext, Report } from "./issue.ts";

/** What a step can come to, as arms of a branch on it name it. */
const OUTCOMES: readonly string[] = StepOutcome.options.map(({ shape }) => shape.kind.value);

/** Whether the arms of a branch ask what can be. */
export function validateBranch(branch: BranchStep, path: string, context: DefinitionContext, report: Report): void {
  switch (branch.type) {
    case "branch-if":
      branch.arms.forEach((arm, position) =>
        validateFilter(arm.filter, `${path}.arms.${position}.filter`, context, report),
      );
      return;
    case "branch-value": {
      const type = propertyType(branch.object, branch.property);
      if (type === null) {
        report(`${path}.property`, "unknown-property", `${branch.object}.${branch.property}`);
        return;
      }
      branch.arms.forEach((arm, position) =>
        arm.values.forEach((value, index) => {
          // '' is the arm of what is unknown.
          if (value !== "" && !isPossible(type, value, context))
            report(`${path}.arms.${position}.values.${index}`, "unknown-value", value);
        }),
      );
      return;
    }
    case "branch-outcome":
      branch.arms.forEach((arm, position) =>
        arm.values.forEach((value, index) => {
          if (!OUTCOMES.includes(value)) report(`${path}.arms.${position}.values.${index}`, "unknown-value", value);
        }),
      );
      return;
    case "branch-random":
      return;
  }
}
