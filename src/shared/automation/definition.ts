/**
 * What a workflow does, as plain versioned JSON (F1 to F5): the same for templates (D1, D2), status cards (E) and workflows made by hand.
 *
 * Version 2. `migrate-definition.ts` reads the older ones; a test keeps them loading.
 */
import { z } from "zod";
import { StageId } from "../model/ids.ts";
import { SourceKind } from "../model/ticket.ts";
import { Filter } from "./filters/filter.ts";
import { MAX_STEPS, MAX_TRIGGERS } from "./limits.ts";
import { BusinessHours } from "./schedule/business-hours.ts";
import { CancelReason, Duration } from "./steps/common.ts";
import { Step } from "./steps/step.ts";

export const DEFINITION_VERSION = 2;

const TriggerId = z.string().min(1).max(60);
const base = z.object({ id: TriggerId });
const plainValue = z.union([z.string().max(500), z.number(), z.boolean(), z.null()]);

/** What can set a workflow off (F2). */
export const Trigger = z.discriminatedUnion("type", [
  base.extend({ type: z.literal("ticket-created") }),
  base.extend({ type: z.literal("stage-reached"), stageId: StageId }),
  /** Any property where `property` is null; any value where `from` or `to` is absent. */
  base.extend({
    type: z.literal("property-changed"),
    property: z.string().max(80).nullable(),
    from: plainValue.optional(),
    to: plainValue.optional(),
  }),
  /** Any mail that a user sends from the desk and that belongs to the ticket. */
  base.extend({ type: z.literal("email-sent") }),
  /** D1: a user sends an e-mail to the contact from the ticket record. */
  base.extend({ type: z.literal("email-sent-to-customer") }),
  /** Any mail of a person that comes in on the ticket. */
  base.extend({ type: z.literal("email-received") }),
  /** D2: a contact replies in the thread in which the ticket was created (D4: or in any thread once it was reopened). */
  base.extend({ type: z.literal("customer-replied") }),
  base.extend({ type: z.literal("note-added") }),
  /** A message in a conversation of a chat or a messenger. */
  base.extend({ type: z.literal("chat-message") }),
  /** A ticket made by a form. */
  base.extend({ type: z.literal("form-submitted") }),
  /** So long before or after a date of the ticket, exactly; moves with the date. */
  base.extend({
    type: z.literal("date-reached"),
    property: z.string().max(80),
    offset: z
      .object({ duration: Duration, direction: z.enum(["before", "after"]) })
      .nullable()
      .default(null),
    /** Only open time counts, and the moment lies in it. */
    businessHours: z.boolean().default(false),
  }),
  /** So long after a message that nobody of the other side answered: `customer` waits for us, `agent` for the customer. */
  base.extend({
    type: z.literal("silence"),
    after: z.enum(["customer-message", "agent-message"]),
    duration: Duration,
    businessHours: z.boolean().default(false),
  }),
  /** At the times of a cron expression (5 fields) in a time zone: every open ticket that meets the filter. */
  base.extend({
    type: z.literal("schedule"),
    cron: z.string().trim().min(9).max(100),
    /** IANA name, as Europe/Rome. */
    timeZone: z.string().max(60),
    /** Times outside of business hours are left out. */
    businessHours: z.boolean().default(false),
  }),
  /** A person starts it: from a ticket, a selection, a macro. */
  base.extend({ type: z.literal("manual") }),
  /** Another program calls the workflow's address with this path; what it sends can be used in placeholders. */
  base.extend({
    type: z.literal("incoming-webhook"),
    /** Secret part of the address. */
    token: z.string().regex(/^[\w-]{20,100}$/u),
  }),
]);
export type Trigger = z.infer<typeof Trigger>;

export const Reenrolment = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("never") }),
  z.object({ kind: z.literal("always") }),
  z.object({ kind: z.literal("on"), triggerIds: z.array(TriggerId).min(1).max(MAX_TRIGGERS) }),
]);
export type Reenrolment = z.infer<typeof Reenrolment>;

/** Named, so that the compiler has a name for it wherever it is used: the steps are a tree without an end. */
export interface WorkflowDefinition {
  readonly version: typeof DEFINITION_VERSION;
  readonly triggers: Trigger[];
  /** F3: which tickets of those are enrolled. */
  readonly filter: Filter;
  /** F4 */
  readonly reenrolment: Reenrolment;
  /** A ticket leaves as soon as one of these happens, or it meets the filter. */
  readonly unenrolment: { readonly on: CancelReason[]; readonly filter: Filter | null };
  /** E10: conversations of other kinds don't enrol. */
  readonly sources: SourceKind[];
  readonly businessHours: BusinessHours | null;
  readonly steps: Step[];
}

export const WorkflowDefinition: z.ZodType<WorkflowDefinition> = z.object({
  version: z.literal(DEFINITION_VERSION),
  triggers: z.array(Trigger).min(1).max(MAX_TRIGGERS),
  filter: Filter,
  reenrolment: Reenrolment,
  unenrolment: z.object({ on: z.array(CancelReason).max(10), filter: Filter.nullable() }),
  sources: z.array(SourceKind).min(1).max(10),
  businessHours: BusinessHours.nullable(),
  steps: z.array(Step).max(MAX_STEPS),
});

/** E10: automations apply to everything but chat and messenger unless they say so. */
export const DEFAULT_SOURCES: readonly SourceKind[] = ["email", "form", "manual"];
