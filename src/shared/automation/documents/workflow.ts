import { z } from "zod";
import { WorkflowDefinition } from "../definition.ts";
import { PipelineId, UserId, WorkflowId } from "../../model/ids.ts";
import { Stamps } from "../../model/stamps.ts";

export const MAX_WORKFLOW_NAME_CHARACTERS = 120;

export const Workflow = z.object({
  id: WorkflowId,
  kind: z.literal("workflow"),
  name: z.string().trim().min(1).max(MAX_WORKFLOW_NAME_CHARACTERS),
  description: z.string().max(2000),
  /** `template`: generated for D1 or D2 of a pipeline; `stage`: a status card (E); `user`: made by hand. */
  origin: z.enum(["template", "stage", "user"]),
  /** Which template automation it is; null for the others. */
  template: z.enum(["D1", "D2"]).nullable(),
  /** null: every pipeline. */
  pipelineId: PipelineId.nullable(),
  enabled: z.boolean(),
  /** F11b: what becomes of runs in it while it is off: they are held, or being ended. Absent: they finish. */
  whenOff: z.enum(["hold", "end"]).optional(),
  /** When it was switched on last: what was due before then is none of its business (F2). Absent: from its beginning. */
  enabledAtEpochMs: z.number().optional(),
  /** F13: workflows that fire on one event run in this order. */
  order: z.number(),
  /** Section G binds workflows too, unless this says otherwise. */
  overridesRules: z.boolean(),
  /** Counted up by every change of the definition (F8). */
  revision: z.number().int(),
  definition: WorkflowDefinition,
  /** Absent: the desk itself, or an older program. */
  createdBy: UserId.optional(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type Workflow = z.infer<typeof Workflow>;
