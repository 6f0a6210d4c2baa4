import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WEEKDAYS_NINE_TO_FIVE, type BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import { createBusinessCalendar } from "#shared/automation/schedule/business-time.ts";
import type { SlaTargetName } from "#shared/model/sla.ts";
import { ALL_ROUND_THE_CLOCK, foldSla, slaAt, stepSla, type SlaFact, type SlaRules } from "#shared/rules/sla/clock.ts";
import { dueTellings } from "#shared/rules/sla/occurrences.ts";
import { nextStanding, standingsOf } from "#shared/rules/sla/standing.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A Monday. */
const START = Date.UTC(2026, 4, 4, 7);

const rules = (more: Partial<SlaRules> = {}): SlaRules => ({
  policyId: "p",
  targetsMs: { firstAnswer: 2 * HOUR_MS, nextAnswer: HOUR_MS, close: 8 * HOUR_MS },
  warning: { percent: 75 },
  pausingStageIds: new Set(["waiting"]),
  calendar: ALL_ROUND_THE_CLOCK,
  ...more,
});
const created = (atEpochMs = START): SlaFact => ({ kind: "created", atEpochMs, stageId: "new", isClosed: false });
const moved = (atEpochMs: number, stageId: string): SlaFact => ({
  kind: "moved",
  atEpochMs,
  stageId,
  isClosed: stageId === "closed",
});
const asked = (atEpochMs: number): SlaFact => ({ kind: "asked", atEpochMs });
const answered = (atEpochMs: number): SlaFact => ({ kind: "answered", atEpochMs });
const after = (hours: number) => START + hours * HOUR_MS;

function standing(facts: readonly SlaFact[], name: SlaTargetName, atEpochMs: number, given = rules()) {
  const sla = foldSla(given, facts);
  const found = sla && standingsOf(sla, atEpochMs).find(({ target }) => target === name);
  return found ? [found.state, found.dueAtEpochMs === null ? found.leftMs : found.dueAtEpochMs] : null;
}

describe("the first answer", () => {
  test("runs from the beginning, is warned of, is over exactly then, or is met", () => {
    const open = [created()];
    expect(standing(open, "firstAnswer", after(1.4))).toEqual(["running", after(2)]);
    expect(standing(open, "firstAnswer", after(1.5))).toEqual(["warning", after(2)]);
    expect(standing(open, "firstAnswer", after(2) - 1)).toEqual(["warning", after(2)]);
    expect(standing(open, "firstAnswer", after(2))).toEqual(["breached", after(2)]);
    expect(standing([...open, answered(after(2) - 1)], "firstAnswer", after(9))).toEqual(["met", null]);
    expect(standing([...open, answered(after(3))], "firstAnswer", after(9))).toEqual(["breached", after(2)]);
  });

  test("the customer's second message before it begins nothing", () => {
    expect(standing([created(), asked(after(1))], "nextAnswer", after(1))).toBeNull();
  });

  test("of a ticket that came as history nothing is promised but the next answer", () => {
    const known: SlaFact = { kind: "known", atEpochMs: START, stageId: "new", isClosed: false };
    const sla = foldSla(rules(), [known, asked(after(100))]);
    expect([sla?.firstAnswer, sla?.close, sla?.nextAnswer?.dueAtEpochMs]).toEqual([null, null, after(101)]);
  });
});

describe("the next answer", () => {
  const talking = [created(), answered(after(1))];

  test("counts from the first of several messages, and ends with the answer", () => {
    const waiting = [...talking, asked(after(2)), asked(after(2.5))];
    expect(standing(waiting, "nextAnswer", after(2.6))).toEqual(["running", after(3)]);
    expect(standing([...waiting, answered(after(2.7))], "nextAnswer", after(9))).toEqual(["met", null]);
    const again = [...waiting, answered(after(2.7)), asked(after(5))];
    expect(standing(again, "nextAnswer", after(5))).toEqual(["running", after(6)]);
  });

  test("counts from when they began to wait elsewhere: a ticket was merged in", () => {
    const merged: SlaFact = { kind: "asked", atEpochMs: after(3), sinceEpochMs: after(2.5) };
    expect(standing([...talking, merged], "nextAnswer", after(3))).toEqual(["running", after(3.5)]);
  });
});

