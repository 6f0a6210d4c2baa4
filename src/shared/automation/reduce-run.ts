import { PipedeskError } from "../errors/pipedesk-error.ts";
import type { EventId, RunId, StepId } from "../model/ids.ts";
import { MAX_JOURNAL_ENTRIES, MAX_REASON_CHARACTERS } from "./limits.ts";
import {
  SUPERSEDED,
  TAKEN_BACK,
  type Interrupted,
  type JournalEntry,
  type Run,
  type RunStatus,
  type StepOutcome,
  type Waiting,
} from "../model/run.ts";
import type { CancelReason } from "../model/cancel-reason.ts";

/** What happens to a run. `next` is where it goes on; the caller knows the definition. */
export type RunEvent =
  | {
      readonly type: "stepped";
      readonly stepId: StepId;
      readonly outcome: StepOutcome;
      readonly eventIds?: readonly EventId[];
      readonly next: StepId | null;
      /** A failure is no end: the run goes on at `next`. */
      readonly isCaught?: boolean;
      readonly startedAtEpochMs: number;
      readonly atEpochMs: number;
    }
  /** The step can work later: tried again at that time. */
  | { readonly type: "deferred"; readonly stepId: StepId; readonly message: string; readonly retryAtEpochMs: number }
  | { readonly type: "waits"; readonly stepId: StepId; readonly waiting: Waiting }
  /** F11b: it would make a step, and is held. */
  | { readonly type: "held"; readonly atEpochMs: number }
  /** The time of a wait is over, or a pause before another attempt; or it is held no longer. */
  | { readonly type: "due"; readonly next: StepId | null; readonly atEpochMs: number }
  | {
      readonly type: "woken";
      readonly reason: CancelReason;
      readonly exit: "happened" | "cancelled";
      /** What happened; absent where it is only thought of. */
      readonly eventId?: EventId;
      readonly next: StepId | null;
      readonly atEpochMs: number;
    }
  /** A webhook that the step waited for was answered, or failed for good. */
  | {
      readonly type: "answered";
      readonly outcome: StepOutcome;
      readonly next: StepId | null;
      /** As for a step. */
      readonly isCaught?: boolean;
      readonly atEpochMs: number;
    }
  /**
   * Something went wrong that no outcome of a step tells of: it fails where it stands. A run that was through fails too; what it did is done, so there is nothing to
   * try again.
   */
  | { readonly type: "faulted"; readonly message: string; readonly atEpochMs: number }
  /** `eventId`: the event that it leaves because of; absent: none. */
  | { readonly type: "unenrolled"; readonly reason: string; readonly eventId?: EventId; readonly atEpochMs: number }
  /** D8c: what set it off is taken back. */
  | { readonly type: "taken-back"; readonly atEpochMs: number }
  /** H4: a rival's run came to the host first. */
  | { readonly type: "superseded"; readonly byRunId: RunId; readonly atEpochMs: number }
  /** H4: of its rivals it is the first at the host. */
  | { readonly type: "let-act" }
  /** D8c: what woke it, or made it leave, is taken back: it stands where it stood. What it did meanwhile stays in the journal. */
  | { readonly type: "restored" }
  | { readonly type: "retried"; readonly atEpochMs: number }
  | { readonly type: "skipped"; readonly next: StepId | null; readonly atEpochMs: number };
export type RunEventType = RunEvent["type"];

/** In which states an event may happen; what is not named is illegal. */
const ALLOWED: Readonly<Record<RunEventType, readonly RunStatus[]>> = {
  stepped: ["active"],
  deferred: ["active"],
  waits: ["active"],
  held: ["active"],
  due: ["waiting", "retrying"],
  woken: ["waiting"],
  answered: ["waiting"],
  faulted: ["active", "waiting", "retrying", "done"],
  unenrolled: ["active", "waiting", "retrying", "failed"],
  "taken-back": ["active", "waiting", "retrying", "failed", "done"],
  superseded: ["active", "waiting", "retrying", "failed", "done"],
  "let-act": ["active", "waiting", "retrying", "failed", "done", "unenrolled"],
  restored: ["waiting", "retrying", "failed", "done", "unenrolled"],
  retried: ["failed", "retrying"],
  skipped: ["failed", "retrying"],
};

const AT_REST = { waiting: null, wakeAtEpochMs: 0, attempt: 0 } as const;

/**
 * The step machine: the run after an event. Pure; every change of a run goes through here.
 * @throws PD_INTERNAL for an event that the run's state does not allow
 * @rule F7
 */
