import type { StageId } from "#shared/model/ids.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { Pipeline, PipelineRemoval } from "#shared/model/setup/pipeline.ts";
import { fateOf, goesWithPipeline } from "#shared/automation/pipeline-removal.ts";
import { targetStage } from "#shared/rules/pipeline-rules/start-stage.ts";
import type { Actor, DeskContext } from "../../context.ts";
import { writeWorkflow } from "../write-workflow.ts";
import { revisionId } from "../../derived-ids.ts";
import { writeSetup } from "../change-setup.ts";

type Kept = PipelineRemoval["kept"];
type Goal = {
  readonly to: Pipeline;
  readonly stages: ReadonlyMap<StageId, StageId>;
  /** What was seen to before. */
  readonly known?: Kept;
};

/**
 * Points what puts tickets into the pipeline to where its tickets go: channels, and steps of workflows. Its own workflows, and those that ask for it, are switched off (`fateOf`); what was generated with it goes along as
 * it is. Call inside the queue, in one transaction with the mark on the pipeline.
 * @returns what undoing the deletion gives back
 */
export async function release(context: DeskContext, actor: Actor, pipeline: Pipeline, goal: Goal): Promise<Kept> {
  const channels: Kept["channels"] = [];
  for (const channel of context.setup.all("channel")) {
    if (channel.pipelineId !== pipeline.id) continue;
    const { id: leftStageId } = targetStage(goal.to, goal.stages.get(channel.stageId) ?? "");
    channels.push({ id: channel.id, stageId: channel.stageId, leftStageId });
    await writeSetup<Channel>(context, channel, { pipelineId: goal.to.id, stageId: leftStageId });
  }

  const workflows: Kept["workflows"] = [];
  for (const workflow of context.setup.all("workflow")) {
    const fate = fateOf(workflow, { pipeline, to: goal.to.id, stages: goal.stages });
    if (fate === null || goal.known?.workflows.some(({ id }) => id === workflow.id)) continue;
    const { enabled, origin, template, pipelineId, revision } = workflow;
    const isAlong = fate.kind === "own" && goesWithPipeline(workflow);
    const isChanged = !isAlong && fate.definition !== workflow.definition;
    await writeWorkflow(context, actor, workflow, {
      ...(fate.kind === "points" ? {} : { enabled: false }),
      // Runs in it go on (F11b): they began before, and find where the tickets went.
      ...(isChanged ? { definition: fate.definition } : {}),
      ...(fate.kind === "own" && !isAlong ? { pipelineId: goal.to.id, origin: "user", template: null } : {}),
    });
    workflows.push({
      id: workflow.id,
      before: { enabled, origin, template, pipelineId, revision },
      leftRevision: isChanged ? revision + 1 : revision,
    });
  }
  return { channels, workflows };
}

/** Gives back what `release` changed and nobody has changed since. Call inside the queue. */
export async function giveBack(
  context: DeskContext,
  actor: Actor,
  pipeline: Pipeline,
  { to, kept }: PipelineRemoval,
): Promise<void> {
  for (const { id, stageId, leftStageId } of kept.channels) {
    const channel = context.setup.find("channel", id);
    if (channel?.pipelineId !== to || channel.stageId !== leftStageId) continue;
    await writeSetup<Channel>(context, channel, { pipelineId: pipeline.id, stageId });
  }
  for (const { id, before, leftRevision } of kept.workflows) {
    const workflow = context.setup.find("workflow", id);
    if (workflow?.revision !== leftRevision) continue;
    const { revision, ...settings } = before;
    const definition = context.setup.find("revision", revisionId(id, revision))?.definition;
    await writeWorkflow(context, actor, workflow, {
      ...settings,
      ...(revision === leftRevision || definition === undefined ? {} : { definition }),
    });
  }
}
