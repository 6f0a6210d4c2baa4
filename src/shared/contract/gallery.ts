import { z } from "zod";
import { GALLERY_CATEGORIES, GALLERY_KEYS, PARAMETER_KINDS } from "../automation/gallery/names.ts";
import { PipelineId } from "../model/ids.ts";
import { Workflow } from "../automation/documents/workflow.ts";
import { procedure } from "./base.ts";
import { WorkflowView } from "./workflows.ts";

const InLanguage = z.enum(["en", "it"]).default("en");

/** A ready workflow (F12) as it would be on one pipeline. */
export const GalleryEntry = z.object({
  key: z.enum(GALLERY_KEYS),
  category: z.enum(GALLERY_CATEGORIES),
  name: z.string(),
  description: z.string(),
  parameters: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(PARAMETER_KINDS),
      /** What it is unless said otherwise; null: it must be said. */
      default: z.json(),
    }),
  ),
});
export type GalleryEntry = z.infer<typeof GalleryEntry>;

export const gallery = {
  list: procedure
    .route({
      method: "GET",
      path: "/gallery",
      tags: ["Workflows"],
      summary: "List the ready workflows, with what their parameters would be on a pipeline",
    })
    .input(
      z.object({
        /** Absent: the first. */
        pipelineId: PipelineId.optional(),
        language: InLanguage,
      }),
    )
    .output(z.object({ items: z.array(GalleryEntry) })),
  add: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/gallery/{key}",
      successStatus: 201,
      tags: ["Workflows"],
      summary: "Make a ready workflow on a pipeline, switched off",
    })
    .input(
      z
        .object({
          key: z.enum(GALLERY_KEYS),
          /** Absent: the first. */
          pipelineId: PipelineId.optional(),
          /** Absent: its own in the language. */
          name: Workflow.shape.name.optional(),
          /** Of the name, and of the mails and notifications that it sends. */
          language: InLanguage,
          /** By name; what is absent takes its default. */
          parameters: z.record(z.string().max(60), z.json()).default({}),
        })
        .strict(),
    )
    .output(WorkflowView),
};
