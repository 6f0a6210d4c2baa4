import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { PipelineId } from "#shared/model/ids.ts";
import type { CloseDateSwitches, Pipeline, PipelineRules, ReopenPolicy } from "#shared/model/setup/pipeline.ts";
import { targetStage } from "#shared/rules/pipeline-rules/start-stage.ts";
import type { Actor, DeskContext } from "../context.ts";
import { newPipeline, templateWorkflows } from "../defaults.ts";
import { derivedId } from "../derived-ids.ts";
import { requireStayingStage } from "../ticket-changes/move-ticket.ts";
import { requireUnchanged } from "../require-unchanged.ts";
import { addSetup, writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";
import { isOffered } from "#shared/rules/properties/options.ts";
import { requireStayingPipeline } from "./pipeline-removal/remove-pipeline.ts";

/** A new pipeline with the default stages and the two template automations. @throws PD_ACCESS_PERMISSION (A3) */
export function createPipeline(context: DeskContext, actor: Actor, name: string): Promise<Pipeline> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const now = context.clock.nowEpochMs();
    const id = PipelineId.parse(derivedId("pl", context.nextStamp()));
    const pipeline = newPipeline(id, name, lastOrder(context) + 1, now);
    await addSetup(context, [pipeline, ...templateWorkflows(pipeline, now)]);
    return context.setup.require("pipeline", id);
  });
}

/** The place behind all others, also behind those that were deleted and may come back. */
export function lastOrder({ setup }: Pick<DeskContext, "setup">): number {
  return setup.pipelinesEver().reduce((highest, { order }) => Math.max(highest, order), -1);
}

/**
 * @returns all pipelines in their new order
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_DESK_CHANGED where they are not in the order of `onlyIf`, PD_INPUT_INVALID unless every pipeline is named exactly once
 */
export function orderPipelines(
  context: DeskContext,
  actor: Actor,
  {
    ids,
    onlyIf,
  }: {
    readonly ids: readonly PipelineId[];
    readonly onlyIf?: { readonly ids: readonly PipelineId[] } | undefined;
  },
): Promise<readonly Pipeline[]> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const before = context.setup.pipelines();
    requireUnchanged({ ids: before.map(({ id }) => id) }, onlyIf);
    const ordered = ids.map((id) => context.setup.require("pipeline", id));
    if (new Set(ids).size !== ids.length || ids.length !== before.length)
      throw new PipedeskError("PD_INPUT_INVALID", "The new order must name every pipeline once.", {
        details: { issues: [{ path: "ids", message: "Name every pipeline once." }] },
      });
    await context.store.transaction(async () => {
      for (const [order, pipeline] of ordered.entries())
        if (pipeline.order !== order) await writeSetup<Pipeline>(context, pipeline, { order });
    });
    return context.setup.pipelines();
  });
}

type Given<Type> = { readonly [Name in keyof Type]?: Type[Name] | undefined };

type RequiredValues = NonNullable<PipelineRules["requiredValues"]>;

export type UpdatePipelineInput = {
  readonly id: PipelineId;
  readonly name?: string | undefined;
  readonly closeDate?: Given<CloseDateSwitches> | undefined;
  readonly reopen?: ReopenPolicy | undefined;
  readonly rules?: Given<PipelineRules> | undefined;
  /** Values that it must still have. */
  readonly onlyIf?: Omit<UpdatePipelineInput, "id" | "onlyIf"> | undefined;
};

/** Changes what is given and leaves the rest. @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND for a stage that the rules name and the pipeline lacks */
export function updatePipeline(context: DeskContext, actor: Actor, input: UpdatePipelineInput): Promise<Pipeline> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const pipeline = requireStayingPipeline(context, input.id);
    const { closeDate, rules, ...plain } = input.onlyIf ?? {};
    requireUnchanged(pipeline, plain);
    requireUnchanged(pipeline.closeDate, closeDate);
    requireUnchanged(pipeline.rules, rules);
    for (const stageId of input.rules?.newTicketStageIds ?? []) requireStayingStage(pipeline, stageId);
    const { requiredProperties = {}, requiredValues = {} } = input.rules ?? {};
    for (const stageId of Object.keys({ ...requiredProperties, ...requiredValues }))
      requireStayingStage(pipeline, stageId);
    requireProperties(context, pipeline, requiredValues);
    await writeSetup<Pipeline>(context, pipeline, {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.reopen === undefined ? {} : { reopen: input.reopen }),
      ...(input.closeDate === undefined ? {} : { closeDate: merged(pipeline.closeDate, input.closeDate) }),
      ...(input.rules === undefined ? {} : { rules: merged(pipeline.rules, input.rules) }),
    });
    if (input.rules?.newTicketStageIds) await redirectChannels(context, context.setup.require("pipeline", input.id));
    return context.setup.require("pipeline", input.id);
  });
}

/** A stage can come to ask for what the desk has and offers; what it asks for already it may go on asking for. @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID for one that is archived */
function requireProperties({ setup }: DeskContext, { rules }: Pipeline, required: RequiredValues): void {
  for (const [stageId, ids] of Object.entries(required)) {
    for (const id of ids) {
      if (rules.requiredValues?.[stageId]?.includes(id)) continue;
      const property = setup.require("property", id);
      if (isOffered(property)) continue;
      const message = `"${property.name}" is archived: restore it before a status requires it.`;
      throw new PipedeskError("PD_INPUT_INVALID", message, { details: { issues: [{ path: "rules", message }] } });
    }
  }
}

/** Channels that aim at a stage in which no ticket may begin any more aim at where their tickets go now (G3). */
async function redirectChannels(context: DeskContext, pipeline: Pipeline): Promise<void> {
  for (const channel of context.setup.all("channel")) {
    if (channel.pipelineId !== pipeline.id) continue;
    const { id: stageId } = targetStage(pipeline, channel.stageId);
    if (stageId !== channel.stageId) await writeSetup(context, channel, { stageId });
  }
}

function merged<Type extends object>(before: Type, given: Given<Type>): Type {
  return { ...before, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

/** At least one stage must stay, and be open: tickets have to begin and reopen somewhere (D6). */
export function requireOpenStage(stages: Pipeline["stages"]): void {
  if (stages.some(({ kind, leaving }) => kind === "open" && leaving === undefined)) return;
  throw new PipedeskError(
    "PD_PIPELINE_LAST_STAGE",
    "A pipeline needs at least one open status: make another one first.",
  );
}
