import { createStepTree } from "#shared/automation/step-tree.ts";
import { MAX_STEP_COMMENTS } from "#shared/automation/limits.ts";
import type { StepCommentView } from "#shared/contract/step-comments.ts";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { StepId, WorkflowId } from "#shared/model/ids.ts";
import type { StepComment } from "#shared/model/setup/step-comment.ts";
import { mayChangeAutomation } from "#shared/rules/access/permissions.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { viewOf } from "../queries/views.ts";
import { addSetup, removeSetup, writeSetup } from "./change-setup.ts";
import { invalid } from "./workflows.ts";

/** Oldest first; comments of steps that are gone are kept and say so. @throws PD_DESK_NOT_FOUND */
export function listStepComments(context: DeskContext, workflowId: WorkflowId): StepCommentView[] {
  context.setup.require("workflow", workflowId);
  return commentsOf(context, workflowId).map((comment) => commentViewOf(context, comment));
}

/**
 * @throws PD_DESK_NOT_FOUND where the workflow has no such step, PD_INPUT_INVALID where there are too many
 * @rule E7
 */
export function addStepComment(
  context: DeskContext,
  actor: Actor,
  { id, stepId, text }: { readonly id: WorkflowId; readonly stepId: StepId; readonly text: string },
): Promise<StepCommentView> {
  return context.queue.run(async () => {
    const { definition } = context.setup.require("workflow", id);
    if (createStepTree(definition.steps).find(stepId) === null) throw notFound("step", stepId);
    return write(context, actor, { workflowId: id, stepId, text, answersId: null });
  });
}

/** An answer to an answer belongs to the same conversation. @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID where there are too many */
export function answerStepComment(
  context: DeskContext,
  actor: Actor,
  { id, text }: { readonly id: string; readonly text: string },
): Promise<StepCommentView> {
  return context.queue.run(async () => {
    const { workflowId, stepId, answersId } = context.setup.require("step-comment", id);
    return write(context, actor, { workflowId, stepId, text, answersId: answersId ?? id });
  });
}

/** @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID for an answer: conversations are resolved as a whole */
export function resolveStepComment(
  context: DeskContext,
  { id, resolved }: { readonly id: string; readonly resolved: boolean },
): Promise<StepCommentView> {
  return context.queue.run(async () => {
    const comment = context.setup.require("step-comment", id);
    if (comment.answersId !== null)
      throw invalid("A conversation is resolved at its first comment.", [{ path: "id", message: comment.answersId }]);
    await writeSetup<StepComment>(context, comment, { resolved });
    return commentViewOf(context, context.setup.require("step-comment", id));
  });
}

/**
 * A conversation goes with the comment that began it; one that others answered only somebody with account access may delete.
 * @returns how many comments went
 * @throws PD_DESK_NOT_FOUND, PD_ACCESS_PERMISSION
 */
export function removeStepComment(context: DeskContext, actor: Actor, id: string): Promise<number> {
  return context.queue.run(async () => {
    const comment = context.setup.require("step-comment", id);
    const answers = commentsOf(context, comment.workflowId).filter(({ answersId }) => answersId === id);
    const going = [...answers, comment];
    const isOwn = going.every(({ authorId }) => authorId === actor.user.id);
    if (!isOwn && !mayChangeAutomation(actor.user.permissions))
      throw new PipedeskError("PD_ACCESS_PERMISSION", "Others wrote this, or answered it.", {
        details: { missing: ["super-admin", "account-access"] },
      });
    await removeSetup(context, going);
    return going.length;
  });
}

async function write(
  context: DeskContext,
  actor: Actor,
  content: Pick<StepComment, "workflowId" | "stepId" | "text" | "answersId">,
): Promise<StepCommentView> {
  if (commentsOf(context, content.workflowId).length >= MAX_STEP_COMMENTS)
    throw invalid("The workflow has too many comments.", [{ path: "text", message: String(MAX_STEP_COMMENTS) }]);
  const comment: StepComment = {
    ...content,
    id: derivedId("sc", context.nextStamp()),
    kind: "step-comment",
    authorId: actor.user.id,
    resolved: false,
    createdAtEpochMs: context.clock.nowEpochMs(),
    stamps: {},
  };
  await addSetup(context, [comment]);
  return commentViewOf(context, comment);
}

function commentsOf({ setup }: DeskContext, workflowId: WorkflowId) {
  return setup.all("step-comment").filter((comment) => comment.workflowId === workflowId);
}

function commentViewOf({ setup }: DeskContext, comment: StepComment): StepCommentView {
  const workflow = setup.find("workflow", comment.workflowId);
  const isThere = workflow !== null && createStepTree(workflow.definition.steps).find(comment.stepId) !== null;
  return { ...viewOf(comment), stepGone: !isThere };
}
