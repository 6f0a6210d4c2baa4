import { z } from "zod";

/** What ends a wait early, and why the run then took its other exit (F5). */
export const CancelReason = z.enum([
  "customer-replied",
  "agent-replied",
  "ticket-closed",
  "stage-changed",
  "owner-changed",
]);
export type CancelReason = z.infer<typeof CancelReason>;
