import { z } from "zod";
import { asksNothing } from "../asked.ts";
import { durationWords, hoursWords } from "../describe/values.ts";
import { words, type Words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { changesNothing } from "./changes.ts";
import { CancelReason } from "../../model/cancel-reason.ts";
import { Duration, StepBase } from "./common.ts";
import { hasNoTemplates, type WaitKind } from "./kind.ts";
import { later } from "./waits.ts";

/** Until something happens to the ticket, or the time is over: `completed` is that it happened. */
const schema = StepBase.extend({
  type: z.literal("wait-for-event"),
  event: CancelReason,
  /** Null: for ever; the linter warns of it (F12b). */
  timeout: Duration.nullable(),
  businessHours: z.boolean().default(false),
  whenTimedOut: z.enum(["stop", "continue"]).default("continue"),
});
export type WaitForEventStep = z.infer<typeof schema>;

export const waitForEvent: WaitKind<typeof schema> = {
  type: "wait-for-event",
  category: "delay",
  icon: "bell-pause",
  label: "words.kind.wait-for-event",
  schema,
  defaults: () => ({
    type: "wait-for-event",
    event: "customer-replied",
    timeout: { amount: 1, unit: "days" },
    businessHours: false,
    whenTimedOut: "continue",
  }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: changesNothing,
  validate: isValidAsRead,
  describe: (step) => hoursWords(eventWords(step), step),
  plan(step, facts) {
    const { nowEpochMs } = facts;
    return {
      sinceEpochMs: nowEpochMs,
      untilEpochMs: step.timeout === null ? null : later(nowEpochMs, step.timeout, step, facts),
      ends: [{ on: step.event, exit: "happened" }],
      onTime: "timed-out",
    };
  },
  exits: ({ timeout }) => (timeout === null ? ["completed", "happened"] : ["completed", "happened", "timed-out"]),
  stopsAt: ({ whenTimedOut }, exit) => exit === "timed-out" && whenTimedOut === "stop",
  endlessField: ({ timeout }) => (timeout === null ? "timeout" : null),
};

function eventWords({ event: reason, timeout }: WaitForEventStep): Words {
  const event = words(`words.event.${reason}`);
  return timeout === null
    ? words("words.step.wait-for-event", { event })
    : words("words.step.wait-for-event.timeout", { event, duration: durationWords(timeout) });
}
