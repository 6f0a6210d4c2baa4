import { z } from "zod";
import { WorkflowDefinition } from "../definition.ts";
import { UserId, WorkflowId } from "../../model/ids.ts";
import { Stamps } from "../../model/stamps.ts";

/** A definition that a workflow had: runs that began with it go on with it (F8), and a person can look at it (F1). */
export const Revision = z.object({
  /** Derived from workflow and number. */
  id: z.string(),
  kind: z.literal("revision"),
  workflowId: WorkflowId,
  revision: z.number().int(),
  definition: WorkflowDefinition,
  /** Who replaced it, and when. */
  replacedBy: UserId.nullable(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type Revision = z.infer<typeof Revision>;
