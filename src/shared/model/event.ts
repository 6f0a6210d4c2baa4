import { z } from "zod";
import { Cause, RuleNumber } from "./cause.ts";
import { Run } from "./run.ts";
import { ConversationId, EventId, MessageId, PipelineId, StageId, TicketId } from "./ids.ts";

/** What a message means for its ticket's status: the verdict of the rules D3 to D10, kept with the event so that it can be explained. */
export const EmailVerdict = z.discriminatedUnion("kind", [
  /** D2 (and D4): the contact replied; the trigger "a customer replies" may fire. */
  z.object({ kind: z.literal("customer-replied"), rule: z.enum(["D2", "D4"]) }),
  /** D1: a user sent an e-mail from the ticket record. */
  z.object({ kind: z.literal("sent-to-customer"), rule: z.literal("D1") }),
  /** D6: a reply on a closed ticket. The move itself is made in the same write. */
  z.object({ kind: z.literal("reopened"), rule: z.enum(["D6", "D10"]) }),
  /** D10: too late to reopen; a new ticket was made and linked. */
  z.object({ kind: z.literal("new-linked-ticket"), rule: z.literal("D10") }),
  /** A new conversation (B1). */
  z.object({ kind: z.literal("new-conversation"), rule: z.literal("B1") }),
  /** Nothing happens to the status, because of this rule. `reason` is a stable key for the interface to put in words. */
  z.object({ kind: z.literal("no-change"), rule: RuleNumber.or(z.enum(["D1", "D2"])), reason: z.string() }),
]);
export type EmailVerdict = z.infer<typeof EmailVerdict>;

/** A ticket's property value as kept in events: plain JSON. */
export const PropertyValue = z.json();
export type PropertyValue = z.infer<typeof PropertyValue>;

const StagePlace = z.object({ pipelineId: PipelineId, stageId: StageId });
export type StagePlace = z.infer<typeof StagePlace>;

export const TicketEventBody = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ticket.created"), at: StagePlace, subject: z.string() }),
  z.object({ type: z.literal("ticket.stage-changed"), from: StagePlace, to: StagePlace }),
  z.object({
    type: z.literal("ticket.property-changed"),
    property: z.string(),
    from: PropertyValue,
    to: PropertyValue,
  }),
  /** A move that a rule of section G refused to an automation or a sync merge (G1); a person gets the refusal as an answer instead. */
  z.object({ type: z.literal("ticket.move-refused"), to: StagePlace, rule: RuleNumber, reason: z.string() }),
  z.object({ type: z.literal("ticket.linked"), ticketId: TicketId, relation: z.enum(["follows", "followed-by"]) }),
  z.object({
    type: z.literal("message.received"),
    messageId: MessageId,
    conversationId: ConversationId,
    verdict: EmailVerdict,
  }),
  z.object({
    type: z.literal("message.sent"),
    messageId: MessageId,
    conversationId: ConversationId,
    verdict: EmailVerdict,
  }),
  z.object({ type: z.literal("note.added"), messageId: MessageId }),
  /** D9: someone who is no participant of the thread wrote into it. */
  z.object({ type: z.literal("conversation.side-added"), conversationId: ConversationId, address: z.string() }),
]);
export type TicketEventBody = z.infer<typeof TicketEventBody>;
export type TicketEventType = TicketEventBody["type"];

/**
 * An event as it waits inside its ticket's document until the dispatcher has written its activity and run what it triggers.
 * State and event are one write, so neither can exist without the other.
 */
export const TicketEvent = z.object({
  /** Derived (message ingest) or unique by its stamp (commands), so that a replay finds what it already did. */
  id: EventId,
  atEpochMs: z.number(),
  /** Hybrid logical clock: the order of one ticket's events over all devices. */
  stamp: z.string(),
  cause: Cause,
  /** How many automatic changes led to this one: 0 for what a person or a mail did (F11). */
  depth: z.number().int(),
  body: TicketEventBody,
  /**
   * What the automations made of it, from the write that did it on: state, event and runs are one write too, so a repetition after a crash finds the
   * runs here and does nothing twice. Absent until the event has been seen to.
   */
  outcome: z.object({ runs: z.array(Run) }).optional(),
  /** A run that a timer woke and whose step made this event: it went on in the same write. */
  carries: Run.optional(),
});
export type TicketEvent = z.infer<typeof TicketEvent>;
