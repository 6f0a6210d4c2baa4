import { z } from "zod";
import { asksNothing } from "../asked.ts";
import { durationWords } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, namesNothing } from "../kind.ts";
import { sets } from "./changes.ts";
import { Duration, StepBase } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";

/** A priority by so many grades, a date by a stretch of time. */
const schema = StepBase.extend({
  type: z.literal("increase-property"),
  change: z.discriminatedUnion("property", [
    z.object({ property: z.literal("priority"), by: z.number().int().min(-3).max(3) }),
    z.object({ property: z.literal("dueAtEpochMs"), by: Duration, direction: z.enum(["later", "earlier"]) }),
  ]),
});
export type IncreasePropertyStep = z.infer<typeof schema>;

export const increaseProperty: ActionKind<typeof schema> = {
  type: "increase-property",
  category: "data",
  icon: "arrow-big-up-lines",
  label: "words.kind.increase-property",
  schema,
  awaitsAnswer: false,
  defaults: () => ({ type: "increase-property", change: { property: "priority", by: 1 } }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: ({ change }) => [sets(change.property, undefined, "anew")],
  validate({ change }, path, _context, report) {
    if (change.property === "priority" && change.by === 0) report(`${path}.change.by`, "does-not-fit", "0");
  },
  describe({ change }) {
    if (change.property === "priority")
      return words(`words.step.increase-property.${change.by < 0 ? "lower" : "raise"}`, { count: Math.abs(change.by) });
    return words(`words.step.increase-property.${change.direction}`, { duration: durationWords(change.by) });
  },
};
