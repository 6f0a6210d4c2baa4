import { z } from "zod";
import { WorkflowDefinition } from "../automation/definition.ts";
import { PipelineId, RunId, StageId, TicketId, WorkflowId } from "../model/ids.ts";
import { Run, RunStatus } from "../model/run.ts";
import { Workflow } from "../automation/documents/workflow.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { workflowDrafts } from "./workflow-drafts.ts";
import { workflowRevisions } from "./workflow-revisions.ts";
import { ConditionGroup, ConditionView, LastEnrolment, PastEvaluation } from "./explanations/past-evaluation.ts";

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
  /** F11: the workflow was stopped for this ticket, and leaves it alone until a person lets it act again. */
  paused: z.boolean(),
  /** H5: it was merged into another ticket, and workflows leave it alone. */
  isMerged: z.boolean(),
  /** It is in the trash or spam, and workflows leave it alone. */
  isAside: z.boolean(),
  /** F4: it is in it now. */
  isIn: z.boolean(),
  /** F4: it has been through before. */
  beenThrough: z.boolean(),
  /** F4: it has not been through, or may go again; and it is not in it now. */
  mayEnrol: z.boolean(),
  /** The filter as a whole, and each of its conditions in its order. */
  meetsFilter: z.boolean(),
  conditions: z.array(ConditionView),
  /** The groups in which they stand; each before those within it. */
  groups: z.array(ConditionGroup),
  /** The first condition because of which the filter does not hold; null where it holds. */
  firstFailed: z.string().nullable(),
  /** Of its triggers of dates and silence: when each fires for the ticket; null: it has no such date, or was answered. `past`: that has passed, and it did not fire and will not. */
  moments: z.array(
    z.object({
      triggerId: z.string(),
      atEpochMs: z.number().nullable(),
      state: z.enum(["none", "ahead", "fired", "past"]),
    }),
  ),
  lastEnrolment: LastEnrolment.nullable(),
  /** The last times that something set it off and the ticket did not go in, newest first, 20 at most. */
  evaluations: z.array(PastEvaluation),
});
export type Explanation = z.infer<typeof Explanation>;

/** F11b: runs of a workflow that is switched off go to their ends, wait as they stand, or end. */
export const WhenOff = z.enum(["finish", "hold", "end"]);
export type WhenOff = z.infer<typeof WhenOff>;

/** `runs`: of a workflow that is off, how many tickets were in it and what becomes of them; absent where there were none. */
export const UpdatedWorkflow = WorkflowView.extend({
  runs: z.object({ inIt: z.number().int(), become: WhenOff }).optional(),
});
export type UpdatedWorkflow = z.infer<typeof UpdatedWorkflow>;

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
    .meta({ access: "settings" })
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
          /** Section G does not bind it. */
          overridesRules: z.boolean().default(false),
          /** `stage`: the card of a status (E1), whose only trigger is that a ticket reaches it. One for each status. */
          origin: z.enum(["user", "stage"]).default("user"),
          definition: WorkflowDefinition,
        })
        .strict(),
    )
    .output(WorkflowView),
  /** E1: what is there already stays as it is. */
  stageCard: procedure
    .meta({ access: "settings" })
    .route({
      method: "PUT",
      path: "/pipelines/{id}/stages/{stageId}/workflow",
      tags: ["Workflows"],
      summary: "Get the workflow of a status card, made empty and switched off if there is none",
    })
    .input(z.object({ id: PipelineId, stageId: StageId }).strict())
    .output(WorkflowView),
  duplicate: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/workflows/{id}/duplicate",
      successStatus: 201,
      tags: ["Workflows"],
      summary: "Make a copy of a workflow, switched off",
    })
    .input(byId.extend({ name: Workflow.shape.name.optional() }).strict())
    .output(WorkflowView),
  /** Template automations can't be deleted; they can be switched off. */
  remove: procedure
    .meta({ access: "settings" })
    .route({
      method: "DELETE",
      path: "/workflows/{id}",
      tags: ["Workflows"],
      summary: "Delete a workflow; tickets that are in it leave it",
    })
    .input(byId.strict())
    .output(
      z.object({
        unenrolled: z.number().int(),
        /** Names of workflows that name it: what they do with it fails from now on. */
        namedBy: z.array(z.string()),
      }),
    ),
  /** F9: how each ticket went through, newest first. */
  runs: procedure
    .route({
      method: "GET",
      path: "/workflows/{id}/runs",
      tags: ["Workflows"],
      summary: "List a workflow's runs, newest first",
    })
    .input(PageInput.extend(byId.shape).extend({ status: RunStatus.optional() }))
    .output(pageOf(RunView)),
  /** F9: a run that failed, or waits to be tried again: its step once more, now. */
  retryRun: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/runs/{id}/retry", tags: ["Workflows"], summary: "Try a failed run's step again" })
    .input(byRun)
    .output(RunView),
  /** F9: leaves the step out and goes on with the next. */
  skipStep: procedure
    .meta({ access: "settings" })
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
    .meta({ access: "settings" })
    .route({
      method: "PATCH",
      path: "/workflows/{id}",
      tags: ["Workflows"],
      summary: "Switch a workflow on or off, or change it; what is absent stays",
    })
    .input(
      byId
        .extend({
          enabled: z.boolean().optional(),
          /** F11b: what becomes of the tickets that are in it while it is off. Absent: they are held, until it is on again or this is said. */
          runs: WhenOff.optional(),
          name: Workflow.shape.name.optional(),
          description: Workflow.shape.description.optional(),
          /** null: every pipeline. Of templates and status cards it stays. */
          pipelineId: PipelineId.nullable().optional(),
          overridesRules: z.boolean().optional(),
          definition: WorkflowDefinition.optional(),
          /** The revision that the new definition was made from: if another is there by now, nothing is changed (409). */
          basedOnRevision: z.number().int().optional(),
          /** The new definition is the user's draft, which is done with: it goes in the same write. */
          publishesDraft: z.boolean().default(false),
        })
        .strict(),
    )
    .output(UpdatedWorkflow),
  ...workflowRevisions,
  ...workflowDrafts,
};
