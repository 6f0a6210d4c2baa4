/** Steps, triggers and problems in words (F2, F5, F12b): what each kind says of itself. */
import type { LintKey } from "../lint/warning.ts";
import { branchOf, isLead, kindOf, leadOf, type BranchStep, type Step } from "../steps/step.ts";
import { kindOfTrigger, type Trigger } from "../triggers/trigger.ts";
import type { DefinitionIssue } from "../validate/issue.ts";
import { nameOf, words, type Names, type Phrase, type Words } from "./words.ts";

/** What sets a workflow off. */
export function describeTrigger(trigger: Trigger, names: Names): Words {
  return kindOfTrigger(trigger).describe(trigger, names);
}

/**
 * What a step does.
 * @param find all steps of the definition: jumps are told by where they go; null where they go nowhere. Absent: by the id.
 */
export function describeStep(
  step: Step,
  names: Names,
  find: (stepId: string) => Step | null | undefined = () => undefined,
): Words {
  return kindOf(step).describe(step, names, (stepId) => {
    const target = find(stepId);
    if (target === null) return null;
    // A jump to a jump is told by its id: two of them may point at each other.
    return target === undefined || isJump(target) ? stepId : describeStep(target, names);
  });
}

const isJump = (step: Step) => isLead(step) && leadOf(step).leadsTo(step) !== null;

/** When an arm is taken; null is otherwise. */
export function describeArm(branch: BranchStep, armId: string | null, names: Names): Phrase {
  return armId === null ? words("words.arm.otherwise") : branchOf(branch).describeArm(branch, armId, names);
}

/** Keys of mistakes and warnings; `not-valid` is what the schema refuses. */
export type ProblemKey = DefinitionIssue["key"] | LintKey | "not-valid";

type Problem = { readonly key: ProblemKey; readonly about: string; readonly workflowId?: string | undefined };

/** A mistake or a warning (F12b). */
export function describeProblem({ key, about, workflowId }: Problem, names: Names): Words {
  const workflow = workflowId === undefined ? "" : nameOf(names, "workflow", workflowId);
  if (key === "circle" && workflowId !== undefined) return words("words.problem.circle.other", { workflow });
  return words(`words.problem.${key}`, { about, workflow });
}
