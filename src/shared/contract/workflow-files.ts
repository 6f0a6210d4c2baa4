/** Import and export, the linter, the order of workflows (F12, F12b, F13). */
import { z } from "zod";
import { MAX_FILE_WORKFLOWS } from "../automation/limits.ts";
import { FileReference, WorkflowBundle, WorkflowFile } from "../automation/workflow-file.ts";
import { PipelineId, WorkflowId } from "../model/ids.ts";
import { Workflow } from "../automation/documents/workflow.ts";
import { procedure } from "./base.ts";

const byId = z.object({ id: WorkflowId });
const WorkflowView = Workflow.omit({ stamps: true });

/** A mistake or a warning, with the path of what it is about in the definition. */
export const ProblemView = z.object({
  path: z.string(),
  /** Stable: the interface has the words. */
  key: z.string(),
  /** What is meant: an id, a name, a parser's words; ''. */
  about: z.string(),
  /** The other workflow that a warning is about. */
  workflowId: WorkflowId.optional(),
});
export type ProblemView = z.infer<typeof ProblemView>;

/** `errors` bar saving and switching on; `warnings` don't (F12b). */
export const Problems = z.object({ errors: z.array(ProblemView), warnings: z.array(ProblemView) });
export type Problems = z.infer<typeof Problems>;

/** A name in the file for which this desk has no document, or several. */
export const UnresolvedReference = FileReference.extend({
  /** Where it stands, as `workflows.0.definition.steps.2.stageId`. */
  paths: z.array(z.string()),
  /** Documents that it may be. */
  candidates: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type UnresolvedReference = z.infer<typeof UnresolvedReference>;

export const workflowFiles = {
  order: procedure
    .meta({ access: "settings" })
    .route({
      method: "PUT",
      path: "/workflows/order",
      tags: ["Workflows"],
      summary: "Put workflows in another order: those that are named change places among themselves",
    })
    .input(
      z
        .object({
          ids: z.array(WorkflowId).min(1).max(10_000),
          /** In which order they must still stand. */
          onlyIf: z
            .object({ ids: z.array(WorkflowId).max(10_000) })
            .strict()
            .optional(),
        })
        .strict(),
    )
    .output(z.object({ items: z.array(WorkflowView) })),
  problems: procedure
    .route({
      method: "GET",
      path: "/workflows/{id}/problems",
      tags: ["Workflows"],
      summary: "Check a workflow as it is: mistakes and warnings",
    })
    .input(byId)
    .output(Problems),
  /** Takes any definition, also of older versions and with mistakes. Saves nothing. */
  lint: procedure
    .meta({ access: "everyone", viewers: "reads" })
    .route({
      method: "POST",
      path: "/workflows/lint",
      tags: ["Workflows"],
      summary: "Check a definition without saving it: mistakes and warnings",
    })
    .input(
      z
        .object({
          definition: z.unknown(),
          pipelineId: PipelineId.nullable().default(null),
          /** The workflow whose definition it shall become: it is not compared with itself. */
          id: WorkflowId.optional(),
        })
        .strict(),
    )
    .output(Problems),
  exportOne: procedure
    .route({
      method: "GET",
      path: "/workflows/{id}/file",
      tags: ["Workflows"],
      summary: "Export a workflow: a file that other desks can import; secrets are left out",
    })
    .input(byId)
    .output(WorkflowFile),
  exportMany: procedure
    .meta({ access: "everyone", viewers: "reads" })
    .route({ method: "POST", path: "/workflows/export", tags: ["Workflows"], summary: "Export several workflows" })
    .input(z.object({ ids: z.array(WorkflowId).min(1).max(MAX_FILE_WORKFLOWS) }).strict())
    .output(WorkflowBundle),
  /** Nothing is imported while a reference is unresolved: ask, and send the file again with the mapping. */
  import: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/workflows/import",
      tags: ["Workflows"],
      summary: "Import a file of workflows, switched off",
    })
    .input(
      z
        .object({
          file: z.unknown(),
          /** What is meant by ids of the file. */
          mapping: z
            .array(
              z.object({ kind: FileReference.shape.kind, id: z.string().max(2000), to: z.string().max(2000) }).strict(),
            )
            .max(5000)
            .default([]),
        })
        .strict(),
    )
    .output(
      z.object({
        items: z.array(WorkflowView),
        unresolved: z.array(UnresolvedReference),
        /** Secrets that a person has to fill in again, by the workflow's position. */
        leftOut: z.array(z.string()),
      }),
    ),
};
