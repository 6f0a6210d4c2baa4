import { z } from "zod";
import { WorkflowDefinition } from "../automation/definition.ts";
import { DefinitionChange } from "../automation/definition-diff.ts";
import { UserId, WorkflowId } from "../model/ids.ts";
import { Workflow } from "../automation/documents/workflow.ts";
import { procedure } from "./base.ts";

/** F1: a definition that a workflow has or had. */
export const RevisionView = z.object({
  revision: z.number().int(),
  /** The one that tickets are enrolled in now. */
  current: z.boolean(),
  /** Who made it; null: a rule of the desk did, or nobody knows. */
  madeBy: UserId.nullable(),
  madeAtEpochMs: z.number(),
  /** What is another than in the one before; null where that is not kept. */
  changes: z.array(DefinitionChange).nullable(),
});
export type RevisionView = z.infer<typeof RevisionView>;

const byId = z.object({ id: WorkflowId });
const byRevision = byId.extend({ revision: z.coerce.number().int().min(1).max(1_000_000_000) });

export const workflowRevisions = {
  revisions: procedure
    .route({
      method: "GET",
      path: "/workflows/{id}/revisions",
      tags: ["Workflows"],
      summary: "List a workflow's revisions, newest first, with what changed",
    })
    .input(byId)
    .output(z.object({ items: z.array(RevisionView) })),
  revision: procedure
    .route({
      method: "GET",
      path: "/workflows/{id}/revisions/{revision}",
      tags: ["Workflows"],
      summary: "Get a workflow's definition as it was in a revision",
    })
    .input(byRevision)
    .output(RevisionView.extend({ definition: WorkflowDefinition })),
  restoreRevision: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/workflows/{id}/revisions/{revision}/restore",
      tags: ["Workflows"],
      summary: "Make an earlier revision the present definition",
    })
    .input(byRevision.strict())
    .output(Workflow.omit({ stamps: true })),
  /** F8: else runs go on in the revision in which they began. */
  moveRuns: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/workflows/{id}/move-runs",
      tags: ["Workflows"],
      summary: "Move runs that wait or failed into the present revision, where their step still exists",
    })
    .input(byId.strict())
    .output(z.object({ moved: z.number().int(), stayed: z.number().int() })),
};
