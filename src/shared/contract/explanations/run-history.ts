/** Runs of workflows with what their steps did, and figures over them (F9). */
import { z } from "zod";
import { Trigger } from "../../automation/triggers/trigger.ts";
import { Step } from "../../automation/steps/step.ts";
import { Activity } from "../../model/activity.ts";
import { OutboxItemId, StepId, TicketId } from "../../model/ids.ts";
import { JournalEntry, Run, RunStatus, StepOutcome } from "../../model/run.ts";
import { PageInput, pageOf } from "../base.ts";
import { WorkflowRef } from "./why.ts";

const OUTCOMES = StepOutcome.options.map(({ shape }) => shape.kind.value);

const TicketHead = z.object({ id: TicketId, number: z.number().int().nullable(), subject: z.string() });

export const RunStep = z.object({
  /** Its input: the step as of the run's revision, a branch without what is in its arms; null where that is no longer kept. */
  step: Step.nullable(),
  /** When, how often tried, and its result or error. */
  entry: JournalEntry,
  durationMs: z.number(),
  /** What it changed, as told in the ticket's timeline. */
  changes: z.array(Activity),
  /** The mails that it wrote, where they wait or went out. */
  outboxIds: z.array(OutboxItemId),
});
export type RunStep = z.infer<typeof RunStep>;

export const RunRecord = z.object({
  run: Run,
  workflow: WorkflowRef,
  /** Null where the ticket is gone. */
  ticket: TicketHead.nullable(),
  /** Null for a run that a person or another workflow began. */
  trigger: Trigger.nullable(),
  steps: z.array(RunStep),
  /** Where it stands: the step that it waits in, or that failed. */
  at: Step.nullable(),
  /** Until now, for a run that has not ended. */
  durationMs: z.number(),
});
export type RunRecord = z.infer<typeof RunRecord>;

const Figures = z.object({
  enrolled: z.number().int(),
  /** In it now. */
  active: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  unenrolled: z.number().int(),
  /** Time through, of the runs that are done; null where there is none. */
  medianMs: z.number().nullable(),
  p95Ms: z.number().nullable(),
});
export type Figures = z.infer<typeof Figures>;

export const WorkflowFigures = z.object({
  /** Runs that began in the last 30 days. */
  last30Days: Figures,
  ever: Figures,
});
export type WorkflowFigures = z.infer<typeof WorkflowFigures>;

export const RunHistoryInput = PageInput.extend({
  /** `going`: those that have not ended. */
  status: z.enum([...RunStatus.options, "going"]).optional(),
  ticketId: TicketId.optional(),
});

/** A run as a list shows it: without its journal. */
export const RunHead = Run.pick({
  id: true,
  ticketId: true,
  workflowRevision: true,
  status: true,
  cursor: true,
  waiting: true,
  wakeAtEpochMs: true,
  startedAtEpochMs: true,
  finishedAtEpochMs: true,
  endReason: true,
}).extend({
  /** Null where the ticket is gone. */
  ticket: TicketHead.nullable(),
});
export type RunHead = z.infer<typeof RunHead>;

export const RunHistory = pageOf(RunHead);

/** Longest time over which ways are counted. */
export const MAX_COURSE_DAYS = 366;

export const RunCoursesInput = z.object({ days: z.coerce.number().int().min(1).max(MAX_COURSE_DAYS) });

/** Which ways the runs went that began in a time: what the editor writes at boxes and lines. */
export const RunCourses = z.object({
  fromEpochMs: z.number(),
  /** Runs that were counted, in the revisions in which they went. */
  revisions: z.array(z.object({ revision: z.number().int(), runs: z.number().int() })),
  /** False: there were more; the newest of them were counted. */
  isComplete: z.boolean(),
  /** What became of each step, as often as it was taken. */
  steps: z.array(z.object({ stepId: StepId, outcome: z.enum(OUTCOMES), times: z.number().int() })),
  /** Where runs stand that have not come to their end. */
  standing: z.array(z.object({ stepId: StepId, status: RunStatus, runs: z.number().int() })),
  /** From step to step; `from` null: where they began; `to` null: their end. */
  moves: z.array(
    z.object({
      from: StepId.nullable(),
      /** Of a branch the arm that was taken; null: otherwise, and for what is no branch. */
      armId: z.string().nullable(),
      to: StepId.nullable(),
      times: z.number().int(),
    }),
  ),
});
export type RunCourses = z.infer<typeof RunCourses>;
