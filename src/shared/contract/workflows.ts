import { z } from "zod";
import { WorkflowDefinition } from "../automation/definition.ts";
import { PipelineId, WorkflowId } from "../model/ids.ts";
import { Workflow } from "../model/setup/workflow.ts";
import { procedure } from "./base.ts";

export const WorkflowView = Workflow.omit({ stamps: true });
export type WorkflowView = z.infer<typeof WorkflowView>;

const byId = z.object({ id: WorkflowId });

export const workflows = {
  list: procedure
    .route({
      method: "GET",
      path: "/workflows",
      tags: ["Workflows"],
      summary: "List workflows in the order in which they run",
    })
    .input(z.object({ pipelineId: PipelineId.optional() }))
    .output(z.object({ items: z.array(WorkflowView) })),
  get: procedure
    .route({ method: "GET", path: "/workflows/{id}", tags: ["Workflows"], summary: "Get a workflow" })
    .input(byId)
    .output(WorkflowView),
  update: procedure
    .route({
      method: "PATCH",
      path: "/workflows/{id}",
      tags: ["Workflows"],
      summary: "Switch a workflow on or off, or change its definition",
    })
    .input(
      byId
        .extend({
          enabled: z.boolean().optional(),
          name: Workflow.shape.name.optional(),
          definition: WorkflowDefinition.optional(),
        })
        .strict(),
    )
    .output(WorkflowView),
};
