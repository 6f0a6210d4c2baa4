import { z } from "zod";
import { isTimeZone } from "../automation/schedule/business-hours.ts";
import { WorkflowId } from "../model/ids.ts";
import { procedure } from "./base.ts";

/** How long something took: of how many, and the times that half and nine tenths of them kept. Null where there are none. */
export const Durations = z.object({
  count: z.number().int(),
  medianMs: z.number().nullable(),
  p90Ms: z.number().nullable(),
});
export type Durations = z.infer<typeof Durations>;

export const ReportFigures = z.object({
  created: z.number().int(),
  closed: z.number().int(),
  /** Of the tickets that were made in the time: those that were closed and opened again. */
  reopened: z.number().int(),
  /** From the ticket's making to the first mail that a person of the desk wrote in it; of the tickets that were made in the time. */
  firstAnswer: Durations,
  /** Of the tickets that were closed in the time. */
  timeToClose: Durations,
});
export type ReportFigures = z.infer<typeof ReportFigures>;

export const REPORT_DIMENSIONS = ["owner", "channel", "tag", "pipeline"] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

export const REPORT_GRAINS = ["day", "week", "month"] as const;
export type ReportGrain = (typeof REPORT_GRAINS)[number];

export const Report = z.object({
  grain: z.enum(REPORT_GRAINS),
  points: z.array(
    z.object({
      /** When the day, week or month begins; the first may begin before the time that was asked for. */
      atEpochMs: z.number(),
      created: z.number().int(),
      closed: z.number().int(),
      /** Open at its end. A ticket that was reopened counts as open all the while. */
      backlog: z.number().int(),
    }),
  ),
  totals: ReportFigures.extend({ backlog: z.number().int() }),
  /** By id, or by the tag itself; null: without one. A ticket with several tags counts with each. Most tickets first. */
  groups: z.array(ReportFigures.extend({ key: z.string().nullable() })),
  /** Runs that began in the time. */
  workflows: z.array(
    z.object({
      workflowId: WorkflowId,
      runs: z.number().int(),
      done: z.number().int(),
      failed: z.number().int(),
    }),
  ),
});
export type Report = z.infer<typeof Report>;

const epochMs = z.coerce.number().int().min(0).max(8.64e15);

export const reports = {
  get: procedure
    .route({ method: "GET", path: "/reports", tags: ["Reports"], summary: "Figures of a time" })
    .input(
      z.object({
        fromEpochMs: epochMs,
        /** Not included. */
        untilEpochMs: epochMs,
        by: z.enum(REPORT_DIMENSIONS).default("owner"),
        /** Which tickets count, by the operators of the search; '' for all. Words in it count for nothing. */
        q: z.string().max(500).default(""),
        /** In which days, weeks and months are counted, by its IANA name. */
        timeZone: z.string().max(64).refine(isTimeZone).default("UTC"),
      }),
    )
    .output(Report),
};
