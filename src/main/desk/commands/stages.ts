import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { StageId, type PipelineId } from "#shared/model/ids.ts";
import { MAX_STAGES, type Pipeline, type Stage } from "#shared/model/setup/pipeline.ts";
import { stageNamed } from "#shared/rules/pipeline-rules/stage-name.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { requireUnchanged } from "../require-unchanged.ts";
import { workOffKindChange } from "./stage-work/change-kind.ts";
import { requireStage } from "../ticket-changes/move-ticket.ts";
import { writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";
import { requireStayingPipeline } from "./pipeline-removal/remove-pipeline.ts";
import { requireOpenStage } from "./pipelines.ts";
import { renameCards } from "./workflow-cards.ts";

function changeStages(
  context: DeskContext,
  actor: Actor,
  id: PipelineId,
  change: (pipeline: Pipeline) => Stage[],
): Promise<Pipeline> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const pipeline = requireStayingPipeline(context, id);
    const stages = change(pipeline);
    requireOpenStage(stages);
    requireNotTooMany(stages);
    await writeSetup<Pipeline>(context, pipeline, { stages });
    await renameCards(context, actor, pipeline.stages, stages);
    return context.setup.require("pipeline", id);
  });
}

function requireNotTooMany(stages: readonly Stage[]): void {
  if (stages.length <= MAX_STAGES) return;
  throw new PipedeskError("PD_INPUT_INVALID", `A pipeline has up to ${MAX_STAGES} statuses.`, {
    details: { issues: [{ path: "stages", message: `A pipeline has up to ${MAX_STAGES} statuses.` }] },
  });
}

/** Two columns of one name can't be told apart, on the board, in a list, in a workflow. */
function requireFreeName(stages: readonly Stage[], name: string, exceptId: string | null = null): void {
  const other = stageNamed(stages, name, exceptId);
  if (other === undefined) return;
  throw new PipedeskError("PD_PIPELINE_STAGE_NAME", `The pipeline has a status named "${other.name}" already.`, {
    details: { what: "stage", id: other.id, issues: [{ path: "name", message: "taken" }] },
  });
}

/** Adds a stage behind the last one of its kind. @throws PD_ACCESS_PERMISSION (A3), PD_PIPELINE_STAGE_NAME */
export function addStage(
  context: DeskContext,
  actor: Actor,
  id: PipelineId,
  given: Pick<Stage, "name" | "kind" | "colour">,
): Promise<Pipeline> {
  return changeStages(context, actor, id, ({ stages }) => {
    requireFreeName(stages, given.name);
    const stage: Stage = { ...given, id: StageId.parse(derivedId("s", id, context.nextStamp())) };
    const lastOfKind = stages.findLastIndex(({ kind }) => kind === stage.kind);
    const position = lastOfKind === -1 ? stages.length : lastOfKind + 1;
    return stages.toSpliced(position, 0, stage);
  });
}

/**
 * A stage that becomes of another kind takes its tickets along (C4). Answers when all are seen to; goes on where the caller does not wait for it.
 * @throws PD_PIPELINE_LAST_STAGE where no open stage would be left, PD_PIPELINE_STAGE_NAME
 */
export async function updateStage(
  context: DeskContext,
  actor: Actor,
  input: { readonly id: PipelineId; readonly stageId: StageId } & {
    readonly [Name in "name" | "kind" | "colour"]?: Stage[Name] | undefined;
  } & { readonly onlyIf?: { readonly [Name in "name" | "kind" | "colour"]?: Stage[Name] | undefined } | undefined },
): Promise<Pipeline> {
  requireAutomationAccess(actor);
  const { id, stageId } = input;
  // The change before comes first: each ticket goes through both.
  if (input.kind !== undefined) await workOffKindChange(context, id, stageId);
  const pipeline = await changeStages(context, actor, id, (before) => {
    const stage = requireStage(before, stageId);
    requireUnchanged(stage, input.onlyIf);
    const name = input.name ?? stage.name;
    // What was the same before it was forbidden may stay so, and take another colour.
    if (name !== stage.name) requireFreeName(before.stages, name, stageId);
    const kind = input.kind ?? stage.kind;
    const changed: Stage = { ...stage, name, kind, colour: input.colour ?? stage.colour };
    if (kind !== stage.kind)
      changed.kindChange = {
        id: derivedId("kc", id, stageId, context.nextStamp()),
        from: stage.kind,
        atEpochMs: context.clock.nowEpochMs(),
        userId: actor.user.id,
        isDone: false,
      };
    return before.stages.map((one) => (one.id === stageId ? changed : one));
  });
  if (pipeline.stages.every(({ kindChange }) => kindChange?.isDone !== false)) return pipeline;
  await workOffKindChange(context, id, stageId);
  return context.setup.require("pipeline", id);
}

/**
 * Takes the last change of a stage's kind back: tickets that did not move since are what they were before it. Also while it is under way. Where there is nothing to take back nothing is done. Runs that
 * ended because their tickets were closed stay ended.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_PIPELINE_LAST_STAGE
 * @rule C4
 */
export async function undoStageKind(
  context: DeskContext,
  actor: Actor,
  { id, stageId }: { readonly id: PipelineId; readonly stageId: StageId },
): Promise<Pipeline> {
  const pipeline = await changeStages(context, actor, id, (before) => {
    const stage = requireStage(before, stageId);
    const { kindChange: change } = stage;
    if (change === undefined || change.undoneAtEpochMs !== undefined) return before.stages;
    const kindChange = { ...change, isDone: false, undoneAtEpochMs: context.clock.nowEpochMs() };
    return before.stages.map((one) => (one.id === stageId ? { ...one, kind: change.from, kindChange } : one));
  });
  if (stageOf(pipeline, stageId)?.kindChange?.isDone !== false) return pipeline;
  await workOffKindChange(context, id, stageId);
  return context.setup.require("pipeline", id);
}

/** @throws PD_INPUT_INVALID unless every stage is named exactly once */
export function orderStages(
  context: DeskContext,
  actor: Actor,
  id: PipelineId,
  {
    stageIds,
    onlyIf,
  }: { readonly stageIds: readonly StageId[]; readonly onlyIf?: { readonly stageIds: readonly StageId[] } | undefined },
): Promise<Pipeline> {
  return changeStages(context, actor, id, (pipeline) => {
    requireUnchanged({ stageIds: pipeline.stages.map((stage) => stage.id) }, onlyIf);
    const ordered = stageIds.map((stageId) => requireStage(pipeline, stageId));
    if (new Set(stageIds).size === stageIds.length && ordered.length === pipeline.stages.length) return ordered;
    throw new PipedeskError("PD_INPUT_INVALID", "The new order must name every status of the pipeline once.", {
      details: { issues: [{ path: "stageIds", message: "Name every status once." }] },
    });
  });
}
