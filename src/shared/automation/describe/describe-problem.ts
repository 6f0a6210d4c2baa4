import type { LintKey } from "../lint/lint.ts";
import type { DefinitionIssue } from "../validate/issue.ts";
import { nameOf, words, type Names, type Words } from "./words.ts";

/** Keys of mistakes and warnings; `not-valid` is what the schema refuses. */
export type ProblemKey = DefinitionIssue["key"] | LintKey | "not-valid";

type Problem = { readonly key: ProblemKey; readonly about: string; readonly workflowId?: string | undefined };

/** A mistake or a warning (F12b) in words. */
export function describeProblem({ key, about, workflowId }: Problem, names: Names): Words {
  const workflow = workflowId === undefined ? "" : nameOf(names, "workflow", workflowId);
  if (key === "circle" && workflowId !== undefined) return words("words.problem.circle.other", { workflow });
  return words(`words.problem.${key}`, { about, workflow });
}