export function reduceRun(run: Run, event: RunEvent): Run {
  if (!ALLOWED[event.type].includes(run.status)) {
    throw new PipedeskError("PD_INTERNAL", `Run ${run.id} is ${run.status} and takes no ${event.type}.`);
  }
  if ("stepId" in event && event.stepId !== run.cursor) {
    throw new PipedeskError("PD_INTERNAL", `Run ${run.id} stands at step ${run.cursor}, not at ${event.stepId}.`);
  }
  switch (event.type) {
    case "stepped": {
      const { outcome, startedAtEpochMs, atEpochMs, eventIds = [] } = event;
      const made = eventIds.length === 0 ? {} : { eventIds: [...eventIds] };
      return ended(withEntry(run, { startedAtEpochMs, finishedAtEpochMs: atEpochMs, outcome, ...made }), event);
    }
    case "deferred":
      return {
        ...run,
        status: "retrying",
        attempt: run.attempt + 1,
        wakeAtEpochMs: event.retryAtEpochMs,
        endReason: event.message,
      };
    case "waits":
      return { ...run, status: "waiting", waiting: event.waiting, wakeAtEpochMs: event.waiting.untilEpochMs ?? 0 };
    case "held":
      return {
        ...run,
        status: "waiting",
        waiting: { sinceEpochMs: event.atEpochMs, untilEpochMs: null, ends: [], onTime: "completed", isHeld: true },
        wakeAtEpochMs: event.atEpochMs,
        heldAtEpochMs: run.heldAtEpochMs ?? event.atEpochMs,
      };
    case "due": {
      if (run.waiting?.isHeld === true) return { ...run, status: "active", waiting: null, wakeAtEpochMs: 0 };
      if (run.status === "retrying") return { ...run, status: "active", wakeAtEpochMs: 0, endReason: "" };
      const outcome: StepOutcome = { kind: run.waiting?.onTime ?? "completed" };
      return goOn(withWaited(run, outcome, event.atEpochMs), event.next, event.atEpochMs);
    }
    case "answered":
      return ended(withWaited(run, event.outcome, event.atEpochMs), event);
    case "woken": {
      const outcome: StepOutcome =
        event.exit === "happened" ? { kind: "completed" } : { kind: "cancelled", reason: event.reason };
      return goOn(withWaited(interrupted(run, event.eventId), outcome, event.atEpochMs), event.next, event.atEpochMs);
    }
    case "unenrolled":
      return left(interrupted(run, event.eventId), event.reason, event.atEpochMs);
    case "taken-back":
      return left(run, TAKEN_BACK, event.atEpochMs);
    case "superseded":
      return { ...left(run, SUPERSEDED, event.atEpochMs), supersededBy: event.byRunId };
    case "let-act":
      return { ...run, isLetAct: true };
    case "restored":
      return run.interrupted === undefined ? run : restored(run, run.interrupted);
    case "faulted": {
      const endReason = event.message.slice(0, MAX_REASON_CHARACTERS);
      return { ...run, ...AT_REST, status: "failed", finishedAtEpochMs: event.atEpochMs, endReason };
    }
    case "retried":
      if (run.cursor === null) return goOn(run, null, event.atEpochMs);
      return { ...run, ...AT_REST, status: "active", finishedAtEpochMs: null, endReason: "" };
    case "skipped": {
      const { atEpochMs } = event;
      const outcome: StepOutcome = { kind: "skipped", reason: "by-hand" };
      const told = withEntry(run, { startedAtEpochMs: atEpochMs, finishedAtEpochMs: atEpochMs, outcome });
      return goOn({ ...told, finishedAtEpochMs: null, endReason: "" }, event.next, atEpochMs);
    }
  }
}

function left(run: Run, endReason: string, finishedAtEpochMs: number): Run {
  return { ...run, ...AT_REST, status: "unenrolled", cursor: null, finishedAtEpochMs, endReason };
}

/** The run with where it stands now, for the case that what happens to it is taken back. */
function interrupted(run: Run, eventId: EventId | undefined): Run {
  const { status, cursor, attempt, waiting, wakeAtEpochMs } = run;
  if (eventId === undefined || cursor === null || (status !== "waiting" && status !== "retrying")) return run;
  return { ...run, interrupted: { eventId, status, cursor, attempt, waiting, wakeAtEpochMs } };
}

function restored(run: Run, { status, cursor, attempt, waiting, wakeAtEpochMs }: Interrupted): Run {
  const stands: Run = {
    ...run,
    status,
    cursor,
    attempt,
    waiting,
    wakeAtEpochMs,
    finishedAtEpochMs: null,
    endReason: "",
  };
  delete stands.interrupted;
  return stands;
}

/** After a step: the run failed with it, or goes on. */
function ended(
  told: Run,
  {
    outcome,
    next,
    isCaught = false,
    atEpochMs,
  }: Pick<RunEvent & { type: "answered" }, "outcome" | "next" | "isCaught" | "atEpochMs">,
): Run {
  if (outcome.kind !== "failed" || isCaught) return goOn(told, next, atEpochMs);
  const endReason = outcome.message.slice(0, MAX_REASON_CHARACTERS);
  return { ...told, ...AT_REST, status: "failed", finishedAtEpochMs: atEpochMs, endReason };
}

function goOn(run: Run, next: StepId | null, atEpochMs: number): Run {
  if (next === null) return { ...run, ...AT_REST, status: "done", cursor: null, finishedAtEpochMs: atEpochMs };
  return { ...run, ...AT_REST, status: "active", cursor: next, endReason: "" };
}

function withWaited(run: Run, outcome: StepOutcome, finishedAtEpochMs: number): Run {
  return withEntry(run, {
    startedAtEpochMs: run.waiting?.sinceEpochMs ?? finishedAtEpochMs,
    finishedAtEpochMs,
    outcome,
    ...(run.waiting?.eventIds ? { eventIds: run.waiting.eventIds } : {}),
  });
}

/** The journal keeps its first and its latest entries: a run that loops for years must not outgrow its document. */
function withEntry(
  run: Run,
  entry: Pick<JournalEntry, "startedAtEpochMs" | "finishedAtEpochMs" | "outcome" | "eventIds">,
): Run {
  if (run.cursor === null) return run;
  const sequence = run.sequence + 1;
  const journal = [...run.journal, { ...entry, stepId: run.cursor, sequence, attempt: run.attempt + 1 }];
  const kept = MAX_JOURNAL_ENTRIES / 2;
  return {
    ...run,
    sequence,
    journal: journal.length <= MAX_JOURNAL_ENTRIES ? journal : [...journal.slice(0, kept), ...journal.slice(-kept)],
  };
}
