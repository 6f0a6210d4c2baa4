import { z } from "zod";
import { type Cause, RuleNumber } from "./cause.ts";
import { EmailVerdict } from "./email-verdict.ts";
import { SlaOccurrence, SlaTargetName } from "./sla.ts";
import { StageKind } from "./setup/pipeline.ts";
import { AsideKind } from "./aside-kind.ts";
import { ConversationId, type EventId, MessageId, PipelineId, RunId, StageId, TicketId, WorkflowId } from "./ids.ts";

/** A ticket's property value as kept in events: plain JSON. */
export const PropertyValue = z.json();
export type PropertyValue = z.infer<typeof PropertyValue>;

/**
 * The stamps of the values that a change changed from, by the entries under which the document keeps them: a property's name, of a set `tags+x` and `tags-x`. Two changes that
 * share an entry and its stamp are rivals: made apart, by people who had seen the same (H4).
 */
export const Base = z.record(z.string(), z.string());
export type Base = z.infer<typeof Base>;

const StagePlace = z.object({ pipelineId: PipelineId, stageId: StageId });
export type StagePlace = z.infer<typeof StagePlace>;

/** What set a workflow off without an event of the ticket. */
export const TriggeredBy = z.enum([
  "date",
  "silence",
  "schedule",
  "manual",
  "webhook",
  "workflow",
  "switched-on",
  "history",
]);
export type TriggeredBy = z.infer<typeof TriggeredBy>;

/** What a step did. */
export const WorkflowAction = z.enum([
  "mail",
  "internal-mail",
  "notification",
  "note",
  "task",
  "ticket",
  "webhook",
  "chat",
]);
export type WorkflowAction = z.infer<typeof WorkflowAction>;

export const TicketEventBody = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ticket.created"), at: StagePlace, subject: z.string() }),
  z.object({ type: z.literal("ticket.stage-changed"), from: StagePlace, to: StagePlace }),
  /** C4: the stage that it is in became open or closed, and the ticket with it. */
  z.object({ type: z.literal("ticket.stage-kind-changed"), stageId: StageId, to: StageKind }),
  z.object({
    type: z.literal("ticket.property-changed"),
    property: z.string(),
    from: PropertyValue,
    to: PropertyValue,
  }),
  /** A move that a rule of section G refused to an automation or a sync merge (G1); a person gets the refusal as an answer instead. */
  z.object({ type: z.literal("ticket.move-refused"), to: StagePlace, rule: RuleNumber, reason: z.string() }),
  z.object({
    type: z.literal("ticket.linked"),
    ticketId: TicketId,
    relation: z.enum(["follows", "followed-by", "related"]),
  }),
  z.object({ type: z.literal("ticket.unlinked"), ticketId: TicketId }),
  /** Thrown away, or marked as spam. */
  z.object({ type: z.literal("ticket.set-aside"), as: AsideKind }),
  /** Back from there: by a person, or by what its customer wrote since. */
  z.object({ type: z.literal("ticket.brought-back"), from: AsideKind }),
  /** A thread, or the end of one, went to another ticket; null: to the inbox, without a ticket. */
  z.object({ type: z.literal("conversation.left"), conversationId: ConversationId, ticketId: TicketId.nullable() }),
  z.object({ type: z.literal("conversation.came"), conversationId: ConversationId, ticketId: TicketId.nullable() }),
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
  /** While the ticket waited for its customer, they wrote something new: another ticket's first mail, or a conversation without one (null). */
  z.object({ type: z.literal("contact.wrote"), messageId: MessageId, ticketId: TicketId.nullable() }),
  /** A trigger that is no change of the ticket fired for it (F2), or another workflow or a person put it in. */
  z.object({
    type: z.literal("workflow.triggered"),
    workflowId: WorkflowId,
    /** Of the workflow's triggers; '' where none of them fired: a person, or a step of another workflow, put the ticket in. */
    triggerId: z.string().max(60),
    by: TriggeredBy,
    /** What an incoming webhook brought, for placeholders and filters. */
    data: z.json().optional(),
  }),
  /** A step or a person takes the ticket out of a workflow. */
  z.object({ type: z.literal("workflow.left"), workflowId: WorkflowId }),
  /** A step did something beside the ticket's own properties; what it made refers to the ticket. */
  z.object({ type: z.literal("workflow.acted"), action: WorkflowAction, about: z.string().max(500) }),
  /** F11: the chain of automatic changes was cut before this workflow, which from now on leaves the ticket alone. */
  z.object({ type: z.literal("workflow.paused"), workflowId: WorkflowId, changes: z.number().int() }),
  /** The run did what another had done already, for a rival of its event (H4): it does nothing more. */
  z.object({ type: z.literal("workflow.superseded"), workflowId: WorkflowId, runId: RunId, byRunId: RunId }),
  /** A person lets the workflow act on the ticket again. */
  z.object({ type: z.literal("workflow.resumed"), workflowId: WorkflowId }),
  /** A clock of its policy: little time is left, it is over, or what was promised was done in time. */
  z.object({
    type: z.literal("sla.reached"),
    policyId: z.string(),
    target: SlaTargetName,
    what: SlaOccurrence,
    /** When it was due, and since when the target had been asked for. */
    dueAtEpochMs: z.number().int().nullable(),
    startedAtEpochMs: z.number().int(),
  }),
  /** Its conversations went to the other ticket, or came from it. */
  z.object({ type: z.literal("ticket.merged"), ticketId: TicketId, role: z.enum(["into", "from"]) }),
  /** The merge was undone: `into` on the ticket that was merged, `from` on the one that had taken over. */
  z.object({ type: z.literal("ticket.unmerged"), ticketId: TicketId, role: z.enum(["into", "from"]) }),
]);
export type TicketEventBody = z.infer<typeof TicketEventBody>;

/**
 * Something that happened to a ticket, on its way through the piece of work in which it happened: the automations see to it, and its activity is written with all that follows
 * from it.
 */
export type TicketEvent = {
  /** Derived (message ingest, steps, triggers) or unique by its stamp (commands): the same happening has one id on every device (D8, H4). */
  readonly id: EventId;
  readonly atEpochMs: number;
  /** Hybrid logical clock: the order of one ticket's events over all devices. */
  readonly stamp: string;
  readonly cause: Cause;
  /** How many automatic changes led to this one: 0 for what a person or a mail did (F11). */
  readonly depth: number;
  /** When the chain of automatic changes began that led here; absent at its beginning (F11). */
  readonly chainStartedAtEpochMs?: number;
  /** Of a change: the stamps of what it changed from. Absent: it is of nothing that has any. */
  readonly base?: Base;
  /** The first event of the same save or message; absent: it is that one. All of them enrol a ticket as one (F4). */
  readonly occasionId?: EventId;
  /** D7: it came with an archive or a first fetch; it sets nothing off. */
  readonly isHistory?: true;
  readonly body: TicketEventBody;
};
