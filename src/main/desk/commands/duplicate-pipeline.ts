import { mapReferences } from "#shared/automation/references.ts";
import { hideTokens } from "#shared/automation/secret-parts.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { PipelineId, StageId, WorkflowId } from "#shared/model/ids.ts";
import { MAX_PIPELINE_NAME_CHARACTERS, type Pipeline, type Stage } from "#shared/model/setup/pipeline.ts";
import { nameKey } from "#shared/rules/pipeline-rules/stage-name.ts";
import { stayingStages } from "#shared/rules/pipeline-rules/stages.ts";
import type { Actor, DeskContext } from "../context.ts";
import { templateWorkflowId } from "../defaults.ts";
import { derivedId } from "../derived-ids.ts";
import { addSetup, removeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";
import { requireStayingPipeline } from "./pipeline-removal/remove-pipeline.ts";
import { lastOrder } from "./pipelines.ts";
import { newWorkflow } from "./workflows.ts";

/**
 * A pipeline with the same statuses, rules and switches, and with copies of its template automations and status cards, each as on or off as it is. Every part has an id of its own. Channels, tickets and other workflows are not
 * copied.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND
 * @rule A2
 */
export function duplicatePipeline(
  context: DeskContext,
  actor: Actor,
  input: { readonly id: PipelineId; readonly name?: string | undefined },
): Promise<Pipeline> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const source = requireStayingPipeline(context, input.id);
    const id = PipelineId.parse(derivedId("pl", context.nextStamp()));
    const staying = stayingStages(source);
    const copyOf = new Map(staying.map((stage) => [stage.id, StageId.parse(derivedId("s", id, stage.id))]));
    const copyId = (stageId: string) => copyOf.get(stageId as StageId);
    const { newTicketStageIds, requiredProperties, requiredValues } = source.rules;
    const requiredIn = <Of>(required: Readonly<Record<string, Of>>): Record<string, Of> =>
      Object.fromEntries(
        Object.entries(required).flatMap(([stageId, properties]) => {
          const copy = copyId(stageId);
          return copy === undefined ? [] : [[copy, properties]];
        }),
      );
    const pipeline: Pipeline = {
      id,
      kind: "pipeline",
      name: input.name ?? freeName(context, source.name),
      order: lastOrder(context) + 1,
      stages: staying.map(({ name, kind, colour, id: own }): Stage => ({
        id: copyOf.get(own) ?? own,
        name,
        kind,
        colour,
      })),
      closeDate: source.closeDate,
      reopen: source.reopen,
      rules: {
        ...source.rules,
        newTicketStageIds: newTicketStageIds && newTicketStageIds.flatMap((stageId) => copyId(stageId) ?? []),
        requiredProperties: requiredIn(requiredProperties),
        ...(requiredValues === undefined ? {} : { requiredValues: requiredIn(requiredValues) }),
      },
      createdAtEpochMs: context.clock.nowEpochMs(),
      stamps: {},
    };
    const workflows = context.setup
      .all("workflow")
      .filter((workflow) => workflow.pipelineId === source.id && workflow.origin !== "user")
      .map((workflow, position): Workflow => ({
        ...copied(context, actor, workflow, { id, copyId, sourceId: source.id }),
        order: workflow.template === null ? lastWorkflowOrder(context) + 1 + position : workflow.order,
      }));
    await addSetup(context, [pipeline, ...workflows]);
    return context.setup.require("pipeline", id);
  });
}

/** Its steps and its trigger name the copies of the statuses. */
function copied(
  context: DeskContext,
  actor: Actor,
  workflow: Workflow,
  into: { readonly id: PipelineId; readonly sourceId: PipelineId; readonly copyId: (id: string) => string | undefined },
): Workflow {
  const { name, description, enabled, overridesRules, template } = workflow;
  const definition = mapReferences(hideTokens(workflow.definition), ({ kind, id }) => {
    if (kind === "stage") return into.copyId(id) ?? id;
    return kind === "pipeline" && id === into.sourceId ? into.id : id;
  });
  const origin = workflow.origin === "stage" ? "stage" : "user";
  const id =
    template === null ? WorkflowId.parse(derivedId("w", into.id, workflow.id)) : templateWorkflowId(into.id, template);
  const copy = newWorkflow(
    context,
    actor,
    { name, description, enabled, overridesRules, origin, pipelineId: into.id, definition },
    id,
  );
  return { ...copy, origin: workflow.origin, template };
}

function lastWorkflowOrder({ setup }: DeskContext): number {
  return setup.all("workflow").reduce((highest, { order }) => Math.max(highest, order), 0);
}

/**
 * Takes back that a pipeline was made: it goes with what was made with it.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_DESK_CHANGED where something has come to it since: a ticket, a channel, a workflow, a change of one
 */
export function discardPipeline(context: DeskContext, actor: Actor, id: PipelineId): Promise<void> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const { setup, store } = context;
    const pipeline = requireStayingPipeline(context, id);
    const workflows = setup.all("workflow").filter((workflow) => workflow.pipelineId === id);
    const isUsed =
      setup.pipelines().length === 1 ||
      (await store.tickets.count({ pipelineId: id })) > 0 ||
      setup.all("channel").some((channel) => channel.pipelineId === id) ||
      workflows.some(({ origin, revision }) => origin === "user" || revision > 1);
    if (isUsed)
      throw new PipedeskError("PD_DESK_CHANGED", "The pipeline is in use by now.", { details: { what: "pipeline" } });
    await store.transaction(() => removeSetup(context, [...workflows, pipeline]));
  });
}

function freeName({ setup }: DeskContext, name: string): string {
  const taken = new Set(setup.pipelines().map((pipeline) => nameKey(pipeline.name)));
  for (let number = 2; ; number += 1) {
    const end = ` (${number})`;
    const free = name.slice(0, MAX_PIPELINE_NAME_CHARACTERS - end.length).trimEnd() + end;
    if (!taken.has(nameKey(free))) return free;
  }
}
