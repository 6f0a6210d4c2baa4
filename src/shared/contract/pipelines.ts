import { z } from "zod";
import { PipelineId, StageId } from "../model/ids.ts";
import { CloseDateSwitches, Pipeline, PipelineRules, ReopenPolicy, Stage } from "../model/setup/pipeline.ts";
import { procedure } from "./base.ts";

export const PipelineView = Pipeline.omit({ stamps: true });
export type PipelineView = z.infer<typeof PipelineView>;

/** A pipeline that was deleted, and where its tickets went. */
export const RemovedPipelineView = z.object({
  id: PipelineId,
  name: Pipeline.shape.name,
  to: PipelineId,
  removedAtEpochMs: z.number().int(),
});
export type RemovedPipelineView = z.infer<typeof RemovedPipelineView>;

/** What `onlyIf` names: the values that are changed from; where one is another by now, nothing is changed (409). Undo asks so. */
const PipelineSettings = z
  .object({
    name: Pipeline.shape.name,
    closeDate: CloseDateSwitches.partial().strict(),
    reopen: ReopenPolicy,
    rules: PipelineRules.partial().strict(),
  })
  .partial()
  .strict();

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
    .meta({ access: "settings" })
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
    .meta({ access: "settings" })
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
          onlyIf: PipelineSettings.optional(),
        })
        .strict(),
    )
    .output(PipelineView),
  order: procedure
    .meta({ access: "settings" })
    .route({
      method: "PUT",
      path: "/pipelines/order",
      tags: ["Pipelines"],
      summary: "Put the pipelines in another order",
    })
    .input(
      z.object({
        ids: z.array(PipelineId).min(1),
        onlyIf: z
          .object({ ids: z.array(PipelineId) })
          .strict()
          .optional(),
      }),
    )
    .output(z.object({ items: z.array(PipelineView) })),
  /** With its statuses, rules, switches, template automations and status cards; channels and tickets are not copied. */
  duplicate: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/pipelines/{id}/duplicate",
      successStatus: 201,
      tags: ["Pipelines"],
      summary: "Copy a pipeline with its stages, rules, template automations and status cards",
    })
    .input(byId.extend({ name: Pipeline.shape.name.optional() }).strict())
    .output(PipelineView),
  /** Takes back that it was made, as long as nothing has come to it. */
  discard: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/pipelines/{id}/discard",
      tags: ["Pipelines"],
      summary: "Take back a pipeline that was just made and that nothing uses",
    })
    .input(byId.strict())
    .output(z.object({ discarded: z.literal(true) })),
  remove: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/pipelines/{id}/remove",
      tags: ["Pipelines"],
      summary: "Delete a pipeline and move its tickets to another",
    })
    .input(byId.extend({ moveTicketsTo: PipelineId, stages: z.record(z.string(), StageId).optional() }).strict())
    /** False: it was taken back meanwhile. */
    .output(z.object({ removed: z.boolean() })),
  /** Tickets that did not move since come home as they were. */
  undoRemove: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/pipelines/{id}/undo-remove",
      tags: ["Pipelines"],
      summary: "Take the deletion of a pipeline back, for its tickets too",
    })
    .input(byId.strict())
    .output(PipelineView),
  removed: procedure
    .route({
      method: "GET",
      path: "/removed-pipelines",
      tags: ["Pipelines"],
      summary: "List pipelines that were deleted, the last one first",
    })
    .output(z.object({ items: z.array(RemovedPipelineView) })),
  addStage: procedure
    .meta({ access: "settings" })
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
    .meta({ access: "settings" })
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
          onlyIf: Stage.pick({ name: true, kind: true, colour: true }).partial().strict().optional(),
        })
        .strict(),
    )
    .output(PipelineView),
  /** Tickets that did not move since are what they were before, with their close dates. */
  undoStageKind: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/pipelines/{id}/stages/{stageId}/undo-kind",
      tags: ["Pipelines"],
      summary: "Take the last change of a stage's kind back, for its tickets too",
    })
    .input(byStage.strict())
    .output(PipelineView),
  orderStages: procedure
    .meta({ access: "settings" })
    .route({
      method: "PUT",
      path: "/pipelines/{id}/stages/order",
      tags: ["Pipelines"],
      summary: "Put the stages in another order",
    })
    .input(
      byId.extend({
        stageIds: z.array(StageId).min(1),
        onlyIf: z
          .object({ stageIds: z.array(StageId) })
          .strict()
          .optional(),
      }),
    )
    .output(PipelineView),
  removeStage: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/pipelines/{id}/stages/{stageId}/remove",
      tags: ["Pipelines"],
      summary: "Delete a stage and move its tickets to another",
    })
    .input(byStage.extend({ moveTicketsTo: StageId }))
    .output(PipelineView),
};
