import { isDeepStrictEqual } from "node:util";
import { DEFAULT_SOURCES, DEFINITION_VERSION } from "#shared/automation/definition.ts";
import { withStepsPointed } from "#shared/automation/present-stages.ts";
import { referencesOf } from "#shared/automation/references.ts";
import { WorkflowId, type PipelineId, type StageId } from "#shared/model/ids.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { requireStayingStage } from "../ticket-changes/move-ticket.ts";
import { addSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";
import { cardStageOf, newWorkflow } from "./workflows.ts";
import { writeWorkflow } from "./write-workflow.ts";

/**
 * E1: the workflow behind the card of a status; made empty and switched off if there is none. Its id follows from the stage, so that two devices make one.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND
 * @rule E1
 */
export function stageCard(
  context: DeskContext,
  actor: Actor,
  { id, stageId }: { readonly id: PipelineId; readonly stageId: StageId },
): Promise<Workflow> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const pipeline = context.setup.require("pipeline", id);
    const stage = requireStayingStage(pipeline, stageId);
    const known = context.setup.all("workflow").find((workflow) => cardStageOf(workflow) === stageId);
    if (known) return known;
    const card = newWorkflow(
      context,
      actor,
      {
        name: stage.name,
        description: "",
        pipelineId: id,
        enabled: false,
        origin: "stage",
        definition: {
          version: DEFINITION_VERSION,
          triggers: [{ id: "t1", type: "stage-reached", stageId }],
          filter: { match: "all", parts: [] },
          // What a card says happens whenever a ticket reaches the status.
          reenrolment: { kind: "always" },
          unenrolment: { on: [], filter: null },
          sources: [...DEFAULT_SOURCES],
          businessHours: null,
          steps: [],
        },
      },
      WorkflowId.parse(derivedId("w", "card", id, stageId)),
    );
    await addSetup(context, [card]);
    return context.setup.require("workflow", card.id);
  });
}

/** A status' card is called as the status, unless somebody gave it another name. Call inside the queue. */
export async function renameCards(
  context: DeskContext,
  actor: Actor,
  before: readonly Stage[],
  after: readonly Stage[],
): Promise<void> {
  for (const { id, name } of after) {
    const old = before.find((stage) => stage.id === id)?.name ?? name;
    if (old === name) continue;
    const card = context.setup.all("workflow").find((workflow) => cardStageOf(workflow) === id);
    if (card?.name === old) await writeWorkflow(context, actor, card, { name });
  }
}

/**
 * A stage goes: steps that put tickets into it put them where its tickets went. What else names it, in triggers or conditions, can't be pointed elsewhere
 * without doing to other tickets what was meant for those of the stage; such a workflow is switched off and tells its mistake. Its card becomes a workflow of its own, so
 * that nothing that somebody built is lost. Runs go on in their revision, in which the stage stands for
 * where its tickets went. Call inside the queue.
 */
export async function releaseStage(context: DeskContext, actor: Actor, from: StageId, to: StageId): Promise<void> {
  for (const workflow of context.setup.all("workflow")) {
    const definition = withStepsPointed(workflow.definition, {
      stage: (id) => (id === from ? to : id),
      pipeline: (id) => id,
    });
    const isNamed = referencesOf(definition).some(({ kind, id }) => kind === "stage" && id === from);
    const isChanged = !isDeepStrictEqual(definition, workflow.definition);
    if (!isNamed && !isChanged) continue;
    await writeWorkflow(context, actor, workflow, {
      ...(isChanged ? { definition } : {}),
      ...(isNamed ? { enabled: false } : {}),
      ...(isNamed && cardStageOf(workflow) === from ? { origin: "user" } : {}),
    });
  }
}
