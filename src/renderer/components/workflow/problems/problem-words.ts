import { describeProblem, type ProblemKey } from "#shared/automation/describe/describe.ts";
import type { Names, Words } from "#shared/automation/describe/words.ts";
import type { ProblemView } from "#shared/contract/workflow-files.ts";

/** A mistake or a warning in words. The contract tells keys as texts, so that newer desks can have more of them. */
export function problemWords(problem: ProblemView, names: Names): Words {
  return describeProblem({ ...problem, key: problem.key as ProblemKey }, names);
}
