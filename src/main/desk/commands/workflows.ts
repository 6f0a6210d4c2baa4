import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { validateDefinition, type DefinitionContext } from "#shared/automation/validate/validate.ts";
import { WorkflowId } from "#shared/model/ids.ts";
import type { Revision } from "#shared/model/setup/revision.ts";
import type { Workflow } from "#shared/model/setup/workflow.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { addSetup, writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";

export type UpdateWorkflowInput = {
  readonly id: WorkflowId;
  readonly enabled?: boolean | undefined;
  readonly name?: string | undefined;
  readonly definition?: WorkflowDefinition | undefined;
};

/**
 * The definition that is replaced is kept as a revision: tickets that are in the workflow go on in it (F8).
 * @throws PD_ACCESS_PERMISSION (A3), PD_INPUT_INVALID with the paths of what does not fit
 */
export function updateWorkflow(context: DeskContext, actor: Actor, input: UpdateWorkflowInput): Promise<Workflow> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const workflow = context.setup.require("workflow", input.id);
    if (input.definition) {
      requireFitting(context, workflow, input.definition);
      await keepRevision(context, workflow, actor);
    }
    await writeSetup<Workflow>(context, workflow, {
      ...(input.enabled === undefined ? {} : { enabled: input.enabled }),
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.definition === undefined ? {} : { definition: input.definition, revision: workflow.revision + 1 }),
    });
    return context.setup.require("workflow", input.id);
  });
}

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID with the paths of what does not fit */
export function createWorkflow(
  context: DeskContext,
  actor: Actor,
  input: Pick<Workflow, "name" | "description" | "pipelineId" | "enabled" | "definition">,
): Promise<Workflow> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    if (input.pipelineId !== null) context.setup.require("pipeline", input.pipelineId);
    const last = context.setup.all("workflow").reduce((highest, { order }) => Math.max(highest, order), 0);
    const id = WorkflowId.parse(derivedId("w", context.nextStamp()));
    const workflow: Workflow = {
      ...input,
      id,
      kind: "workflow",
      origin: "user",
      template: null,
      order: last + 1,
      overridesRules: false,
      revision: 1,
      createdAtEpochMs: context.clock.nowEpochMs(),
      stamps: {},
    };
    requireFitting(context, workflow, input.definition);
    await addSetup(context, [workflow]);
    return context.setup.require("workflow", id);
  });
}

/** Call inside the queue, before the definition is replaced. Does nothing where it is kept already: after a crash in between. */
export async function keepRevision(context: DeskContext, workflow: Workflow, actor: Actor | null): Promise<void> {
  const id = derivedId("wr", workflow.id, String(workflow.revision));
  if (context.setup.find("revision", id)) return;
  const revision: Revision = {
    id,
    kind: "revision",
    workflowId: workflow.id,
    revision: workflow.revision,
    definition: workflow.definition,
    replacedBy: actor?.user.id ?? null,
    createdAtEpochMs: context.clock.nowEpochMs(),
    stamps: {},
  };
  await addSetup(context, [revision]);
}

/** @throws PD_INPUT_INVALID with the paths of what does not fit */
export function requireFitting(context: DeskContext, workflow: Workflow, definition: WorkflowDefinition): void {
  const found = validateDefinition(definition, definitionContext(context, workflow.pipelineId));
  if (found.length === 0) return;
  const issues = found.map(({ path, key, about }) => ({ path: `definition.${path}`, message: `${key}: ${about}` }));
  throw new PipedeskError("PD_INPUT_INVALID", "The workflow cannot be saved as it is.", { details: { issues } });
}

/** What the desk has that a definition may name. */
function definitionContext({ setup }: DeskContext, pipelineId: string | null): DefinitionContext {
  const isStage = (stageId: string, ofPipeline: string | null) =>
    setup
      .pipelines()
      .some((pipeline) => (ofPipeline ?? pipeline.id) === pipeline.id && stageOf(pipeline, stageId) !== undefined);
  return {
    pipelineId,
    hasStage: isStage,
    has(kind, id) {
      switch (kind) {
        case "stage":
          return isStage(id, null);
        case "pipeline":
        case "user":
        case "channel":
        case "team":
        case "workflow":
        case "mail-template":
          return setup.find(kind, id) !== null;
        // People are thousands, and one that is gone matches nothing.
        case "contact":
        case "company":
          return true;
      }
    },
  };
}