describe("pausing, closing, opening again", () => {
  test("a pausing stage stops all clocks, and they go on with what is left", () => {
    const paused = [created(), moved(after(1), "waiting")];
    expect(standing(paused, "firstAnswer", after(50))).toEqual(["paused", HOUR_MS]);
    expect(standing([...paused, moved(after(10), "new")], "firstAnswer", after(10))).toEqual(["running", after(11)]);
  });

  test("closing meets the promise to close; opening again goes on with what is left, and the time between counts not", () => {
    const closed = [created(), answered(after(1)), moved(after(3), "closed")];
    expect(standing(closed, "close", after(90))).toEqual(["met", null]);
    const reopened = [...closed, moved(after(50), "new")];
    expect(standing(reopened, "close", after(50))).toEqual(["running", after(55)]);
    expect(standing([...reopened, moved(after(60), "closed")], "close", after(99))).toEqual(["breached", after(55)]);
  });

  test("closed without an answer stands still: nobody waits any more", () => {
    expect(standing([created(), moved(after(1), "closed")], "firstAnswer", after(90))).toEqual(["paused", HOUR_MS]);
  });

  test("what was over stays over, paused or not", () => {
    const facts = [created(), moved(after(3), "waiting"), moved(after(9), "new")];
    expect(standing(facts, "firstAnswer", after(10))).toEqual(["breached", after(2)]);
  });
});

test("what matters next is the earliest that is asked for; what stands still comes last", () => {
  const sla = foldSla(rules(), [created(), answered(after(1)), asked(after(2))]);
  expect(sla && nextStanding(sla, after(2))?.target).toBe("nextAnswer");
});

test("each thing is told at its time, and of what is over nobody is warned", () => {
  const sla = foldSla(rules(), [created()]);
  const told = (atEpochMs: number) =>
    sla && dueTellings(slaAt(sla, atEpochMs), atEpochMs).map(({ target, what }) => `${target} ${what}`);
  expect([told(after(1)), told(after(1.5)), told(after(2)), sla?.wakeAtEpochMs]).toEqual([
    [],
    ["firstAnswer warning"],
    ["firstAnswer breached"],
    after(1.5),
  ]);
});

/** One calendar of minutes, counted one by one on the wall's clock. */
type Simulated = { elapsedMinutes: number; overAtEpochMs: number | null; isGoing: boolean; isEnded: boolean };

const HOURS: readonly (BusinessHours | null)[] = [
  null,
  { timeZone: "Europe/Rome", ...WEEKDAYS_NINE_TO_FIVE, holidays: ["2026-10-26"] },
  {
    timeZone: "America/New_York",
    // Over the hours that a change of the clock repeats and skips.
    week: Array.from({ length: 7 }, () => [
      { fromMinute: 60, toMinute: 210 },
      { fromMinute: 600, toMinute: 1000 },
    ]) as BusinessHours["week"],
    holidays: [],
  },
];

const isOpenAt = (hours: BusinessHours | null) => {
  if (hours === null) return () => true;
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: hours.timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    weekday: "short",
  });
  const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
  return (epochMs: number) => {
    const part = Object.fromEntries(format.formatToParts(epochMs).map(({ type, value }) => [type, value]));
    if (hours.holidays.includes(`${part["year"]}-${part["month"]}-${part["day"]}`)) return false;
    const minute = Number(part["hour"]) * 60 + Number(part["minute"]);
    const week = hours.week[days.indexOf(part["weekday"] ?? "")] ?? [];
    return week.some(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute);
  };
};

