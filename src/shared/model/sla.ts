import { z } from "zod";

/** What a policy promises: the first answer, each answer after that, and that the ticket is closed. */
export const SlaTargetName = z.enum(["firstAnswer", "nextAnswer", "close"]);
export type SlaTargetName = z.infer<typeof SlaTargetName>;

/** What a clock tells of, each once. */
export const SlaOccurrence = z.enum(["warning", "breached", "met"]);
export type SlaOccurrence = z.infer<typeof SlaOccurrence>;

/** How a clock stands at a moment. */
export const SLA_STATES = ["running", "warning", "breached", "paused", "met"] as const;
export type SlaState = (typeof SLA_STATES)[number];

const moment = z.number().int();

/** How one target stands. Moments are exact; what counts in between is open time of the policy's calendar. */
export const SlaClock = z.object({
  targetMs: z.number().int().min(0),
  startedAtEpochMs: moment,
  /** What counted before it ran last. */
  elapsedMs: z.number().int().min(0),
  /** Null: it stands still. */
  runsSinceEpochMs: moment.nullable(),
  /** Null: it runs. */
  stoppedAtEpochMs: moment.nullable(),
  /** Null: it stands still, or nobody is warned. */
  warnAtEpochMs: moment.nullable(),
  /** When its time is over, or was; null: it stands still in time, or its calendar never opens. */
  dueAtEpochMs: moment.nullable(),
  /** Its time was over then; null: it has not been yet, or nobody has looked since. */
  breachedAtEpochMs: moment.nullable(),
  /** Answered, or closed; null: it is still asked for. */
  endedAtEpochMs: moment.nullable(),
  /** What the ticket's history tells of by now. */
  told: z.array(SlaOccurrence),
});
export type SlaClock = z.infer<typeof SlaClock>;

/** The clock of a ticket under the policy that it falls under. */
export const TicketSla = z.object({
  policyId: z.string(),
  /** The last thing that it counts with. */
  atEpochMs: moment,
  /** Whether the clocks go by the ticket's stage. */
  stage: z.enum(["going", "paused", "closed"]),
  /** Since when the stage has that; for "paused since". */
  stageSinceEpochMs: moment,
  isAnswered: z.boolean(),
  /** Null: the policy promises nothing of it, or nobody waits. */
  firstAnswer: SlaClock.nullable(),
  nextAnswer: SlaClock.nullable(),
  close: SlaClock.nullable(),
  /** When the next of its occurrences is to be told; null: none is ahead. */
  wakeAtEpochMs: moment.nullable(),
});
export type TicketSla = z.infer<typeof TicketSla>;
