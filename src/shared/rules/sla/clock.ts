/**
 * The clock of a ticket: what it promises, by what has happened to it. A state and the next thing that happened make the next state; all that happened, in its order, makes the same state
 * as one after the other.
 */
import type { SlaClock, SlaTargetName, TicketSla } from "../../model/sla.ts";
import { wakeAtOf } from "./occurrences.ts";

/** Time that counts. */
export type SlaCalendar = {
  /** When so much of it has passed since; null where it never does. */
  add(epochMs: number, durationMs: number): number | null;
  /** How much of it lies between the two. */
  between(fromEpochMs: number, toEpochMs: number): number;
};

/** A policy as one ticket meets it. */
export type SlaRules = {
  readonly policyId: string;
  /** Null: nothing is promised. */
  readonly targetsMs: Readonly<Record<SlaTargetName, number | null>>;
  /** Percent of the target's time, or so long before its end; null: nobody is warned. */
  readonly warning: { readonly percent: number } | { readonly beforeMs: number } | null;
  readonly pausingStageIds: ReadonlySet<string>;
  readonly calendar: SlaCalendar;
};

export type SlaPlace = { readonly stageId: string; readonly isClosed: boolean };

export type SlaFact =
  | ({ readonly kind: "created"; readonly atEpochMs: number } & SlaPlace)
  /** D7: the ticket is from before the desk looked after it: of its first answer and its close nothing is promised. */
  | ({ readonly kind: "known"; readonly atEpochMs: number } & SlaPlace)
  | ({ readonly kind: "moved"; readonly atEpochMs: number } & SlaPlace)
  /** Somebody of the customer's side wrote and waits. */
  | {
      readonly kind: "asked";
      readonly atEpochMs: number;
      /** They have waited since, elsewhere; absent: from then on. */
      readonly sinceEpochMs?: number;
    }
  /** A person answered; what workflows send is no answer. */
  | { readonly kind: "answered"; readonly atEpochMs: number };

export const ALL_ROUND_THE_CLOCK: SlaCalendar = {
  add: (epochMs, durationMs) => epochMs + durationMs,
  between: (fromEpochMs, toEpochMs) => Math.max(toEpochMs - fromEpochMs, 0),
};

/** All that happened, oldest first; null: nothing did that begins a clock. */
export function foldSla(rules: SlaRules, facts: readonly SlaFact[]): TicketSla | null {
  let sla: TicketSla | null = null;
  for (const fact of facts) sla = sla === null ? beginSla(rules, fact) : stepSla(rules, sla, fact);
  return sla;
}

function beginSla(rules: SlaRules, fact: SlaFact): TicketSla | null {
  if (fact.kind !== "created" && fact.kind !== "known") return null;
  const { atEpochMs } = fact;
  const isNew = fact.kind === "created";
  const stage = stageOfPlace(rules, fact);
  const opened = (name: SlaTargetName) => (isNew ? startClock(rules, name, atEpochMs, stage === "going") : null);
  const close = opened("close");
  return woken({
    policyId: rules.policyId,
    atEpochMs,
    stage,
    stageSinceEpochMs: atEpochMs,
    isAnswered: !isNew,
    firstAnswer: opened("firstAnswer"),
    nextAnswer: null,
    close: close && stage === "closed" ? ended(rules, close, atEpochMs) : close,
    wakeAtEpochMs: null,
  });
}

/** @param before of the same policy */
export function stepSla(rules: SlaRules, before: TicketSla, fact: SlaFact): TicketSla {
  const { atEpochMs } = fact;
  const sla: TicketSla = { ...each(before, (clock) => lookedAt(clock, atEpochMs)), atEpochMs };
  switch (fact.kind) {
    case "created":
    case "known":
      return woken(sla);
    case "moved":
      return woken(moved(rules, sla, fact));
    case "asked":
      return woken(asked(rules, sla, fact.sinceEpochMs ?? atEpochMs));
    case "answered":
      return woken({
        ...sla,
        isAnswered: true,
        firstAnswer: sla.firstAnswer && ended(rules, sla.firstAnswer, atEpochMs),
        nextAnswer: sla.nextAnswer && ended(rules, sla.nextAnswer, atEpochMs),
      });
  }
}

/** What is behind their time by then counts as breached, whatever follows. */
export function slaAt(sla: TicketSla, atEpochMs: number): TicketSla {
  return woken(each(sla, (clock) => lookedAt(clock, atEpochMs)));
}

function stageOfPlace(rules: SlaRules, { stageId, isClosed }: SlaPlace): TicketSla["stage"] {
  if (isClosed) return "closed";
  return rules.pausingStageIds.has(stageId) ? "paused" : "going";
}

/** A closed ticket waits for nobody: what was not answered stands still, and goes on where it is opened again. */
function moved(rules: SlaRules, sla: TicketSla, fact: SlaPlace & { readonly atEpochMs: number }): TicketSla {
  const { atEpochMs } = fact;
  const stage = stageOfPlace(rules, fact);
  if (stage === sla.stage) return sla;
  const isReopened = sla.stage === "closed";
  const next = { ...sla, stage, stageSinceEpochMs: atEpochMs };
  const going = each(next, (clock, name) => {
    const open = name === "close" && isReopened ? reopened(clock) : clock;
    if (open.endedAtEpochMs !== null) return open;
    if (name === "close" && stage === "closed") return ended(rules, open, atEpochMs);
    return stage === "going" ? running(rules, open, atEpochMs) : stopped(rules, open, atEpochMs);
  });
  return going;
}

