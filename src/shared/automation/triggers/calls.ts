/** Somebody, or another program, means a ticket and a workflow (F2). */
import { z } from "zod";
import { words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import {
  coincidesNever,
  everyOpenTicket,
  matchesAll,
  noKey,
  noKeys,
  setOffByNoStep,
  TriggerBase,
  type TriggerKind,
} from "./kind.ts";

/** A person starts it: from a ticket, a selection, a macro. */
const manualSchema = TriggerBase.extend({ type: z.literal("manual") });

export const manual: TriggerKind<typeof manualSchema> = {
  type: "manual",
  category: "call",
  icon: "hand-click",
  label: "words.triggerKind.manual",
  schema: manualSchema,
  occasion: "person",
  isByCustomer: false,
  defaults: () => ({ type: "manual" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  key: noKey,
  keysOf: noKeys,
  matches: matchesAll,
  meetsNow: everyOpenTicket,
  coincides: coincidesNever,
  isSetOffBy: setOffByNoStep,
  validate: isValidAsRead,
  describe: () => words("words.trigger.manual"),
};

/** Another program calls the workflow's address with this path; what it sends can be used in placeholders. */
const webhookSchema = TriggerBase.extend({
  type: z.literal("incoming-webhook"),
  /** Secret part of the address. */
  token: z.string().regex(/^[\w-]{20,100}$/u),
});

/** Stands where a token was, and where one shall be made: no saved workflow has it. */
export const HIDDEN_TOKEN = "made-anew-when-saved";

export const incomingWebhook: TriggerKind<typeof webhookSchema> = {
  type: "incoming-webhook",
  category: "call",
  icon: "webhook",
  label: "words.triggerKind.incoming-webhook",
  schema: webhookSchema,
  occasion: "program",
  isByCustomer: false,
  defaults: () => ({ type: "incoming-webhook", token: HIDDEN_TOKEN }),
  references: namesNothing,
  // Nobody has to fill it in again: it is made anew.
  withoutSecrets: (trigger) => ({ ...trigger, token: HIDDEN_TOKEN }),
  key: noKey,
  keysOf: noKeys,
  matches: matchesAll,
  meetsNow: everyOpenTicket,
  coincides: coincidesNever,
  // A webhook that a step sends may come back as a call; only the other program knows.
  isSetOffBy: setOffByNoStep,
  validate({ token }, path, { isTokenInUse }, report) {
    if (isTokenInUse?.(token)) report(`${path}.token`, "token-in-use");
  },
  describe: () => words("words.trigger.incoming-webhook"),
};
