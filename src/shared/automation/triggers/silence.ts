import { z } from "zod";
import { durationWords, hoursWords } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
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

/** So long after a message that nobody of the other side answered: `customer` waits for us, `agent` for the customer. */
const schema = TriggerBase.extend({
  type: z.literal("silence"),
  after: z.enum(["customer-message", "agent-message"]),
  duration: Duration,
  businessHours: z.boolean().default(false),
});

const SINCE = {
  "customer-message": "lastCustomerMessageAtEpochMs",
  "agent-message": "lastAgentMessageAtEpochMs",
} as const;
/** Any message of a person of the other side. */
const ANSWERS = {
  "customer-message": ["lastAgentMessageAtEpochMs"],
  "agent-message": ["lastCustomerMessageAtEpochMs", "customerHeardAtEpochMs"],
} as const;

/** What an archive or a first fetch brought is silent since long before anybody looked (D7). */
const HISTORY = "historyUntilEpochMs";

export const silence: TriggerKind<typeof schema> & OfMoments<z.infer<typeof schema>> = {
  type: "silence",
  category: "time",
  icon: "message-off",
  label: "words.triggerKind.silence",
  schema,
  occasion: "silence",
  isByCustomer: false,
  defaults: () => ({
    type: "silence",
    after: "customer-message",
    duration: { amount: 1, unit: "days" },
    businessHours: false,
  }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  key: noKey,
  keysOf: noKeys,
  matches: matchesAll,
  meetsNow: (trigger, existing) => isPast(silence, trigger, existing),
  coincides: (one, other) =>
    one.after === other.after && JSON.stringify(one.duration) === JSON.stringify(other.duration),
  // What a step sends is automatic: it breaks no silence.
  isSetOffBy: setOffByNoStep,
  validate: isValidAsRead,
  describe: (trigger) =>
    hoursWords(words(`words.trigger.silence.${trigger.after}`, { duration: durationWords(trigger.duration) }), trigger),
  asksMoments: ({ after }) => [SINCE[after], ...ANSWERS[after], HISTORY],
  // An answer of the same millisecond is none before it: nothing is silent then.
  anchor({ after }, moments) {
    const since = moments(SINCE[after]);
    const ends = [...ANSWERS[after], HISTORY].map(moments);
    return since !== null && ends.every((end) => end === null || since > end) ? since : null;
  },
  due: ({ duration }, anchorEpochMs, calendar) => shifted(anchorEpochMs, duration, "after", calendar),
  given: givenByNobody,
  reachMs: ({ duration }) => reachMs(duration),
};