/** Of several messages in a row the first counts; before the first answer that one's clock is enough. */
function asked(rules: SlaRules, sla: TicketSla, sinceEpochMs: number): TicketSla {
  const isWaiting = sla.nextAnswer !== null && sla.nextAnswer.endedAtEpochMs === null;
  if (!sla.isAnswered || isWaiting) return sla;
  return { ...sla, nextAnswer: startClock(rules, "nextAnswer", sinceEpochMs, sla.stage === "going") };
}

function startClock(rules: SlaRules, name: SlaTargetName, atEpochMs: number, isGoing: boolean): SlaClock | null {
  const targetMs = rules.targetsMs[name];
  if (targetMs === null) return null;
  const clock: SlaClock = {
    targetMs,
    startedAtEpochMs: atEpochMs,
    elapsedMs: 0,
    runsSinceEpochMs: null,
    stoppedAtEpochMs: atEpochMs,
    warnAtEpochMs: null,
    dueAtEpochMs: null,
    breachedAtEpochMs: null,
    endedAtEpochMs: null,
    told: [],
  };
  return isGoing ? running(rules, clock, atEpochMs) : clock;
}

function running(rules: SlaRules, clock: SlaClock, atEpochMs: number): SlaClock {
  if (clock.runsSinceEpochMs !== null) return clock;
  const after = (elapsedMs: number) => rules.calendar.add(atEpochMs, Math.max(elapsedMs - clock.elapsedMs, 0));
  const warnAfterMs = warningAfterMs(rules, clock.targetMs);
  return {
    ...clock,
    runsSinceEpochMs: atEpochMs,
    stoppedAtEpochMs: null,
    warnAtEpochMs: warnAfterMs === null ? null : after(warnAfterMs),
    dueAtEpochMs: clock.breachedAtEpochMs ?? after(clock.targetMs),
  };
}

function warningAfterMs({ warning }: SlaRules, targetMs: number): number | null {
  if (warning === null) return null;
  if ("percent" in warning) return Math.round((targetMs * warning.percent) / 100);
  return Math.max(targetMs - warning.beforeMs, 0);
}

function stopped(rules: SlaRules, clock: SlaClock, atEpochMs: number): SlaClock {
  const { runsSinceEpochMs } = clock;
  if (runsSinceEpochMs === null) return clock;
  return {
    ...clock,
    elapsedMs: clock.elapsedMs + rules.calendar.between(runsSinceEpochMs, atEpochMs),
    runsSinceEpochMs: null,
    stoppedAtEpochMs: atEpochMs,
    warnAtEpochMs: null,
    dueAtEpochMs: clock.breachedAtEpochMs,
  };
}

function ended(rules: SlaRules, clock: SlaClock, atEpochMs: number): SlaClock {
  if (clock.endedAtEpochMs !== null) return clock;
  return { ...stopped(rules, clock, atEpochMs), endedAtEpochMs: atEpochMs };
}

/** The time while it was closed does not count; that it was met is to be told again. */
function reopened(clock: SlaClock): SlaClock {
  if (clock.endedAtEpochMs === null) return clock;
  return { ...clock, endedAtEpochMs: null, told: clock.told.filter((one) => one !== "met") };
}

function lookedAt(clock: SlaClock, atEpochMs: number): SlaClock {
  const { dueAtEpochMs, runsSinceEpochMs, breachedAtEpochMs } = clock;
  const isOver = runsSinceEpochMs !== null && dueAtEpochMs !== null && dueAtEpochMs <= atEpochMs;
  return isOver && breachedAtEpochMs === null ? { ...clock, breachedAtEpochMs: dueAtEpochMs } : clock;
}

function each(sla: TicketSla, change: (clock: SlaClock, name: SlaTargetName) => SlaClock): TicketSla {
  const of = (name: SlaTargetName) => {
    const clock = sla[name];
    return clock && change(clock, name);
  };
  return { ...sla, firstAnswer: of("firstAnswer"), nextAnswer: of("nextAnswer"), close: of("close") };
}

/** What the clock told before stays told, where it is still so. */
export function withTold(sla: TicketSla, before: TicketSla | null): TicketSla {
  if (before === null) return sla;
  return woken(
    each(sla, (clock, name) => {
      const known = before[name];
      if (known === null || known.startedAtEpochMs !== clock.startedAtEpochMs) return clock;
      const isStill = {
        warning: true,
        breached: clock.breachedAtEpochMs !== null && clock.breachedAtEpochMs === known.breachedAtEpochMs,
        met: clock.endedAtEpochMs !== null && clock.endedAtEpochMs === known.endedAtEpochMs,
      };
      return { ...clock, told: known.told.filter((one) => isStill[one]) };
    }),
  );
}

function woken(sla: TicketSla): TicketSla {
  return { ...sla, wakeAtEpochMs: wakeAtOf(sla) };
}

/** @param what told by now */
export function toldSla(
  sla: TicketSla,
  told: readonly { readonly target: SlaTargetName; readonly what: SlaClock["told"][number] }[],
): TicketSla {
  return woken(
    each(sla, (clock, name) => {
      const fresh = told.filter(({ target, what }) => target === name && !clock.told.includes(what));
      return fresh.length === 0 ? clock : { ...clock, told: [...clock.told, ...fresh.map(({ what }) => what)] };
    }),
  );
}
