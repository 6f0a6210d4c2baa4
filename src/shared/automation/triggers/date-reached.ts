import { z } from "zod";
import { durationWords, hoursWords, propertyWords } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { propertyType } from "../filters/properties.ts";
import { hasNoSecrets } from "../kind.ts";
import { isPropertyId } from "../../model/setup/property.ts";
import { atProperty } from "../property-reference.ts";
import { reachMs, shifted } from "../schedule/shift.ts";
import { Duration } from "../steps/common.ts";
import {
  givenByNobody,
  matchesAll,
  noKey,
  noKeys,
  setOffByNoStep,
  TriggerBase,
  type OfMoments,
  type TriggerKind,
} from "./kind.ts";
import { isPast } from "./moments.ts";

/** So long before or after a date of the ticket, exactly; moves with the date. */
const schema = TriggerBase.extend({
  type: z.literal("date-reached"),
  property: z.string().max(80),
  offset: z
    .object({ duration: Duration, direction: z.enum(["before", "after"]) })
    .nullable()
    .default(null),
  /** Only open time counts, and the moment lies in it. */
  businessHours: z.boolean().default(false),
});

const DUE = "dueAtEpochMs";
const DUE_SET = "dueSetAtEpochMs";
const DUE_QUIET = "dueQuietUntilEpochMs";

export const dateReached: TriggerKind<typeof schema> & OfMoments<z.infer<typeof schema>> = {
  type: "date-reached",
  category: "time",
  icon: "calendar-event",
  label: "words.triggerKind.date-reached",
  schema,
  occasion: "date",
  isByCustomer: false,
  defaults: () => ({ type: "date-reached", property: "dueAtEpochMs", offset: null, businessHours: false }),
  references: (trigger, path, at) => ({
    ...trigger,
    property: atProperty(trigger.property, `${path}.property`, at),
  }),
  withoutSecrets: hasNoSecrets,
  key: noKey,
  keysOf: noKeys,
  matches: matchesAll,
  meetsNow: (trigger, existing) => isPast(dateReached, trigger, existing),
  coincides: (one, other) =>
    one.property === other.property && JSON.stringify(one.offset) === JSON.stringify(other.offset),
  // A workflow that moves its own date fires again later: `chain.ts` counts that (F11).
  isSetOffBy: setOffByNoStep,
  validate({ property }, path, context, report) {
    const type = propertyType("ticket", property);
    if (type === null || (isPropertyId(property) && !context.has("property", property)))
      report(`${path}.property`, "unknown-property", property);
    else if (type.kind !== "date") report(`${path}.property`, "does-not-fit", property);
  },
  describe(trigger, names) {
    const property = propertyWords("ticket", trigger.property, names);
    const { offset } = trigger;
    const said =
      offset === null
        ? words("words.trigger.date-reached", { property })
        : words(`words.trigger.date-reached.${offset.direction}`, {
            property,
            duration: durationWords(offset.duration),
          });
    return hoursWords(said, trigger);
  },
  asksMoments: ({ property }) => (property === DUE ? [property, DUE_SET, DUE_QUIET] : [property]),
  // The other dates tell what happened; this one what shall.
  given: ({ property }, moments) =>
    property === DUE ? { setAtEpochMs: moments(DUE_SET), quietUntilEpochMs: moments(DUE_QUIET) } : givenByNobody(),
  anchor: ({ property }, moments) => (propertyType("ticket", property)?.kind === "date" ? moments(property) : null),
  due({ offset }, anchorEpochMs, calendar) {
    if (offset === null) return calendar ? calendar.nextOpen(anchorEpochMs) : anchorEpochMs;
    return shifted(anchorEpochMs, offset.duration, offset.direction, calendar);
  },
  reachMs: ({ offset }) => (offset === null ? 0 : reachMs(offset.duration)),
};
