import { z } from "zod";
import { DraftText, WorkflowDraft } from "../automation/documents/workflow-draft.ts";
import { WorkflowId } from "../model/ids.ts";
import { procedure } from "./base.ts";

/** That somebody has a draft of a workflow, and since when it stands as it does. */
export const WorkflowDraftHead = WorkflowDraft.pick({
  id: true,
  workflowId: true,
  authorId: true,
  baseRevision: true,
  savedAtEpochMs: true,
});
export type WorkflowDraftHead = z.infer<typeof WorkflowDraftHead>;

export const WorkflowDraftView = WorkflowDraft.omit({ kind: true, stamps: true });
export type WorkflowDraftView = z.infer<typeof WorkflowDraftView>;

const byId = z.object({ id: WorkflowId });

/** Drafts of workflows: each user has their own. */
export const workflowDrafts = {
  draft: procedure
    .meta({ access: "settings" })
    .route({
      method: "GET",
      path: "/workflows/{id}/draft",
      tags: ["Workflows"],
      summary: "Get what you changed in a workflow and have not published",
    })
    .input(byId)
    .output(z.object({ draft: WorkflowDraftView.nullable() })),
  saveDraft: procedure
    .meta({ access: "settings" })
    .route({
      method: "PUT",
      path: "/workflows/{id}/draft",
      tags: ["Workflows"],
      summary: "Keep changes of a workflow without publishing them",
    })
    .input(
      byId
        .extend({
          base: DraftText,
          baseRevision: z.number().int(),
          content: DraftText,
          /** `savedAtEpochMs` of the draft that this one goes on from; null: there was none. If another stands there by now, nothing is changed (409). */
          replaces: z.number().int().nullable(),
        })
        .strict(),
    )
    .output(WorkflowDraftHead),
  discardDraft: procedure
    .meta({ access: "settings" })
    .route({
      method: "DELETE",
      path: "/workflows/{id}/draft",
      tags: ["Workflows"],
      summary: "Throw away what you changed and did not publish",
    })
    .input(byId.strict())
    .output(z.object({ discarded: z.boolean() })),
};
