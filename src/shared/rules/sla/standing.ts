/** How a clock stands at a moment, for people and for filters. */
import { SlaTargetName, type SlaClock, type SlaState, type TicketSla } from "../../model/sla.ts";

export type SlaStanding = {
  readonly target: SlaTargetName;
  readonly state: SlaState;
  /** When its time is over, or was. Null: it stands still, or was met. */
  readonly dueAtEpochMs: number | null;
  /** What of its time is left while it stands still; null: it doesn't. */
  readonly leftMs: number | null;
  readonly endedAtEpochMs: number | null;
};

export function standingOfClock(target: SlaTargetName, clock: SlaClock, nowEpochMs: number): SlaStanding {
  const { dueAtEpochMs, warnAtEpochMs, breachedAtEpochMs, endedAtEpochMs, runsSinceEpochMs } = clock;
  const isOver = dueAtEpochMs !== null && dueAtEpochMs <= nowEpochMs;
  const common = { target, endedAtEpochMs };
  if (breachedAtEpochMs !== null || (isOver && endedAtEpochMs === null))
    return { ...common, state: "breached", dueAtEpochMs: breachedAtEpochMs ?? dueAtEpochMs, leftMs: null };
  if (endedAtEpochMs !== null) return { ...common, state: "met", dueAtEpochMs: null, leftMs: null };
  if (runsSinceEpochMs === null)
    return { ...common, state: "paused", dueAtEpochMs: null, leftMs: Math.max(clock.targetMs - clock.elapsedMs, 0) };
  const isWarned = warnAtEpochMs !== null && warnAtEpochMs <= nowEpochMs;
  return { ...common, state: isWarned ? "warning" : "running", dueAtEpochMs, leftMs: null };
}

/** Of every target that is promised, in their order. */
export function standingsOf(sla: TicketSla, nowEpochMs: number): SlaStanding[] {
  return SlaTargetName.options.flatMap((target) => {
    const clock = sla[target];
    return clock === null ? [] : [standingOfClock(target, clock, nowEpochMs)];
  });
}

/**
 * The one that matters next: the earliest that is still asked for, before those that stand still. Null where nothing is asked for any more.
 */
export function nextStanding(sla: TicketSla, nowEpochMs: number): SlaStanding | null {
  const open = standingsOf(sla, nowEpochMs).filter(({ endedAtEpochMs }) => endedAtEpochMs === null);
  const rank = ({ state, dueAtEpochMs }: SlaStanding) =>
    state === "paused" ? Number.MAX_VALUE : (dueAtEpochMs ?? Number.MAX_SAFE_INTEGER);
  return open.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** The ticket's state in one word, as filters see it; null: no policy. */
export function slaStateOf(sla: TicketSla | null | undefined, nowEpochMs: number): SlaState | null {
  if (sla === null || sla === undefined) return null;
  const states = standingsOf(sla, nowEpochMs).map(({ state }) => state);
  return (["breached", "warning", "running", "paused", "met"] as const).find((one) => states.includes(one)) ?? null;
}
