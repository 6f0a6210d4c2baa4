/** Somebody writes something (F2). What a machine wrote fires none of these (D7), so no step does: what it sends is automatic. */
import { z } from "zod";
import type { EmailVerdict } from "../../model/email-verdict.ts";
import type { TicketEvent } from "../../model/event.ts";
import type { SourceKind } from "../../model/ticket.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { coincidesAlways, everyOpenTicket, matchesAll, setOffByNoStep, TriggerBase, type TriggerKind } from "./kind.ts";

/** Any mail that a user sends from the desk and that belongs to the ticket. */
const sentSchema = TriggerBase.extend({ type: z.literal("email-sent") });

export const emailSent: TriggerKind<typeof sentSchema> = {
  type: "email-sent",
  category: "message",
  icon: "mail-forward",
  label: "words.triggerKind.email-sent",
  schema: sentSchema,
  occasion: "outgoing-message",
  isByCustomer: false,
  defaults: () => ({ type: "email-sent" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  key: ({ type }) => type,
  keysOf: (event) => (verdictOf(event, "message.sent") ? ["email-sent"] : []),
  matches: matchesAll,
  meetsNow: everyOpenTicket,
  coincides: coincidesAlways,
  isSetOffBy: setOffByNoStep,
  validate: isValidAsRead,
  describe: () => words("words.trigger.email-sent"),
};

/** D1: a user sends an e-mail to the contact from the ticket record. */
const toCustomerSchema = TriggerBase.extend({ type: z.literal("email-sent-to-customer") });

export const emailSentToCustomer: TriggerKind<typeof toCustomerSchema> = {
  type: "email-sent-to-customer",
  category: "message",
  icon: "send",
  label: "words.triggerKind.email-sent-to-customer",
  schema: toCustomerSchema,
  occasion: "outgoing-message",
  isByCustomer: false,
  defaults: () => ({ type: "email-sent-to-customer" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  key: ({ type }) => type,
  keysOf: (event) => (verdictOf(event, "message.sent")?.kind === "sent-to-customer" ? ["email-sent-to-customer"] : []),
  matches: matchesAll,
  meetsNow: everyOpenTicket,
  coincides: coincidesAlways,
  isSetOffBy: setOffByNoStep,
  validate: isValidAsRead,
  describe: () => words("words.trigger.email-sent-to-customer"),
};

/** Any mail of a person that comes in on the ticket. */
const receivedSchema = TriggerBase.extend({ type: z.literal("email-received") });

export const emailReceived: TriggerKind<typeof receivedSchema> = {
  type: "email-received",
  category: "message",
  icon: "mail-opened",
  label: "words.triggerKind.email-received",
  schema: receivedSchema,
  occasion: "incoming-message",
  isByCustomer: true,
  defaults: () => ({ type: "email-received" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  key: ({ type }) => type,
  keysOf: (event) => (verdictOf(event, "message.received") ? ["email-received"] : []),
  matches: matchesAll,
  meetsNow: everyOpenTicket,
  coincides: coincidesAlways,
  isSetOffBy: setOffByNoStep,
  validate: isValidAsRead,
  describe: () => words("words.trigger.email-received"),
};

/** D2: a contact replies in the thread in which the ticket was created (D4: or in any thread once it was reopened). */
const repliedSchema = TriggerBase.extend({ type: z.literal("customer-replied") });

export const customerReplied: TriggerKind<typeof repliedSchema> = {
  type: "customer-replied",
  category: "message",
  icon: "arrow-back-up",
  label: "words.triggerKind.customer-replied",
  schema: repliedSchema,
  occasion: "incoming-message",
  isByCustomer: true,
  defaults: () => ({ type: "customer-replied" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  key: ({ type }) => type,
  // D5 to D8 are decided before: only a reply that counts carries this verdict.
  keysOf: (event) => (verdictOf(event, "message.received")?.kind === "customer-replied" ? ["customer-replied"] : []),
  matches: matchesAll,
  meetsNow: everyOpenTicket,
  coincides: coincidesAlways,
  isSetOffBy: setOffByNoStep,
  validate: isValidAsRead,
  describe: () => words("words.trigger.customer-replied"),
};

/** A message in a conversation of a chat or a messenger. */
const chatSchema = TriggerBase.extend({ type: z.literal("chat-message") });

export const chatMessage: TriggerKind<typeof chatSchema> = {
  type: "chat-message",
  category: "message",
  icon: "message",
  label: "words.triggerKind.chat-message",
  schema: chatSchema,
  occasion: "incoming-message",
  isByCustomer: true,
  defaults: () => ({ type: "chat-message" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  key: ({ type }) => type,
  keysOf: (event, { source }) => (verdictOf(event, "message.received") && isChat(source) ? ["chat-message"] : []),
  matches: matchesAll,
  meetsNow: (_trigger, { isOpen, ticket }) => isOpen && isChat(ticket.source),
  coincides: coincidesAlways,
  isSetOffBy: setOffByNoStep,
  validate: isValidAsRead,
  describe: () => words("words.trigger.chat-message"),
};

const noteSchema = TriggerBase.extend({ type: z.literal("note-added") });

/** Somebody, or a step, adds an internal note. */
export const noteAdded: TriggerKind<typeof noteSchema> = {
  type: "note-added",
  category: "message",
  icon: "note",
  label: "words.triggerKind.note-added",
  schema: noteSchema,
  occasion: "note",
  isByCustomer: false,
  defaults: () => ({ type: "note-added" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  key: ({ type }) => type,
  keysOf: ({ body }) => (body.type === "note.added" ? ["note-added"] : []),
  matches: matchesAll,
  meetsNow: everyOpenTicket,
  coincides: coincidesAlways,
  isSetOffBy: (_trigger, { kind }) => kind === "writes-note",
  validate: isValidAsRead,
  describe: () => words("words.trigger.note-added"),
};

const isChat = (source: SourceKind) => source === "chat" || source === "messenger";

/** What the desk made of a message that a person wrote; null for other events, and for what a machine or the desk itself wrote (D7). */
function verdictOf({ body }: TicketEvent, type: "message.sent" | "message.received"): EmailVerdict | null {
  if (body.type !== type || (body.verdict.kind === "no-change" && body.verdict.rule === "D7")) return null;
  return body.verdict;
}
