/** A ticket is made (F2). */
import { z } from "zod";
import { words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { coincidesAlways, everyOpenTicket, matchesAll, setOffByNoStep, TriggerBase, type TriggerKind } from "./kind.ts";

const createdSchema = TriggerBase.extend({ type: z.literal("ticket-created") });

export const ticketCreated: TriggerKind<typeof createdSchema> = {
  type: "ticket-created",
  category: "ticket",
  icon: "ticket",
  label: "words.triggerKind.ticket-created",
  schema: createdSchema,
  occasion: "creation",
  isByCustomer: false,
  defaults: () => ({ type: "ticket-created" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  key: ({ type }) => type,
  keysOf: ({ body }) => (body.type === "ticket.created" ? ["ticket-created"] : []),
  matches: matchesAll,
  meetsNow: everyOpenTicket,
  coincides: coincidesAlways,
  // The ticket that a step makes is another one.
  isSetOffBy: setOffByNoStep,
  validate: isValidAsRead,
  describe: () => words("words.trigger.ticket-created"),
};

/** By a form. */
const formSchema = TriggerBase.extend({ type: z.literal("form-submitted") });

export const formSubmitted: TriggerKind<typeof formSchema> = {
  type: "form-submitted",
  category: "ticket",
  icon: "forms",
  label: "words.triggerKind.form-submitted",
  schema: formSchema,
  occasion: "creation",
  isByCustomer: false,
  defaults: () => ({ type: "form-submitted" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  key: ({ type }) => type,
  keysOf: ({ body }, { source }) => (body.type === "ticket.created" && source === "form" ? ["form-submitted"] : []),
  matches: matchesAll,
  meetsNow: (_trigger, { isOpen, ticket }) => isOpen && ticket.source === "form",
  coincides: coincidesAlways,
  isSetOffBy: setOffByNoStep,
  validate: isValidAsRead,
  describe: () => words("words.trigger.form-submitted"),
};
