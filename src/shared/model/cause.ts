import { z } from "zod";
import { ChannelId, MacroId, MessageId, RunId, StepId, UserId, WorkflowId } from "./ids.ts";

/** Numbers of the rules in the specification that change documents by themselves. */
export const RuleNumber = z.enum([
  "B1",
  "C1",
  "C2",
  "C4",
  "C6",
  "D3",
  "D4",
  "D5",
  "D6",
  "D7",
  "D9",
  "D10",
  "F11",
  "G1",
  "G2",
  "G3",
  "G4",
  "G5",
  "H4",
  "H5",
  /** What is promised of a ticket: its policy's clock. */
  "SLA",
  /** A snoozed ticket wakes. */
  "snooze",
]);
export type RuleNumber = z.infer<typeof RuleNumber>;

/** Who or what made a change. Every event and activity carries one; the "Why?" of the interface reads it. */
export const Cause = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("user"),
    userId: UserId,
    /** They chose the status together with an answer: it is taken back with that (D8c). Absent: with none. */
    withAnswer: MessageId.optional(),
    /** They ran a macro; `useId` tells this use of it, on however many tickets, from others. Absent: they did it by hand. */
    macro: z.object({ id: MacroId, useId: z.string().max(128) }).optional(),
  }),
  z.object({ kind: z.literal("rule"), rule: RuleNumber }),
  z.object({ kind: z.literal("workflow"), workflowId: WorkflowId, runId: RunId, stepId: StepId }),
  /** A trigger of a workflow that is no event of a ticket: a date, silence, a schedule, an incoming webhook (F2). */
  z.object({ kind: z.literal("trigger"), workflowId: WorkflowId }),
  z.object({ kind: z.literal("channel"), channelId: ChannelId }),
  z.object({ kind: z.literal("import"), source: z.string() }),
  z.object({ kind: z.literal("sync"), deviceId: z.string() }),
]);
export type Cause = z.infer<typeof Cause>;
