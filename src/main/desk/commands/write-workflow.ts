import type { Revision } from "#shared/automation/documents/revision.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import type { Stored } from "#main/store/repository.ts";
import type { Actor, DeskContext } from "../context.ts";
import { revisionId } from "../derived-ids.ts";

export type WorkflowChanges = Partial<
  Pick<
    Workflow,
    | "name"
    | "description"
    | "pipelineId"
    | "overridesRules"
    | "enabled"
    | "whenOff"
    | "definition"
    | "order"
    | "origin"
    | "template"
  >
>;

/**
 * Writes changes of a workflow. A new definition is a new revision (F8): the one that it replaces is kept in the same write, so that no run can be left
 * without the steps it is in. Says when it was switched on. Call inside the queue.
 * @param actor null: a rule of the desk changes it
 * @rule F1, F8
 */
export async function writeWorkflow(
  context: DeskContext,
  actor: Actor | null,
  workflow: Stored<Workflow>,
  changes: WorkflowChanges,
): Promise<void> {
  const next = touch<Workflow>(
    workflow,
    {
      ...changes,
      ...(changes.definition ? { revision: workflow.revision + 1 } : {}),
      ...(changes.enabled && !workflow.enabled ? { enabledAtEpochMs: context.clock.nowEpochMs() } : {}),
    },
    context.nextStamp(),
    COLLECTIONS.setup.sets,
  );
  const kept = changes.definition ? [keptRevision(context, actor, workflow)] : [];
  await context.store.setup.write([...kept, { previous: workflow, next }]);
}

function keptRevision(context: DeskContext, actor: Actor | null, workflow: Workflow) {
  const next: Revision = {
    id: revisionId(workflow.id, workflow.revision),
    kind: "revision",
    workflowId: workflow.id,
    revision: workflow.revision,
    definition: workflow.definition,
    replacedBy: actor?.user.id ?? null,
    createdAtEpochMs: context.clock.nowEpochMs(),
    stamps: {},
  };
  // An older program wrote revision and workflow one after the other: after a crash in between it is there already.
  return { previous: context.setup.find("revision", next.id), next };
}
