import { migrateDefinition } from "#shared/automation/migrate-definition.ts";
import { hideTokens } from "#shared/automation/secret-parts.ts";
import { withStepsPointed } from "#shared/automation/present-stages.ts";
import { createStepTree } from "#shared/automation/step-tree.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Run, RunStatus } from "#shared/model/run.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { presentPipelineIdIn } from "#shared/rules/pipeline-rules/removal.ts";
import { presentStageIdIn } from "#shared/rules/pipeline-rules/successor.ts";
import type { Actor, DeskContext } from "../context.ts";
import { requireAutomationAccess } from "./command.ts";
import { eachRun } from "./each-run.ts";
import { updateInQueue } from "./workflows.ts";
import { revisionId } from "../derived-ids.ts";

/** Those that go on, or may be taken up again. */
const UNFINISHED: readonly RunStatus[] = ["waiting", "retrying", "failed"];

/**
 * Makes an earlier revision the present definition: a revision of its own, so that nothing is lost. Addresses of incoming webhooks stay as they are now.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID where the desk no longer has what it names
 */
export function restoreRevision(
  context: DeskContext,
  actor: Actor,
  { id, revision }: { readonly id: WorkflowId; readonly revision: number },
): Promise<Workflow> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const workflow = context.setup.require("workflow", id);
    if (workflow.revision === revision) return workflow;
    const kept = context.setup.find("revision", revisionId(id, revision));
    if (!kept) throw notFound("revision", String(revision));
    const pipelines = context.setup.pipelinesEver();
    const definition = withStepsPointed(migrateDefinition(kept.definition), {
      stage: (stageId) => presentStageIdIn(pipelines, stageId) ?? stageId,
      pipeline: (pipelineId) => presentPipelineIdIn(pipelines, pipelineId) ?? pipelineId,
    });
    return updateInQueue(context, actor, { id, definition: hideTokens(definition) });
  });
}

/**
 * F8: runs that wait or failed go on in the present revision. One whose step is no longer there, or is of another kind, stays in its own.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND
 */
export function moveRuns(
  context: DeskContext,
  actor: Actor,
  id: WorkflowId,
): Promise<{ readonly moved: number; readonly stayed: number }> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const workflow = context.setup.require("workflow", id);
    const { revision: workflowRevision } = workflow;
    const tree = createStepTree(workflow.definition.steps);
    const typeIn = typesOfRevisions(context, id);
    const fits = ({ cursor, workflowRevision: own }: Run) =>
      cursor !== null && tree.find(cursor)?.type === typeIn(own, cursor) && tree.find(cursor) !== null;
    const count = { moved: 0, stayed: 0 };
    for await (const runs of eachRun(context, id, UNFINISHED)) {
      const others = runs.filter((run) => run.workflowRevision !== workflowRevision);
      const moving = others.filter(fits);
      await context.store.runs.write(moving.map((run) => ({ previous: run, next: { ...run, workflowRevision } })));
      count.moved += moving.length;
      count.stayed += others.length - moving.length;
    }
    return count;
  });
}

/** The type of a step as it was in a revision; undefined where either is no longer there. */
function typesOfRevisions(
  { setup }: DeskContext,
  id: WorkflowId,
): (revision: number, stepId: string) => string | undefined {
  const trees = new Map<number, ReturnType<typeof createStepTree> | null>();
  return (revision, stepId) => {
    let tree = trees.get(revision);
    if (tree === undefined) {
      const kept = setup.find("revision", revisionId(id, revision));
      tree = kept && createStepTree(kept.definition.steps);
      trees.set(revision, tree);
    }
    return tree?.find(stepId)?.type;
  };
}
