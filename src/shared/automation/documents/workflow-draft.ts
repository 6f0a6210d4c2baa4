import { z } from "zod";
import { UserId, WorkflowId } from "../../model/ids.ts";
import { Stamps } from "../../model/stamps.ts";
import { MAX_DRAFT_CHARACTERS } from "../limits.ts";

/** An editor's draft as JSON. Half of a step may be filled in, so it is kept as it stands and read by whoever edits it; only publishing asks whether it fits. */
export const DraftText = z.string().min(2).max(MAX_DRAFT_CHARACTERS);

/** What somebody changed in a workflow and did not publish. It belongs to its author, one for each workflow, and nothing that others do takes it away. */
export const WorkflowDraft = z.object({
  /** Derived from workflow and author. */
  id: z.string(),
  kind: z.literal("workflow-draft"),
  workflowId: WorkflowId,
  authorId: UserId,
  /** The workflow that it was made from: what others changed since is told by it. */
  base: DraftText,
  baseRevision: z.number().int(),
  content: DraftText,
  createdAtEpochMs: z.number().int(),
  /** Also tells one save from the next: no two have the same. */
  savedAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type WorkflowDraft = z.infer<typeof WorkflowDraft>;
