import { z } from "zod";
import { StepId } from "../../model/ids.ts";

/** What every step has. */
export const StepBase = z.object({ id: StepId });

/** A length of time that a step waits. */
export const Duration = z.object({
  amount: z.number().int().min(1).max(100_000),
  unit: z.enum(["seconds", "minutes", "hours", "days", "weeks"]),
});
export type Duration = z.infer<typeof Duration>;

/** What ends a wait early, and why the run then took its other exit (F5). */
export const CancelReason = z.enum([
  "customer-replied",
  "agent-replied",
  "ticket-closed",
  "stage-changed",
  "owner-changed",
]);
export type CancelReason = z.infer<typeof CancelReason>;
