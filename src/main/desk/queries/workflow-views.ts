import type { RevisionView } from "#shared/contract/workflow-revisions.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { diffDefinitions } from "#shared/automation/definition-diff.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { withoutSecrets } from "#shared/automation/secret-parts.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { WorkflowDraft } from "#shared/automation/documents/workflow-draft.ts";
import type { WorkflowDraftHead } from "#shared/contract/workflow-drafts.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { mayChangeAutomation } from "#shared/rules/access/permissions.ts";
import type { Actor } from "../context.ts";
import type { ReadContext } from "../read-context.ts";
import { viewOf } from "./views.ts";

/** A workflow as the user may see it: who may not change automation sees no tokens and keys. Null: nobody in particular. */
export function workflowViewOf(workflow: Workflow, actor: Actor | null): WorkflowView {
  const view = viewOf(workflow);
  return { ...view, definition: definitionFor(actor, view.definition) };
}

export const draftHeadOf = ({
  id,
  workflowId,
  authorId,
  baseRevision,
  savedAtEpochMs,
}: WorkflowDraft): WorkflowDraftHead => ({
  id,
  workflowId,
  authorId,
  baseRevision,
  savedAtEpochMs,
});

function definitionFor(actor: Actor | null, definition: WorkflowDefinition): WorkflowDefinition {
  return actor && mayChangeAutomation(actor.user.permissions) ? definition : withoutSecrets(definition).definition;
}

type Kept = RevisionView & { readonly definition: WorkflowDefinition };

/** F1: newest first. @throws PD_DESK_NOT_FOUND */
export function listRevisions(context: ReadContext, id: WorkflowId): RevisionView[] {
  return revisionsOf(context, id).map(({ definition: _definition, ...view }) => view);
}

/** @throws PD_DESK_NOT_FOUND */
export function getRevision(
  context: ReadContext,
  actor: Actor,
  { id, revision }: { readonly id: WorkflowId; readonly revision: number },
): Kept {
  const found = revisionsOf(context, id).find((one) => one.revision === revision);
  if (!found) throw notFound("revision", String(revision));
  return { ...found, definition: definitionFor(actor, found.definition) };
}

function revisionsOf({ setup }: ReadContext, id: WorkflowId): Kept[] {
  const workflow = setup.require("workflow", id);
  const past = setup
    .all("revision")
    .filter(({ workflowId }) => workflowId === id)
    .toSorted((a, b) => a.revision - b.revision);
  const all = [...past, { revision: workflow.revision, definition: workflow.definition }];
  return all
    .map(({ revision, definition }, position): Kept => {
      // Whoever replaced the one before made this one.
      const before = past[position - 1];
      const isNext = before?.revision === revision - 1;
      return {
        revision,
        current: revision === workflow.revision,
        madeBy: (isNext ? before.replacedBy : revision === 1 ? workflow.createdBy : null) ?? null,
        madeAtEpochMs: isNext ? before.createdAtEpochMs : workflow.createdAtEpochMs,
        changes: isNext ? diffDefinitions(before.definition, definition) : null,
        definition,
      };
    })
    .toReversed();
}
