/** What a clock has to tell of, and when. */
import { SlaTargetName, type SlaClock, type SlaOccurrence, type TicketSla } from "../../model/sla.ts";

export type SlaTelling = { readonly target: SlaTargetName; readonly what: SlaOccurrence; readonly atEpochMs: number };

/** Everything that is not told yet, whether its time has come or not. */
function untoldOf(clock: SlaClock): { readonly what: SlaOccurrence; readonly atEpochMs: number }[] {
  const { warnAtEpochMs, dueAtEpochMs, breachedAtEpochMs, endedAtEpochMs, told } = clock;
  const untold: { what: SlaOccurrence; atEpochMs: number }[] = [];
  const add = (what: SlaOccurrence, atEpochMs: number | null) => {
    if (atEpochMs !== null && !told.includes(what)) untold.push({ what, atEpochMs });
  };
  // Nobody is warned of what has come already.
  const isOver = endedAtEpochMs !== null || breachedAtEpochMs !== null || told.includes("breached");
  const isWarnable = warnAtEpochMs !== null && dueAtEpochMs !== null && warnAtEpochMs < dueAtEpochMs;
  if (!isOver && isWarnable) add("warning", warnAtEpochMs);
  add("breached", breachedAtEpochMs ?? (endedAtEpochMs === null ? dueAtEpochMs : null));
  if (breachedAtEpochMs === null) add("met", endedAtEpochMs);
  return untold;
}

export function wakeAtOf(sla: TicketSla): number | null {
  const moments = tellingsOf(sla).map(({ atEpochMs }) => atEpochMs);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** What is to be told by then, in the order of its times. Of a clock whose time is over nobody is warned. */
export function dueTellings(sla: TicketSla, nowEpochMs: number): SlaTelling[] {
  const due = tellingsOf(sla).filter(({ atEpochMs }) => atEpochMs <= nowEpochMs);
  const isBreached = (name: SlaTargetName) => due.some(({ target, what }) => target === name && what === "breached");
  return due
    .filter(({ target, what }) => what !== "warning" || !isBreached(target))
    .toSorted((a, b) => a.atEpochMs - b.atEpochMs);
}

function tellingsOf(sla: TicketSla): SlaTelling[] {
  return SlaTargetName.options.flatMap((target) => {
    const clock = sla[target];
    return clock === null ? [] : untoldOf(clock).map((one) => ({ ...one, target }));
  });
}
