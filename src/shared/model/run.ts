import { z } from "zod";
import { EventId, RunId, StepId, TicketId, WorkflowId } from "./ids.ts";

export const StepOutcome = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done"), changed: z.boolean() }),
  z.object({ kind: z.literal("skipped"), reason: z.string() }),
  z.object({ kind: z.literal("failed"), code: z.string(), message: z.string() }),
]);
export type StepOutcome = z.infer<typeof StepOutcome>;

export const JournalEntry = z.object({
  stepId: StepId,
  attempt: z.number().int(),
  finishedAtEpochMs: z.number(),
  outcome: StepOutcome,
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** One ticket going through one workflow: cursor and journal in one document. */
export const Run = z.object({
  id: RunId,
  workflowId: WorkflowId,
  /** F8: the run goes on in the revision it started in. */
  workflowRevision: z.number().int(),
  ticketId: TicketId,
  eventId: EventId,
  depth: z.number().int(),
  status: z.enum(["active", "done", "failed"]),
  /** The step to execute next; null when there is none. */
  cursor: StepId.nullable(),
  startedAtEpochMs: z.number(),
  finishedAtEpochMs: z.number().nullable(),
  journal: z.array(JournalEntry),
});
export type Run = z.infer<typeof Run>;
