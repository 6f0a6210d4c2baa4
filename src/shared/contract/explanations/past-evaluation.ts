import { z } from "zod";
import { Condition } from "../../automation/filters/filter.ts";
import { Activity } from "../../model/activity.ts";
import { NotEnrolled } from "../../model/evaluation.ts";
import { EventId, RunId } from "../../model/ids.ts";
import { RunStatus } from "../../model/run.ts";

/** One condition of a filter with the value it saw (F9b). */
export const ConditionView = z.object({
  /** Positions in the filter's groups, as `0.1`. */
  path: z.string(),
  condition: Condition,
  saw: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly(), z.null()]),
  holds: z.boolean(),
});
export type ConditionView = z.infer<typeof ConditionView>;

/** One of a filter's groups, so that its conditions can be shown as they stand in each other. */
export const ConditionGroup = z.object({
  /** As of its conditions; '' is the filter itself. */
  path: z.string(),
  match: z.enum(["all", "any"]),
  holds: z.boolean(),
});
export type ConditionGroup = z.infer<typeof ConditionGroup>;

/** An event that set off one of the workflow's triggers and did not enrol the ticket (F9b). Kept 90 days. */
export const PastEvaluation = z.object({
  eventId: EventId,
  atEpochMs: z.number(),
  /** What happened; null where its line of the timeline is gone. */
  event: Activity.nullable(),
  /** Of the workflow, as it was then. */
  revision: z.number().int(),
  triggerId: z.string(),
  why: NotEnrolled,
  /** Of that revision's filter; empty where it was not asked, or the revision is no longer kept. */
  conditions: z.array(ConditionView),
  /** The groups in which they stand; each before those within it. */
  groups: z.array(ConditionGroup),
  /** Path of the first condition because of which the filter did not hold; null where it was not asked. */
  firstFailed: z.string().nullable(),
});
export type PastEvaluation = z.infer<typeof PastEvaluation>;

/** The latest time that the ticket did go into the workflow. */
export const LastEnrolment = z.object({
  runId: RunId,
  status: RunStatus,
  startedAtEpochMs: z.number(),
  endReason: z.string(),
});
