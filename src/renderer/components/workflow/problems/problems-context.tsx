import { createContext, useContext, useMemo } from "react";
import type { ProblemView } from "#shared/contract/workflow-files.ts";
import type { ProblemPlace } from "./place-of-path.ts";

export type PlacedProblem = ProblemView & ProblemPlace & { readonly level: "error" | "warning" };

/** What is wrong or odd with the workflow as it is on the screen; empty until the desk has said. */
export const ProblemsContext = createContext<readonly PlacedProblem[]>([]);

export const useProblems = (): readonly PlacedProblem[] => useContext(ProblemsContext);

/** The worst that is told at a box. */
export function useMarks(boxId: string): "error" | "warning" | null {
  const problems = useProblems();
  return useMemo(() => {
    const own = problems.filter((problem) => problem.boxId === boxId);
    if (own.length === 0) return null;
    return own.some(({ level }) => level === "error") ? "error" : "warning";
  }, [problems, boxId]);
}
