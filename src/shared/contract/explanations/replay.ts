/** What a workflow would have done over the last days, beside what it did (F10). */
import { z } from "zod";
import { WorkflowDefinition } from "../../automation/definition.ts";
import { TicketEventBody } from "../../model/event.ts";
import { StepId, TicketId } from "../../model/ids.ts";

/** Longest time that a replay goes back. */
export const MAX_REPLAY_DAYS = 366;

export const ReplayInput = z.object({
  days: z.coerce.number().int().min(1).max(MAX_REPLAY_DAYS),
  /** Of an editor, not saved yet; absent: the workflow's own. */
  definition: WorkflowDefinition.optional(),
  /** What it is compared with: what was done (`history`), or what the saved workflow would have done, were it on all the time (`current`). */
  against: z.enum(["history", "current"]).default("history"),
});

/** One thing that a step did, or would have done, to a ticket. */
export const ReplayedEffect = z.object({ atEpochMs: z.number(), stepId: StepId, body: TicketEventBody });
export type ReplayedEffect = z.infer<typeof ReplayedEffect>;

export const ReplayDifference = z.object({
  ticketId: TicketId,
  number: z.number().int().nullable(),
  subject: z.string(),
  /** `would`: it would have and did not; `did`: it did and would not have; `moved`: at another time. */
  kind: z.enum(["would", "did", "moved"]),
  /** Null for what it would not have done. */
  would: ReplayedEffect.nullable(),
  /** Null for what it did not do. */
  did: ReplayedEffect.nullable(),
});
export type ReplayDifference = z.infer<typeof ReplayDifference>;

const Totals = z.object({
  ticketsDone: z.number().int(),
  tickets: z.number().int(),
  /** Events of the window that were gone through. */
  events: z.number().int(),
  enrolled: z.number().int(),
  /** What it would have done, and what it did, in all. */
  would: z.number().int(),
  did: z.number().int(),
  same: z.number().int(),
  differences: z.number().int(),
  /** Tickets with any. */
  ticketsDiffering: z.number().int(),
});
export type ReplayTotals = z.infer<typeof Totals>;

export const ReplayEntry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("begun"), fromEpochMs: z.number(), toEpochMs: z.number(), tickets: z.number().int() }),
  z.object({ type: z.literal("progress"), totals: Totals }),
  /** Told as they are found; after the first 1 000 they are only counted. */
  z.object({ type: z.literal("difference"), difference: ReplayDifference }),
  /** A ticket that could not be replayed: what its past says does not fit together. The others go on. */
  z.object({ type: z.literal("skipped"), ticketId: TicketId, reason: z.string() }),
  z.object({ type: z.literal("done"), totals: Totals, listed: z.number().int() }),
]);
export type ReplayEntry = z.infer<typeof ReplayEntry>;
