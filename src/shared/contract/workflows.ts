import { z } from "zod";
import { WorkflowDefinition } from "../automation/definition.ts";
import { Condition } from "../automation/filters/filter.ts";
import { PipelineId, RunId, TicketId, WorkflowId } from "../model/ids.ts";
import { Run } from "../model/run.ts";
import { Workflow } from "../model/setup/workflow.ts";
import { PageInput, pageOf, procedure } from "./base.ts";

export const WorkflowView = Workflow.omit({ stamps: true });
export type WorkflowView = z.infer<typeof WorkflowView>;

/** F9: a ticket's way through a workflow, step by step. */
export const RunView = Run;
export type RunView = z.infer<typeof RunView>;

const byRun = z.object({ id: RunId });

/** F9b. All of it must hold for a trigger to enrol the ticket. */
export const Explanation = z.object({
  /** Switched on, for this pipeline and this source (E10). */
  enabled: z.boolean(),
  pipelineFits: z.boolean(),
  sourceFits: z.boolean(),
  /** F4: it has not been through, or may go again; and it is not in it now. */
  mayEnrol: z.boolean(),
  /** The filter as a whole, and each of its conditions in its order. */
  meetsFilter: z.boolean(),
  conditions: z.array(
    z.object({
      /** Positions in the filter's groups, as `0.1`. */
      path: z.string(),
      condition: Condition,
      saw: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly(), z.null()]),
      holds: z.boolean(),
    }),
  ),
  /** The first condition because of which the filter does not hold; null where it holds. */
  firstFailed: z.string().nullable(),
});
export type Explanation = z.infer<typeof Explanation>;

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
  /** Made by hand: off until it is switched on. */
  create: procedure
    .route({
      method: "POST",
      path: "/workflows",
      successStatus: 201,
      tags: ["Workflows"],
      summary: "Create a workflow, switched off unless said otherwise",
    })
    .input(
      z
        .object({
          name: Workflow.shape.name,
          description: Workflow.shape.description.default(""),
          /** null: every pipeline. */
          pipelineId: PipelineId.nullable().default(null),
          enabled: z.boolean().default(false),
          definition: WorkflowDefinition,
        })
        .strict(),
    )
    .output(WorkflowView),
  /** F9: how each ticket went through, newest first. */
  runs: procedure
    .route({
      method: "GET",
      path: "/workflows/{id}/runs",
      tags: ["Workflows"],
      summary: "List a workflow's runs, newest first",
    })
    .input(PageInput.extend(byId.shape))
    .output(pageOf(RunView)),
  /** F9: a run that failed, or waits to be tried again: its step once more, now. */
  retryRun: procedure
    .route({ method: "POST", path: "/runs/{id}/retry", tags: ["Workflows"], summary: "Try a failed run's step again" })
    .input(byRun)
    .output(RunView),
  /** F9: leaves the step out and goes on with the next. */
  skipStep: procedure
    .route({ method: "POST", path: "/runs/{id}/skip", tags: ["Workflows"], summary: "Skip a failed run's step" })
    .input(byRun)
    .output(RunView),
  /** F9b: would the ticket, as it is now, be enrolled? Each condition with the value that it sees. */
  explain: procedure
    .route({
      method: "GET",
      path: "/workflows/{id}/why-not",
      tags: ["Workflows"],
      summary: "Explain whether a ticket meets a workflow's conditions",
    })
    .input(byId.extend({ ticketId: TicketId }))
    .output(Explanation),
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
