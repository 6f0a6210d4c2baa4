import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { PipelineId, StageId } from "#shared/model/ids.ts";
import type { Pipeline, PipelineRules } from "#shared/model/setup/pipeline.ts";
import type { Actor, DeskContext } from "../context.ts";
import { workOffRemoval } from "./stage-work/remove-stage.ts";
import { requireStage } from "../ticket-changes/move-ticket.ts";
import { writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";
import { requireStayingPipeline } from "./pipeline-removal/remove-pipeline.ts";
import { requireOpenStage } from "./pipelines.ts";
import { releaseStage } from "./workflow-cards.ts";

/**
 * Deletes a stage: workflows, channels and rules that put tickets into it are pointed to where its tickets go (`releaseStage` says what becomes of those that wait for it), then the tickets move,
 * then the stage goes. What waits in an older revision, and other devices, find by the successor that it leaves where it went. Answers when all of it is done; goes on where the caller does not wait
 * for it, and over a crash.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_PIPELINE_LAST_STAGE, PD_PIPELINE_STAGE_IN_USE where the other one is the same, or goes itself
 * @rule A2
 */
export async function removeStage(
  context: DeskContext,
  actor: Actor,
  input: { readonly id: PipelineId; readonly stageId: StageId; readonly moveTicketsTo: StageId },
): Promise<Pipeline> {
  requireAutomationAccess(actor);
  const { id, stageId, moveTicketsTo } = input;
  await context.queue.run(async () => {
    const pipeline = requireStayingPipeline(context, id);
    requireStage(pipeline, stageId);
    const target = requireStage(pipeline, moveTicketsTo);
    if (moveTicketsTo === stageId || target.leaving !== undefined) {
      throw new PipedeskError(
        "PD_PIPELINE_STAGE_IN_USE",
        "Choose another status for the tickets of the one that goes.",
      );
    }
    requireOpenStage(pipeline.stages.filter((stage) => stage.id !== stageId));
    await releaseStage(context, actor, stageId, moveTicketsTo);
    const isBegunIn = await redirectChannels(context, pipeline, stageId, moveTicketsTo);
    const leaving = { to: moveTicketsTo, userId: actor.user.id };
    await writeSetup<Pipeline>(context, pipeline, {
      stages: pipeline.stages.map((stage) => (stage.id === stageId ? { ...stage, leaving } : stage)),
      rules: rulesAfter(pipeline, stageId, moveTicketsTo, isBegunIn),
    });
  });
  await workOffRemoval(context, id, stageId);
  return context.setup.require("pipeline", id);
}

/** Returns whether there was one whose tickets begin in the other stage now. */
async function redirectChannels(
  context: DeskContext,
  pipeline: Pipeline,
  from: StageId,
  to: StageId,
): Promise<boolean> {
  const channels = context.setup
    .all("channel")
    .filter(({ pipelineId, stageId }) => pipelineId === pipeline.id && stageId === from);
  for (const channel of channels) await writeSetup(context, channel, { stageId: to });
  return channels.length > 0;
}

/**
 * A rule of where new tickets may begin loses the stage; the other one takes its place where a channel goes on there, and where else none would be left: a rule must not come to allow every stage
 * because its last one went.
 */
function rulesAfter({ rules }: Pipeline, from: StageId, to: StageId, isBegunIn: boolean): PipelineRules {
  const without = <Of>(required: Readonly<Record<string, Of>>): Record<string, Of> =>
    Object.fromEntries(Object.entries(required).filter(([id]) => id !== from));
  const required = {
    requiredProperties: without(rules.requiredProperties),
    ...(rules.requiredValues === undefined ? {} : { requiredValues: without(rules.requiredValues) }),
  };
  const allowed = rules.newTicketStageIds;
  if (allowed === null || !allowed.includes(from)) return { ...rules, ...required };
  const others = allowed.filter((id) => id !== from);
  const isTaken = (isBegunIn || others.length === 0) && !others.includes(to);
  return { ...rules, newTicketStageIds: isTaken ? [...others, to] : others, ...required };
}
