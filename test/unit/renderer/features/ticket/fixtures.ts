import type { DeskSetup } from "#shared/contract/desk.ts";
import type { ActivityView, ConversationView, MessageView } from "#shared/contract/views.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import type { Cause } from "#shared/model/cause.ts";
import type { TicketEventBody } from "#shared/model/event.ts";
import {
  BlobId,
  ChannelId,
  OutboxItemId,
  ConversationId,
  EventId,
  MessageId,
  RunId,
  StepId,
  UserId,
  WorkflowId,
} from "#shared/model/ids.ts";
import type { StageId } from "#shared/model/ids.ts";
import type { MailClassification } from "#shared/model/mail.ts";
import { createNames, type Names } from "#renderer/features/ticket/timeline/names.ts";
import { CLOSED, ME, NEW, PIPELINE, pipeline, ticketId, WAITING } from "../../cards.ts";

export const TICKET = ticketId("t1");
export const THREAD = ConversationId.parse("c1");
export const ANNA = UserId.parse("u-anna");
export const t = createTranslate("en");

const PLAIN: MailClassification = {
  automatic: false,
  bounce: false,
  list: false,
  autoReply: false,
  receipt: false,
  complaint: false,
  fromOwnAddress: false,
  forwarded: false,
  replyToForwarded: false,
  reason: "",
};

export function classification(change: Partial<MailClassification> = {}): MailClassification {
  return { ...PLAIN, ...change };
}

/** An incoming e-mail from Carla. */
export function message(id: string, atEpochMs: number, change: Partial<MessageView> = {}): MessageView {
  return {
    id: MessageId.parse(id),
    kind: "email",
    delivery: null,
    direction: "incoming",
    conversationId: THREAD,
    ticketId: TICKET,
    channelId: ChannelId.parse("ch1"),
    authorId: null,
    sentFrom: null,
    rfcMessageId: `${id}@example.com`,
    references: [],
    from: { name: "Carla", address: "carla@example.com" },
    replyTo: [],
    to: [{ name: "Support", address: "support@example.org" }],
    cc: [],
    bcc: [],
    subject: "Lamp",
    text: "Hello",
    visibleText: "Hello",
    dateEpochMs: atEpochMs,
    atEpochMs,
    attachments: [],
    classification: PLAIN,
    listId: null,
    bounceDetails: null,
    rawBlobId: BlobId.parse("a".repeat(64)),
    sizeBytes: 100,
    verdict: null,
    setAsideReason: null,
    problems: [],
    hasHtml: false,
    ...change,
  };
}

export function note(id: string, atEpochMs: number): MessageView {
  return message(id, atEpochMs, {
    kind: "note",
    direction: "internal",
    conversationId: null,
    authorId: ANNA,
    rawBlobId: null,
  });
}

export function answer(id: string, atEpochMs: number, change: Partial<MessageView> = {}): MessageView {
  return message(id, atEpochMs, {
    direction: "outgoing",
    authorId: ANNA,
    sentFrom: "ticket",
    delivery: {
      id: OutboxItemId.parse(`o_${id}`),
      state: "queued",
      notBeforeEpochMs: atEpochMs,
      scheduled: false,
      hold: null,
      attempts: 0,
      retryAtEpochMs: 0,
      lastFailure: null,
      sentAtEpochMs: null,
      refused: [],
      returned: [],
    },
    rawBlobId: null,
    from: { name: "Anna", address: "support@example.org" },
    to: [{ name: "Carla", address: "carla@example.com" }],
    ...change,
  });
}

export function conversation(change: Partial<ConversationView> = {}): ConversationView {
  return {
    id: THREAD,
    ticketId: TICKET,
    channelId: ChannelId.parse("ch1"),
    kind: "thread",
    subject: "Lamp",
    participants: ["carla@example.com"],
    listId: null,
    forwarded: false,
    createdAtEpochMs: 1,
    lastMessageAtEpochMs: 1,
    messageCount: 1,
    snippet: "",
    writer: null,
    ...change,
  };
}

