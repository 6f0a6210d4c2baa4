/** Why something on a ticket changed: data, which the interface and the command line put into words (F9). */
import { z } from "zod";
import { Trigger } from "../../automation/triggers/trigger.ts";
import { Step } from "../../automation/steps/step.ts";
import { Activity } from "../../model/activity.ts";
import { RuleNumber } from "../../model/cause.ts";
import { TriggeredBy } from "../../model/event.ts";
import { ChannelId, MessageId, RunId, UserId, WorkflowId } from "../../model/ids.ts";
import { JournalEntry, RunStatus } from "../../model/run.ts";
import { Workflow } from "../../automation/documents/workflow.ts";
import { PageInput, pageOf } from "../base.ts";

/** A workflow as an explanation names it; the name is null where the workflow is gone. */
export const WorkflowRef = z.object({
  id: WorkflowId,
  name: z.string().nullable(),
  template: Workflow.shape.template,
  /** In which the run began (F8); null where there is no run. */
  revision: z.number().int().nullable(),
  /** The workflow has another definition by now. */
  isOutdated: z.boolean(),
});
export type WorkflowRef = z.infer<typeof WorkflowRef>;

/** A step of a run with what became of it; the step is null where its revision is no longer kept. */
const StepTaken = z.object({ step: Step.nullable(), entry: JournalEntry });

export const WhyLink = z.discriminatedUnion("kind", [
  /** Something that happened to the ticket. */
  z.object({
    kind: z.literal("change"),
    activity: Activity,
    /** The mail or note that it tells of. */
    message: z
      .object({ id: MessageId, direction: z.string(), name: z.string(), address: z.string(), subject: z.string() })
      .nullable(),
  }),
  /** A rule of the desk did it, because of what follows. */
  z.object({ kind: z.literal("rule"), rule: RuleNumber }),
  /** A workflow's step did it; what follows set the run off. */
  z.object({
    kind: z.literal("step"),
    workflow: WorkflowRef,
    runId: RunId,
    /** Null where the run is gone. */
    status: RunStatus.nullable(),
    startedAtEpochMs: z.number().nullable(),
    /** The trigger that fired; null for a run that was begun by hand or by another workflow. */
    trigger: Trigger.nullable(),
    /** What else the same save or message met: it began one run (F4). */
    alsoTriggers: z.array(Trigger),
    taken: StepTaken.nullable(),
    /** The wait that ended before this step: by its time, or by what happened then. */
    waited: StepTaken.extend({ endedBy: Activity.nullable() }).nullable(),
  }),
  /** The beginning: a time came, or another program called. */
  z.object({
    kind: z.literal("timer"),
    workflow: WorkflowRef,
    by: TriggeredBy.nullable(),
    trigger: Trigger.nullable(),
  }),
  z.object({ kind: z.literal("person"), userId: UserId, name: z.string().nullable() }),
  z.object({ kind: z.literal("channel"), channelId: ChannelId, name: z.string().nullable() }),
  z.object({ kind: z.literal("import"), source: z.string() }),
  z.object({ kind: z.literal("device"), deviceId: z.string() }),
]);
export type WhyLink = z.infer<typeof WhyLink>;

export const WhyEntry = z.object({
  activity: Activity,
  /** From the change itself back to what began it: the first is the change, the last a person, a mail's channel, a timer. */
  chain: z.array(WhyLink),
  /** False where a part of the past is no longer kept. */
  isComplete: z.boolean(),
});
export type WhyEntry = z.infer<typeof WhyEntry>;

export const WhyInput = PageInput.extend({
  /** Only changes of this property; `stageId` and `pipelineId` for moves. */
  property: z.string().min(1).max(80).optional(),
  /** Only this line of the timeline. */
  activityId: z.string().min(1).max(128).optional(),
});

export const WhyPage = pageOf(WhyEntry);
