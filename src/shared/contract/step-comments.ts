/** Comments on steps of workflows (E7). */
import { z } from "zod";
import { StepId, WorkflowId } from "../model/ids.ts";
import { StepComment } from "../model/setup/step-comment.ts";
import { procedure } from "./base.ts";

export const StepCommentView = StepComment.omit({ stamps: true }).extend({
  /** The step is no longer in the workflow. */
  stepGone: z.boolean(),
});
export type StepCommentView = z.infer<typeof StepCommentView>;

const byId = z.object({ id: StepComment.shape.id.max(128) });
const byWorkflow = z.object({ id: WorkflowId });

export const stepComments = {
  list: procedure
    .route({
      method: "GET",
      path: "/workflows/{id}/comments",
      tags: ["Workflows"],
      summary: "List the comments on a workflow's steps, oldest first",
    })
    .input(byWorkflow)
    .output(z.object({ items: z.array(StepCommentView) })),
  add: procedure
    .route({
      method: "POST",
      path: "/workflows/{id}/comments",
      successStatus: 201,
      tags: ["Workflows"],
      summary: "Comment on a step",
    })
    .input(byWorkflow.extend({ stepId: StepId, text: StepComment.shape.text }).strict())
    .output(StepCommentView),
  answer: procedure
    .route({
      method: "POST",
      path: "/step-comments/{id}/answers",
      successStatus: 201,
      tags: ["Workflows"],
      summary: "Answer a comment",
    })
    .input(byId.extend({ text: StepComment.shape.text }).strict())
    .output(StepCommentView),
  update: procedure
    .route({
      method: "PATCH",
      path: "/step-comments/{id}",
      tags: ["Workflows"],
      summary: "Resolve a comment or open it again",
    })
    .input(byId.extend({ resolved: z.boolean() }).strict())
    .output(StepCommentView),
  remove: procedure
    .meta({ access: "author-or-settings" })
    .route({
      method: "DELETE",
      path: "/step-comments/{id}",
      tags: ["Workflows"],
      summary: "Delete a comment of one's own, or any with account access; answers go with it",
    })
    .input(byId.strict())
    .output(z.object({ removed: z.number().int() })),
};
