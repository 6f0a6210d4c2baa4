import { z } from "zod";
import { StepId } from "../../model/ids.ts";
import { asksNothing } from "../asked.ts";
import { durationWords, hoursWords } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, namesNothing } from "../kind.ts";
import { changesNothing } from "./changes.ts";
import { Duration, StepBase } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";

/**
 * Until the mails that a step of the run wrote have left the machine: `sent`; `failed` where none of them will (a failure as of any step), `held` where they wait for a person and
 * that is to end it, `timed-out` where nothing was decided in time. A branch on the outcome tells them apart.
 */
const schema = StepBase.extend({
  type: z.literal("wait-for-mail"),
  /** The step that wrote them; null: whichever did so last. */
  stepId: StepId.nullable().default(null),
  whenHeld: z.enum(["wait", "continue"]).default("wait"),
  /** Null: as long as it takes. */
  timeout: Duration.nullable().default(null),
  businessHours: z.boolean().default(false),
});
export type WaitForMailStep = z.infer<typeof schema>;

export const waitForMail: ActionKind<typeof schema> = {
  type: "wait-for-mail",
  category: "delay",
  icon: "mail-check",
  label: "words.kind.wait-for-mail",
  schema,
  awaitsAnswer: true,
  defaults: () => ({
    type: "wait-for-mail",
    stepId: null,
    whenHeld: "wait",
    timeout: { amount: 7, unit: "days" },
    businessHours: false,
  }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: changesNothing,
  validate({ stepId }, path, { hasStep }, report) {
    if (stepId !== null && hasStep?.(stepId) === false) report(`${path}.stepId`, "unknown-step", stepId);
  },
  describe(step) {
    if (step.timeout === null) return words("words.step.wait-for-mail");
    return hoursWords(words("words.step.wait-for-mail.timeout", { duration: durationWords(step.timeout) }), step);
  },
};
