import {
  addStepComment,
  answerStepComment,
  listStepComments,
  removeStepComment,
  resolveStepComment,
} from "#main/desk/commands/step-comments.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

/** E7: who sees workflows may comment on their steps. */
export function stepCommentsProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { stepComments } = base;
  return {
    list: stepComments.list.handler(({ input }) => ({ items: listStepComments(context, input.id) })),
    add: stepComments.add.handler(({ input, context: caller }) =>
      addStepComment(context, actorOf(deps, caller), input),
    ),
    answer: stepComments.answer.handler(({ input, context: caller }) =>
      answerStepComment(context, actorOf(deps, caller), input),
    ),
    update: stepComments.update.handler(({ input }) => resolveStepComment(context, input)),
    remove: stepComments.remove.handler(async ({ input, context: caller }) => ({
      removed: await removeStepComment(context, actorOf(deps, caller), input.id),
    })),
  };
}
