import { z } from "zod";
import { asksNothing } from "../asked.ts";
import { durationWords, propertyWords } from "../describe/values.ts";
import { words, type Names, type Phrase, type Words } from "../describe/words.ts";
import { propertyType } from "../filters/properties.ts";
import { hasNoSecrets } from "../kind.ts";
import { isPropertyId } from "../../model/setup/property.ts";
import { atProperty } from "../property-reference.ts";
import { hoursOf, shifted } from "../schedule/shift.ts";
import { changesNothing } from "./changes.ts";
import { Duration, StepBase } from "./common.ts";
import { hasNoTemplates, type WaitFacts, type WaitKind } from "./kind.ts";
import {
  endsAlways,
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
  references: (step, path, at) =>
    step.date.kind === "fixed"
      ? step
      : {
          ...step,
          date: { ...step.date, property: atProperty(step.date.property, `${path}.date.property`, at) },
        },
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: changesNothing,
  validate({ date }, path, context, report) {
    if (date.kind !== "property") return;
    const isGone = isPropertyId(date.property) && !context.has("property", date.property);
    if (isGone || propertyType("ticket", date.property)?.kind !== "date")
      report(`${path}.date.property`, "unknown-property", date.property);
  },
  describe: (step, names) => timedWaitWords(dateWords(step, names), step),
  plan(step, facts) {
    const date = step.date.kind === "fixed" ? step.date.atEpochMs : facts.date(step.date.property);
    // A date that is unknown is none to wait for.
    return typeof date === "number" ? waitUntil(endOf(date, step, facts), step, facts) : null;
  },
  exits: timedExits,
  stopsAt: stopsWhenCancelled,
  endlessField: endsAlways,
};

function dateWords({ date: of, offset }: WaitUntilDateStep, names: Names): Words {
  const date: Phrase = of.kind === "fixed" ? { atEpochMs: of.atEpochMs } : propertyWords("ticket", of.property, names);
  return offset === null
    ? words("words.step.wait-until-date", { date })
    : words(`words.step.wait-until-date.${offset.direction}`, { date, duration: durationWords(offset.duration) });
}

/** Null where the business hours never come. */
function endOf(date: number, step: WaitUntilDateStep, facts: WaitFacts): number | null {
  const { offset, businessHours } = step;
  if (offset === null) return businessHours ? opening(date, facts) : date;
  const moment = shifted(date, offset.duration, offset.direction, hoursOf(step, facts.businessHours));
  // A count of days ends at the closing where it ends on time of day outside of the hours: that is in them.
  if (moment === null || !businessHours || offset.duration.unit === "business-days") return moment;
  return opening(moment, facts);
}