test("a clock is what counting minute by minute gives, over changes of the clock, pauses, and whatever is asked in between", () => {
  const step = fc.record({
    minutes: fc.integer({ min: 1, max: 600 }),
    kind: fc.constantFrom("moved:new", "moved:waiting", "moved:closed", "asked", "answered"),
  });
  const begin = fc.constantFrom(Date.UTC(2026, 9, 23, 12), Date.UTC(2026, 2, 27, 20), Date.UTC(2026, 2, 7, 20), START);
  const input = fc.record({
    begin,
    hours: fc.constantFrom(...HOURS),
    targetMinutes: fc.integer({ min: 1, max: 1500 }),
    steps: fc.array(step, { maxLength: 14 }),
  });
  fc.assert(
    fc.property(input, ({ begin: from, hours, targetMinutes, steps }) => {
      const targetMs = targetMinutes * MINUTE_MS;
      const given = rules({
        targetsMs: { firstAnswer: targetMs, nextAnswer: null, close: targetMs },
        calendar: hours === null ? ALL_ROUND_THE_CLOCK : createBusinessCalendar(hours),
      });
      let atEpochMs = from;
      const facts: SlaFact[] = [created(from)];
      for (const { minutes, kind } of steps) {
        atEpochMs += minutes * MINUTE_MS;
        facts.push(
          kind === "asked"
            ? asked(atEpochMs)
            : kind === "answered"
              ? answered(atEpochMs)
              : moved(atEpochMs, kind.slice(6)),
        );
      }
      const untilEpochMs = atEpochMs + 600 * MINUTE_MS;
      const simulated = simulate(facts, hours, targetMinutes, untilEpochMs);
      const folded = foldSla(given, facts);
      const sla = folded && slaAt(folded, untilEpochMs);
      for (const name of ["firstAnswer", "close"] as const) {
        const clock = sla?.[name];
        const runs = clock?.runsSinceEpochMs ?? null;
        const elapsedMs = (clock?.elapsedMs ?? 0) + (runs === null ? 0 : given.calendar.between(runs, untilEpochMs));
        expect([name, elapsedMs / MINUTE_MS, clock?.breachedAtEpochMs, clock?.endedAtEpochMs !== null]).toEqual([
          name,
          simulated[name].elapsedMinutes,
          simulated[name].overAtEpochMs,
          simulated[name].isEnded,
        ]);
      }
    }),
    { numRuns: 150 },
  );
});

function simulate(facts: readonly SlaFact[], hours: BusinessHours | null, targetMinutes: number, untilEpochMs: number) {
  const isOpen = isOpenAt(hours);
  const of = (): Simulated => ({ elapsedMinutes: 0, overAtEpochMs: null, isGoing: true, isEnded: false });
  const clocks = { firstAnswer: of(), close: of() };
  const [begun] = facts;
  let next = 1;
  for (let now = begun?.atEpochMs ?? 0; ; now += MINUTE_MS) {
    for (const clock of Object.values(clocks))
      if (clock.elapsedMinutes >= targetMinutes && clock.isGoing && !clock.isEnded) clock.overAtEpochMs ??= now;
    for (let fact = facts[next]; fact && fact.atEpochMs === now; fact = facts[next]) {
      next += 1;
      if (fact.kind === "answered") clocks.firstAnswer.isEnded = true;
      if (fact.kind !== "moved") continue;
      clocks.close.isEnded = fact.isClosed;
      for (const clock of Object.values(clocks)) clock.isGoing = fact.stageId === "new";
    }
    if (now >= untilEpochMs) return clocks;
    for (const clock of Object.values(clocks))
      if (clock.isGoing && !clock.isEnded && isOpen(now)) clock.elapsedMinutes += 1;
  }
}

test("one after the other makes the same as all at once", () => {
  const facts = [created(), answered(after(1)), moved(after(2), "waiting"), asked(after(3)), moved(after(3), "new")];
  const [first, ...rest] = facts;
  const begun = first ? foldSla(rules(), [first]) : null;
  expect(rest.reduce((sla, fact) => sla && stepSla(rules(), sla, fact), begun)).toEqual(foldSla(rules(), facts));
});
