import { z } from "zod";
import { PipelineId, StageId, WorkflowId } from "../model/ids.ts";

/** Work on many documents that goes on in pieces, so that nobody waits behind it. */
export const WorkProgress = z.object({
  id: z.string(),
  /**
   * `stage-kind`: a status became of another kind, and its tickets with it; `stage-kind-undo`: that is taken back; `stage-removal`: tickets of a status that goes are moved;
   * `pipeline-removal`: those of a pipeline that goes; `pipeline-removal-undo`: they come home;
   * `runs-end`: runs of a workflow that was switched off are ended; `runs-retry`, `runs-skip`, `runs-leave`, `tickets-resume`: what failed for one cause is mended, `id` being the cause's; `history-…`: tickets of a channel's history are put into workflows, taken out again, or not offered any more; `tickets-bulk`: a person changes many at once, or takes that back.
   */
  what: z.enum([
    "stage-kind",
    "stage-kind-undo",
    "stage-removal",
    "pipeline-removal",
    "pipeline-removal-undo",
    "runs-end",
    "runs-retry",
    "runs-skip",
    "runs-leave",
    "tickets-resume",
    "history-enrol",
    "history-unenrol",
    "history-dismiss",
    "tickets-bulk",
    "tickets-bulk-undo",
  ]),
  pipelineId: PipelineId.nullable(),
  stageId: StageId.nullable(),
  workflowId: WorkflowId.nullable(),
  done: z.number().int(),
  total: z.number().int(),
});
export type WorkProgress = z.infer<typeof WorkProgress>;
