import { expect, test } from "vitest";
import { threadsOf } from "#renderer/components/workflow/comments/comments-context.tsx";
import type { StepCommentView } from "#shared/contract/step-comments.ts";

const comment = (id: string, stepId: string, changes: Partial<StepCommentView> = {}): StepCommentView =>
  ({ id, stepId, answersId: null, resolved: false, text: id, ...changes }) as StepCommentView;

test("[E7] the comments of a step stand by conversation, with their answers, and those that are resolved come last", () => {
  const list = [
    comment("first", "a", { resolved: true }),
    comment("elsewhere", "b"),
    comment("second", "a"),
    comment("answer 1", "a", { answersId: "first" }),
    comment("third", "a"),
    comment("answer 2", "a", { answersId: "second" }),
    comment("answer 3", "a", { answersId: "second" }),
  ];
  const said = threadsOf(list, "a").map(({ first, answers }) => [first.id, ...answers.map(({ id }) => id)]);
  expect(said).toEqual([["second", "answer 2", "answer 3"], ["third"], ["first", "answer 1"]]);
});
