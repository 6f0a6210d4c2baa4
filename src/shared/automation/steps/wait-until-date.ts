import { z } from "zod";
import { asksNothing } from "../asked.ts";
import { durationWords, propertyWords } from "../describe/values.ts";
import { words, type Phrase, type Words } from "../describe/words.ts";
import { propertyType } from "../filters/properties.ts";
import { hasNoSecrets, namesNothing } from "../kind.ts";
import { createBusinessCalendar } from "../schedule/business-time.ts";
import { changesNothing } from "./changes.ts";
import { Duration, durationMs, StepBase } from "./common.ts";
import { hasNoTemplates, type WaitFacts, type WaitKind } from "./kind.ts";
import {
  endsAlways,
  later,
  NEW_WAIT_EXITS,
  opening,
  stopsWhenCancelled,
  timedExits,
  timedWaitWords,
  waitExits,
  waitUntil,
} from "./waits.ts";

/** Until a date property of the ticket, or so long before or after it; a date that is past or unknown completes at once. */
const schema = StepBase.extend({
  type: z.literal("wait-until-date"),
  date: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("fixed"), atEpochMs: z.number().int() }),
    z.object({ kind: z.literal("property"), property: z.string().max(80) }),
  ]),
  offset: z
    .object({ duration: Duration, direction: z.enum(["before", "after"]) })
    .nullable()
    .default(null),
  ...waitExits,
});
export type WaitUntilDateStep = z.infer<typeof schema>;

export const waitUntilDate: WaitKind<typeof schema> = {
  type: "wait-until-date",
  category: "delay",
  icon: "calendar-time",
  label: "words.kind.wait-until-date",
  schema,
  defaults: () => ({
    type: "wait-until-date",
    date: { kind: "property", property: "dueAtEpochMs" },
    offset: null,
    ...NEW_WAIT_EXITS,
  }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: changesNothing,
  validate({ date }, path, _context, report) {
    if (date.kind === "property" && propertyType("ticket", date.property)?.kind !== "date")
      report(`${path}.date.property`, "unknown-property", date.property);
  },
  describe: (step) => timedWaitWords(dateWords(step), step),
  plan(step, facts) {
    const date = step.date.kind === "fixed" ? step.date.atEpochMs : facts.date(step.date.property);
    // A date that is unknown is none to wait for.
    return typeof date === "number" ? waitUntil(endOf(date, step, facts), step, facts) : null;
  },
  exits: timedExits,
  stopsAt: stopsWhenCancelled,
  endlessField: endsAlways,
};

function dateWords({ date: of, offset }: WaitUntilDateStep): Words {
  const date: Phrase = of.kind === "fixed" ? { atEpochMs: of.atEpochMs } : propertyWords("ticket", of.property);
  return offset === null
    ? words("words.step.wait-until-date", { date })
    : words(`words.step.wait-until-date.${offset.direction}`, { date, duration: durationWords(offset.duration) });
}

/** Null where the business hours never come. */
function endOf(date: number, step: WaitUntilDateStep, facts: WaitFacts): number | null {
  const moment = shifted(date, step, facts);
  return step.businessHours ? opening(moment, facts) : moment;
}

function shifted(dateEpochMs: number, { offset, businessHours }: WaitUntilDateStep, facts: WaitFacts): number {
  if (offset === null) return dateEpochMs;
  const lengthMs = durationMs(offset.duration);
  if (offset.direction === "before") {
    if (!businessHours || facts.businessHours === null) return dateEpochMs - lengthMs;
    return createBusinessCalendar(facts.businessHours).subtract(dateEpochMs, lengthMs) ?? dateEpochMs;
  }
  return later(dateEpochMs, offset.duration, businessHours, facts) ?? dateEpochMs;
}
