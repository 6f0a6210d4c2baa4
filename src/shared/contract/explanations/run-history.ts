/** Runs of workflows with what their steps did, and figures over them (F9). */
import { z } from "zod";
import { Trigger } from "../../automation/triggers/trigger.ts";
import { Step } from "../../automation/steps/step.ts";
import { Activity } from "../../model/activity.ts";
import { TicketId } from "../../model/ids.ts";
import { JournalEntry, Run } from "../../model/run.ts";
import { WorkflowRef } from "./why.ts";

export const RunStep = z.object({
  /** Its input: the step as of the run's revision; null where that is no longer kept. */
  step: Step.nullable(),
  /** When, how often tried, and its result or error. */
  entry: JournalEntry,
  durationMs: z.number(),
  /** What it changed, as told in the ticket's timeline. */
  changes: z.array(Activity),
});
export type RunStep = z.infer<typeof RunStep>;

export const RunRecord = z.object({
  run: Run,
  workflow: WorkflowRef,
  /** Null where the ticket is gone. */
  ticket: z.object({ id: TicketId, number: z.number().int().nullable(), subject: z.string() }).nullable(),
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
