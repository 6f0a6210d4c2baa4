/** What can set a workflow off (F2): the table of all kinds, and what follows from it. */
import { z } from "zod";
import { incomingWebhook, manual } from "./calls.ts";
import { formSubmitted, ticketCreated } from "./creation.ts";
import { dateReached } from "./date-reached.ts";
import { schemasOf } from "../kind.ts";
import type { KindOfTrigger, OfMoments } from "./kind.ts";
import { chatMessage, customerReplied, emailReceived, emailSent, emailSentToCustomer, noteAdded } from "./messages.ts";
import { propertyChanged } from "./property-changed.ts";
import { schedule } from "./schedule.ts";
import { silence } from "./silence.ts";
import { slaReached } from "./sla-reached.ts";
import { stageReached } from "./stage-reached.ts";

const MOMENT_KINDS = { "date-reached": dateReached, silence } as const;

const KINDS = {
  "ticket-created": ticketCreated,
  "stage-reached": stageReached,
  "property-changed": propertyChanged,
  "form-submitted": formSubmitted,
  "email-received": emailReceived,
  "customer-replied": customerReplied,
  "email-sent": emailSent,
  "email-sent-to-customer": emailSentToCustomer,
  "chat-message": chatMessage,
  "note-added": noteAdded,
  ...MOMENT_KINDS,
  "sla-reached": slaReached,
  schedule,
  manual,
  "incoming-webhook": incomingWebhook,
} as const;

export const Trigger = z.discriminatedUnion("type", schemasOf(Object.values(KINDS)));
export type Trigger = z.infer<typeof Trigger>;
export type TriggerType = Trigger["type"];
export type TriggerOf<Type extends TriggerType> = Extract<Trigger, { readonly type: Type }>;

/** Triggers that fire so long before or after something that the ticket itself says. */
export type MomentTrigger = TriggerOf<keyof typeof MOMENT_KINDS>;

/**
 * Every kind of trigger, in the order in which the editor offers them within their categories. The compiler refuses a kind that stands under another name than its triggers have.
 * @rule F2
 */
export const TRIGGER_KINDS: { readonly [Type in TriggerType]: KindOfTrigger<TriggerOf<Type>> } = KINDS;

/** What a form asks for of a kind of trigger. */
export const triggerSchemaOf = (type: TriggerType): z.ZodObject => KINDS[type].schema;

// Each part of a kind takes the triggers of that kind: the trigger's own type has found it.
export const kindOfTrigger = (trigger: Trigger): KindOfTrigger<Trigger> => TRIGGER_KINDS[trigger.type];
export const momentKindOf = (trigger: MomentTrigger): OfMoments<MomentTrigger> => MOMENT_KINDS[trigger.type];

export const isMomentTrigger = (trigger: Trigger): trigger is MomentTrigger =>
  Object.hasOwn(MOMENT_KINDS, trigger.type);
