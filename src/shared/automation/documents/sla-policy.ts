import { z } from "zod";
import { StageId } from "../../model/ids.ts";
import { Stamps } from "../../model/stamps.ts";
import { TicketPriority } from "../../model/ticket-priority.ts";
import { Filter } from "../filters/filter.ts";

/** More policies than anybody can keep apart. */
export const MAX_SLA_POLICIES = 100;

/** Ten years of minutes: beyond that nothing is promised. */
export const MAX_SLA_MINUTES = 5_256_000;

const minutes = z.number().int().min(1).max(MAX_SLA_MINUTES);

/** How long one thing may take, in open time. */
export const SlaTimes = z.object({
  /** Null: nothing is promised where no priority says otherwise. */
  minutes: minutes.nullable(),
  /** Of these priorities another time; null: of that priority nothing is promised. Absent: as above. */
  byPriority: z.partialRecord(TicketPriority, minutes.nullable()),
});
export type SlaTimes = z.infer<typeof SlaTimes>;

export const SlaTargets = z.object({ firstAnswer: SlaTimes, nextAnswer: SlaTimes, close: SlaTimes });
export type SlaTargets = z.infer<typeof SlaTargets>;

/** When somebody is warned before the time is over; null: not at all. */
export const SlaWarning = z
  .discriminatedUnion("kind", [
    /** So much of the time has passed. */
    z.object({ kind: z.literal("percent"), percent: z.number().int().min(1).max(99) }),
    z.object({ kind: z.literal("minutes"), minutes }),
  ])
  .nullable();
export type SlaWarning = z.infer<typeof SlaWarning>;

/** Which time counts. */
export const SlaHours = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("always") }),
  /** The desk's own calendar, whichever that is; a desk that has none counts always. */
  z.object({ kind: z.literal("desk") }),
  z.object({ kind: z.literal("calendar"), calendarId: z.string().min(1).max(128) }),
]);
export type SlaHours = z.infer<typeof SlaHours>;

/** What is promised to which tickets. A ticket falls under the first policy in the list whose conditions it meets. */
export const SlaPolicy = z.object({
  id: z.string(),
  kind: z.literal("sla-policy"),
  name: z.string().trim().min(1).max(120),
  order: z.number(),
  enabled: z.boolean(),
  /** Over the ticket, its contact and their company. */
  filter: Filter,
  targets: SlaTargets,
  hours: SlaHours,
  /** Stages in which its clocks stand still. A closed stage stops them anyway. */
  pausingStageIds: z.array(StageId).max(500),
  warning: SlaWarning,
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type SlaPolicy = z.infer<typeof SlaPolicy>;
