import { z } from "zod";
import { PipelineId, StageId } from "../model/ids.ts";
import { CloseDateSwitches, Pipeline, PipelineRules, ReopenPolicy, Stage } from "../model/setup/pipeline.ts";
import { procedure } from "./base.ts";

export const PipelineView = Pipeline.omit({ stamps: true });
export type PipelineView = z.infer<typeof PipelineView>;

const byId = z.object({ id: PipelineId });
const byStage = z.object({ id: PipelineId, stageId: StageId });

export const pipelines = {
  list: procedure
    .route({ method: "GET", path: "/pipelines", tags: ["Pipelines"], summary: "List pipelines with their stages" })
    .output(z.object({ items: z.array(PipelineView) })),
  get: procedure
    .route({ method: "GET", path: "/pipelines/{id}", tags: ["Pipelines"], summary: "Get a pipeline" })
    .input(byId)
    .output(PipelineView),
  create: procedure
    .route({
      method: "POST",
      path: "/pipelines",
      successStatus: 201,
      tags: ["Pipelines"],
      summary: "Create a pipeline with the default stages",
    })
    .input(z.object({ name: Pipeline.shape.name }))
    .output(PipelineView),
  /** Name, close-date switches (C3), reopening (D10), rules (G); what is absent stays. */
  update: procedure
    .route({
      method: "PATCH",
      path: "/pipelines/{id}",
      tags: ["Pipelines"],
      summary: "Change a pipeline's name, close-date switches, reopening or rules",
    })
    .input(
      byId
        .extend({
          name: Pipeline.shape.name.optional(),
          closeDate: CloseDateSwitches.partial().strict().optional(),
          reopen: ReopenPolicy.optional(),
          rules: PipelineRules.partial().strict().optional(),
        })
        .strict(),
    )
    .output(PipelineView),
  addStage: procedure
    .route({
      method: "POST",
      path: "/pipelines/{id}/stages",
      successStatus: 201,
      tags: ["Pipelines"],
      summary: "Add a stage at the end of its kind",
    })
    .input(byId.extend({ name: Stage.shape.name, kind: Stage.shape.kind, colour: Stage.shape.colour }))
    .output(PipelineView),
  updateStage: procedure
    .route({
      method: "PATCH",
      path: "/pipelines/{id}/stages/{stageId}",
      tags: ["Pipelines"],
      summary: "Rename, recolour or change the kind of a stage; with its kind, its tickets are closed or reopened",
    })
    .input(
      byStage
        .extend({
          name: Stage.shape.name.optional(),
          kind: Stage.shape.kind.optional(),
          colour: Stage.shape.colour.optional(),
        })
        .strict(),
    )
    .output(PipelineView),
  /** Tickets that did not move since are what they were before, with their close dates. */
  undoStageKind: procedure
    .route({
      method: "POST",
      path: "/pipelines/{id}/stages/{stageId}/undo-kind",
      tags: ["Pipelines"],
      summary: "Take the last change of a stage's kind back, for its tickets too",
    })
    .input(byStage.strict())
    .output(PipelineView),
  orderStages: procedure
    .route({
      method: "PUT",
      path: "/pipelines/{id}/stages/order",
      tags: ["Pipelines"],
      summary: "Put the stages in another order",
    })
    .input(byId.extend({ stageIds: z.array(StageId).min(1) }))
    .output(PipelineView),
  removeStage: procedure
    .route({
      method: "POST",
      path: "/pipelines/{id}/stages/{stageId}/remove",
      tags: ["Pipelines"],
      summary: "Delete a stage and move its tickets to another",
    })
    .input(byStage.extend({ moveTicketsTo: StageId }))
    .output(PipelineView),
};
