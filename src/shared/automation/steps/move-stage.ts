import { z } from "zod";
import { PipelineId, StageId } from "../../model/ids.ts";
import { asksNothing } from "../asked.ts";
import { nameOf, words } from "../describe/words.ts";
import { hasNoSecrets } from "../kind.ts";
import { sets } from "./changes.ts";
import { StepBase } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";

const schema = StepBase.extend({
  type: z.literal("move-stage"),
  stageId: StageId,
  /** Absent: a stage of the ticket's own pipeline. */
  pipelineId: PipelineId.optional(),
});
export type MoveStageStep = z.infer<typeof schema>;

/** Moves the ticket, under the pipeline's rules (G). */
export const moveStage: ActionKind<typeof schema> = {
  type: "move-stage",
  category: "data",
  icon: "arrow-right-circle",
  label: "words.kind.move-stage",
  schema,
  awaitsAnswer: false,
  defaults: ({ pipelineId, stageId }) => ({ type: "move-stage", stageId, pipelineId }),
  references(step, path, at) {
    // The pipeline first: whoever looks for the stage by its name must know where.
    const pipelineId = step.pipelineId && PipelineId.parse(at("pipeline", step.pipelineId, `${path}.pipelineId`));
    const stageId = StageId.parse(at("stage", step.stageId, `${path}.stageId`));
    return { ...step, stageId, ...(pipelineId === undefined ? {} : { pipelineId }) };
  },
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: ({ stageId }) => [sets("stageId", stageId)],
  validate({ stageId, pipelineId }, path, context, report) {
    if (!context.hasStage(stageId, pipelineId ?? context.pipelineId))
      report(`${path}.stageId`, "unknown-stage", stageId);
  },
  describe(step, names) {
    const stage = nameOf(names, "stage", step.stageId);
    if (step.pipelineId === undefined) return words("words.step.move-stage", { stage });
    return words("words.step.move-stage.pipeline", { stage, pipeline: nameOf(names, "pipeline", step.pipelineId) });
  },
};