/** Activities are told apart and ordered by `id`, which is their stamp too. */
export function activity(id: string, atEpochMs: number, cause: Cause, body: TicketEventBody): ActivityView {
  return { id: EventId.parse(id), ticketId: TICKET, atEpochMs, stamp: id, cause, body };
}

export const at = (stageId: StageId) => ({ pipelineId: PIPELINE, stageId });
export const byAnna: Cause = { kind: "user", userId: ANNA };
export const byMe: Cause = { kind: "user", userId: ME.id };
export const byChannel: Cause = { kind: "channel", channelId: ChannelId.parse("ch1") };
export const byRule = (rule: Extract<Cause, { kind: "rule" }>["rule"]): Cause => ({ kind: "rule", rule });
export const byWorkflow = (id: "w-d1" | "w-d2" | "w-gone"): Cause => ({
  kind: "workflow",
  workflowId: WorkflowId.parse(id),
  runId: RunId.parse("r1"),
  stepId: StepId.parse("s1"),
});

export function received(
  id: string,
  atEpochMs: number,
  messageId: string,
  verdict: MessageView["verdict"],
): ActivityView {
  if (verdict === null) throw new Error("A received message has a verdict.");
  return activity(id, atEpochMs, byChannel, {
    type: "message.received",
    messageId: MessageId.parse(messageId),
    conversationId: THREAD,
    verdict,
  });
}

export function moved(id: string, atEpochMs: number, cause: Cause, from: StageId, to: StageId): ActivityView {
  return activity(id, atEpochMs, cause, { type: "ticket.stage-changed", from: at(from), to: at(to) });
}

export function changed(
  id: string,
  atEpochMs: number,
  cause: Cause,
  property: string,
  from: unknown,
  to: unknown,
): ActivityView {
  const body = { type: "ticket.property-changed", property, from, to } as TicketEventBody;
  return activity(id, atEpochMs, cause, body);
}

export function workflow(id: "w-d1" | "w-d2", template: "D1" | "D2"): WorkflowView {
  return {
    id: WorkflowId.parse(id),
    kind: "workflow",
    name: template === "D1" ? "An e-mail is sent to a customer" : "A customer replies to an e-mail",
    description: "",
    origin: "template",
    template,
    pipelineId: PIPELINE,
    enabled: true,
    order: 0,
    overridesRules: false,
    revision: 1,
    definition: {
      version: 2,
      triggers: [{ id: "t1", type: template === "D1" ? "email-sent-to-customer" : "customer-replied" }],
      filter: { match: "all", parts: [] },
      reenrolment: { kind: "always" },
      unenrolment: { on: [], filter: null },
      sources: ["email", "form", "manual"],
      businessHours: null,
      steps: [{ id: StepId.parse("s1"), type: "move-stage", stageId: WAITING }],
    },
    createdAtEpochMs: 1,
  };
}

export const SETUP: DeskSetup = {
  pipelines: [pipeline()],
  workflows: [workflow("w-d1", "D1"), workflow("w-d2", "D2")],
  teams: [],
  properties: [],
  slaPolicies: [],
  workCalendars: [],
  mailTemplates: [],
  snippets: [],
  macros: [],
  workflowDrafts: [],
  views: [],
  channels: [
    {
      id: ChannelId.parse("ch1"),
      kind: "channel",
      channelKind: "email",
      name: "Inbox",
      address: "support@example.org",
      aliases: [],
      pipelineId: PIPELINE,
      stageId: NEW,
      createTickets: true,
      mailbox: null,
      createdAtEpochMs: 1,
    },
  ],
  users: [ME, { id: ANNA, name: "Anna", address: "", permissions: [] }],
};

export function names(messages: readonly MessageView[] = []): Names {
  return createNames({
    language: "en",
    t,
    meId: ME.id,
    setup: SETUP,
    messages,
    when: (epochMs) => `@${epochMs}`,
    ticketNumbers: new Map([[ticketId("t2"), 42]]),
  });
}

export { CLOSED, ME, NEW, PIPELINE, WAITING };
