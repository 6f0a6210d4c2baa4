import { createContext, useContext, useMemo } from "react";
import type { StepCommentView } from "#shared/contract/step-comments.ts";

/** What has been said of the steps of the opened workflow, oldest first. */
export const CommentsContext = createContext<readonly StepCommentView[]>([]);

export type Thread = { readonly first: StepCommentView; readonly answers: readonly StepCommentView[] };

/** The conversations about a step, open ones first. */
export function useThreads(stepId: string): readonly Thread[] {
  const list = useContext(CommentsContext);
  return useMemo(() => threadsOf(list, stepId), [list, stepId]);
}

export function threadsOf(list: readonly StepCommentView[], stepId: string): readonly Thread[] {
  const own = list.filter((comment) => comment.stepId === stepId);
  return own
    .filter(({ answersId }) => answersId === null)
    .map((first) => ({ first, answers: own.filter(({ answersId }) => answersId === first.id) }))
    .toSorted((a, b) => Number(a.first.resolved) - Number(b.first.resolved));
}
