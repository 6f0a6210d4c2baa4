import { z } from "zod";
import { asksNothing } from "../asked.ts";
import { durationWords, hoursWords } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { sets } from "./changes.ts";
import { Duration, StepBase } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";

/** Due so long after now; counts business hours where it shall. */
const schema = StepBase.extend({
  type: z.literal("set-due"),
  after: Duration,
  businessHours: z.boolean().default(false),
});
export type SetDueStep = z.infer<typeof schema>;

export const setDue: ActionKind<typeof schema> = {
  type: "set-due",
  category: "data",
  icon: "calendar-due",
  label: "words.kind.set-due",
  schema,
  awaitsAnswer: false,
  defaults: () => ({ type: "set-due", after: { amount: 1, unit: "days" }, businessHours: false }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: () => [sets("dueAtEpochMs")],
  validate: isValidAsRead,
  describe: (step) => hoursWords(words("words.step.set-due", { duration: durationWords(step.after) }), step),
};
