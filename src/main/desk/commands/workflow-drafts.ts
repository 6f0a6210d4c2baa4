import type { WorkflowDraft } from "#shared/automation/documents/workflow-draft.ts";
import type { WorkflowDraftHead, WorkflowDraftView } from "#shared/contract/workflow-drafts.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { UserId, WorkflowId } from "#shared/model/ids.ts";
import type { Stored } from "#main/store/repository.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { draftHeadOf } from "../queries/workflow-views.ts";
import { addSetup, removeSetup, writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";

/** The user's own draft; null: there is none. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND */
export function findDraft(context: DeskContext, actor: Actor, id: WorkflowId): WorkflowDraftView | null {
  requireAutomationAccess(actor);
  context.setup.require("workflow", id);
  const found = storedDraft(context, id, actor.user.id);
  if (found === null) return null;
  const { workflowId, authorId, base, baseRevision, content, createdAtEpochMs, savedAtEpochMs } = found;
  return { id: found.id, workflowId, authorId, base, baseRevision, content, createdAtEpochMs, savedAtEpochMs };
}

export type SaveDraftInput = Pick<WorkflowDraft, "base" | "baseRevision" | "content"> & {
  readonly id: WorkflowId;
  readonly replaces: number | null;
};

/**
 * What is saved is not looked into: a draft may be half done.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_STORE_CONFLICT where another window of the same user saved meanwhile
 */
export function saveDraft(context: DeskContext, actor: Actor, input: SaveDraftInput): Promise<WorkflowDraftHead> {
  requireAutomationAccess(actor);
  const { id: workflowId, base, baseRevision, content, replaces } = input;
  return context.queue.run(async () => {
    context.setup.require("workflow", workflowId);
    const before = storedDraft(context, workflowId, actor.user.id);
    if ((before?.savedAtEpochMs ?? null) !== replaces)
      throw new PipedeskError("PD_STORE_CONFLICT", "Another window saved the draft meanwhile.", {
        details: { what: "workflow-draft", id: workflowId, reason: String(before?.savedAtEpochMs ?? null) },
      });
    const nowEpochMs = context.clock.nowEpochMs();
    const savedAtEpochMs = Math.max(nowEpochMs, (before?.savedAtEpochMs ?? 0) + 1);
    if (before) await writeSetup<WorkflowDraft>(context, before, { base, baseRevision, content, savedAtEpochMs });
    else
      await addSetup(context, [
        {
          id: draftIdOf(workflowId, actor.user.id),
          kind: "workflow-draft",
          workflowId,
          authorId: actor.user.id,
          base,
          baseRevision,
          content,
          createdAtEpochMs: nowEpochMs,
          savedAtEpochMs,
          stamps: {},
        },
      ]);
    return draftHeadOf(context.setup.require("workflow-draft", draftIdOf(workflowId, actor.user.id)));
  });
}

/** @returns whether there was one. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND */
export function discardDraft(context: DeskContext, actor: Actor, id: WorkflowId): Promise<boolean> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    context.setup.require("workflow", id);
    const draft = storedDraft(context, id, actor.user.id);
    if (draft !== null) await removeSetup(context, [draft]);
    return draft !== null;
  });
}

/** Derived from workflow and author: each has one. */
function draftIdOf(workflowId: WorkflowId, authorId: UserId): string {
  return derivedId("wd", workflowId, authorId);
}

export function storedDraft(
  { setup }: DeskContext,
  workflowId: WorkflowId,
  authorId: UserId,
): Stored<WorkflowDraft> | null {
  return setup.find("workflow-draft", draftIdOf(workflowId, authorId));
}
