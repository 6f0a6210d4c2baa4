/** One ticket going through one workflow (a run, or enrolment): cursor and journal in one document, so that they can't come apart. */
import { z } from "zod";
import { ERASED } from "./erased.ts";
import { EventId, MessageId, RunId, StepId, TicketId, WorkflowId } from "./ids.ts";
import { Base } from "./event.ts";
import { CancelReason } from "./cancel-reason.ts";

/** What became of a step. */
export const StepOutcome = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("done"),
    changed: z.boolean(),
    /** What it worked with, for the history: recipients, the rendered subject, the chosen owner. */
    details: z.record(z.string(), z.json()).optional(),
  }),
  /** E4 and the like: nothing was done, and why. */
  z.object({ kind: z.literal("skipped"), reason: z.string().max(500) }),
  z.object({ kind: z.literal("failed"), code: z.string(), message: z.string().max(2000) }),
  /** A branch took this arm; null: otherwise. */
  z.object({ kind: z.literal("took"), armId: z.string().nullable() }),
  z.object({ kind: z.literal("completed") }),
  z.object({ kind: z.literal("cancelled"), reason: CancelReason }),
  z.object({ kind: z.literal("timed-out") }),
  /** The mails that a step waited for: they have left, or wait for a person. */
  z.object({ kind: z.literal("sent") }),
  z.object({ kind: z.literal("held"), reason: z.string().max(500) }),
]);
export type StepOutcome = z.infer<typeof StepOutcome>;

export const JournalEntry = z.object({
  stepId: StepId,
  /** Which step of the run it was, from 1; a jump back does a step again under another number. What a step makes takes its id from this. */
  sequence: z.number().int(),
  attempt: z.number().int(),
  startedAtEpochMs: z.number(),
  finishedAtEpochMs: z.number(),
  outcome: StepOutcome,
  /** The events of the ticket that it made: what it changed, and what it made beside the ticket. */
  eventIds: z.array(EventId).optional(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** What a waiting run waits for. */
export const Waiting = z.object({
  sinceEpochMs: z.number(),
  /** Null: only for something to happen. */
  untilEpochMs: z.number().nullable(),
  /** What ends it, and which exit that is: `happened` for the awaited event, `cancelled` for a reason to give up. */
  ends: z.array(z.object({ on: CancelReason, exit: z.enum(["happened", "cancelled"]) })).max(20),
  /** What the end of the time means. */
  onTime: z.enum(["completed", "timed-out"]),
  /** F11b: for its workflow, or all of the desk's, to go on: the step at the cursor is not begun. */
  isHeld: z.literal(true).optional(),
  /** The request whose answer the step waits for. */
  webhookRequestId: z.string().optional(),
  /** The mails on which the step waits; `heldEnds`: it waits no longer where a person has to decide about one. */
  mails: z.object({ ids: z.array(MessageId), heldEnds: z.boolean() }).optional(),
  /** Events that the step made before it waited. */
  eventIds: z.array(EventId).optional(),
});
export type Waiting = z.infer<typeof Waiting>;

export const RunStatus = z.enum(["active", "waiting", "retrying", "done", "failed", "unenrolled"]);
export type RunStatus = z.infer<typeof RunStatus>;

/** Where a run stood that an event took on. */
export const Interrupted = z.object({
  eventId: EventId,
  status: z.enum(["waiting", "retrying"]),
  cursor: StepId,
  attempt: z.number().int(),
  waiting: Waiting.nullable(),
  wakeAtEpochMs: z.number(),
});
export type Interrupted = z.infer<typeof Interrupted>;

/** Why a run ended that an answer had set off which was taken back (D8c): it counts as if it had never been. */
export const TAKEN_BACK = "taken-back";

/** Why a run ended whose rival came to the host first (H4). */
export const SUPERSEDED = "superseded";

export const Run = z.object({
  ...ERASED,
  id: RunId,
  workflowId: WorkflowId,
  /** F8: the run goes on in the revision it started in. */
  workflowRevision: z.number().int(),
  ticketId: TicketId,
  /** The event that enrolled the ticket; derived for timers and manual enrolment. */
  eventId: EventId,
  /** The first event of the same save or message, where it is another one. */
  occasionId: EventId.optional(),
  /** In a team: the event's, by which rivals are known (H4). Absent: it has none. */
  base: Base.optional(),
  /** The host has let it act: of rivals only the first. Absent: it has not seen it yet, or there is nothing to see to. */
  isLetAct: z.literal(true).optional(),
  /** The rival that acted in its place. */
  supersededBy: RunId.optional(),
  triggerId: z.string(),
  /** F4: what else of the same save or message would have enrolled it; absent: nothing. */
  alsoTriggers: z.array(z.object({ eventId: EventId, triggerId: z.string() })).optional(),
  /** What an incoming webhook brought. */
  data: z.json().optional(),
  depth: z.number().int(),
  /** When the chain of automatic changes began that led here; absent: when the run did (F11). */
  chainStartedAtEpochMs: z.number().optional(),
  status: RunStatus,
  /** The step to execute next or waited in; null at the end. */
  cursor: StepId.nullable(),
  /** Steps finished so far. */
  sequence: z.number().int(),
  /** F11b: since when it has been held, or was the first time; absent: it never was. What a person changed after that is not changed back by it. */
  heldAtEpochMs: z.number().optional(),
  /** How often the step at the cursor has been tried. */
  attempt: z.number().int(),
  waiting: Waiting.nullable(),
  /** When the scheduler looks at it: the end of a wait or of a pause before another attempt; 0 where it has no time. Indexed. */
  wakeAtEpochMs: z.number(),
  /** D8c: where it stood when an event last woke it or made it leave; it stands there again where that event is taken back. Absent: none did. */
  interrupted: Interrupted.optional(),
  startedAtEpochMs: z.number(),
  finishedAtEpochMs: z.number().nullable(),
  /** Why it ended without its last step; ''. */
  endReason: z.string().max(500),
  journal: z.array(JournalEntry),
});
export type Run = z.infer<typeof Run>;
