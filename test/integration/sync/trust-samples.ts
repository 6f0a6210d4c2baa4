/** One whole document of each kind that travels, and a change of it that means no more than itself. */
import type { UserId } from "#shared/model/ids.ts";
import type { ReplicatedCollection } from "#shared/sync/collections.ts";
import type { Subject } from "./trust-table.ts";

export type Sample = Readonly<Record<string, unknown>> & { readonly id: string; readonly _deleted?: boolean };
type Maker = {
  /** @param by whose it is */
  readonly make: (id: string, by: string, known: Known) => Sample;
  readonly change: Readonly<Record<string, unknown>>;
};

/** What the desk has already: what is told of must be there. */
export type Known = {
  readonly ticket: Sample;
  readonly pipeline: Sample;
  readonly channel: Sample;
  readonly workflow: Sample;
  readonly settings: Sample;
  readonly nowEpochMs: number;
  /** Counts up. */
  readonly next: () => number;
};

export const SOMEBODY_ELSE = "user-cleo" as UserId;

const NOTE = {
  kind: "note",
  direction: "internal",
  conversationId: null,
  channelId: null,
  sentFrom: null,
  rfcMessageId: "",
  parentRfcId: "",
  rootRfcId: "",
  references: [],
  from: { name: "", address: "" },
  replyTo: [],
  to: [],
  cc: [],
  bcc: [],
  subject: "",
  text: "Said.",
  visibleText: "Said.",
  html: null,
  htmlBlobId: null,
  dateEpochMs: null,
  attachments: [],
  classification: {
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
  },
  listId: null,
  bounceDetails: null,
  rawBlobId: null,
  sizeBytes: 5,
  verdict: null,
  placement: { kind: "existing", followsTicketId: null },
  setAsideReason: null,
  problems: [],
};

export const MAKERS: Readonly<Record<Subject, Maker>> = {
  people: {
    make: (id, _by, { nowEpochMs }) => ({
      id,
      kind: "contact",
      name: "Anna",
      address: "",
      addresses: [],
      companyId: null,
      phone: "",
      notes: "",
      createdAtEpochMs: nowEpochMs,
      lastMessageAtEpochMs: null,
      stamps: {},
    }),
    change: { notes: "Changed." },
  },
  tickets: {
    make: (id, _by, { ticket }) => ({ ...ticket, id, number: null, provisionalNumber: 1, stamps: {} }),
    change: { subject: "Changed." },
  },
  conversations: {
    make: (id, _by, { nowEpochMs, ticket }) => ({
      id,
      ticketId: ticket.id,
      channelId: null,
      kind: "thread",
      subject: "Boots",
      participants: [],
      listId: null,
      forwarded: false,
      createdAtEpochMs: nowEpochMs,
      lastMessageAtEpochMs: nowEpochMs,
      messageCount: 0,
      snippet: "",
      stamps: {},
    }),
    change: { subject: "Changed." },
  },
  messages: {
    make: (id, by, { nowEpochMs, ticket }) => ({
      ...NOTE,
      id,
      ticketId: ticket.id,
      authorId: by,
      fingerprint: id,
      atEpochMs: nowEpochMs,
    }),
    change: { mergedFrom: ["ticket-other"] },
  },
  activities: {
    make: (id, by, { nowEpochMs, ticket }) => ({
      id,
      ticketId: ticket.id,
      atEpochMs: nowEpochMs,
      stamp: "",
      cause: { kind: "user", userId: by },
      body: { type: "note.added", messageId: "message-none" },
    }),
    change: { atEpochMs: 1 },
  },
  runs: {
    make: (id, _by, { nowEpochMs, ticket, workflow }) => ({
      id,
      workflowId: workflow.id,
      workflowRevision: 1,
      ticketId: ticket.id,
      eventId: `event-of-${id}`,
      triggerId: "trigger",
      depth: 0,
      status: "done",
      cursor: null,
      sequence: 1,
      attempt: 0,
      waiting: null,
      wakeAtEpochMs: 0,
      startedAtEpochMs: nowEpochMs,
      finishedAtEpochMs: nowEpochMs,
      endReason: "",
      journal: [],
    }),
    change: { sequence: 2 },
  },
  outbox: {
    make: (id, by, { nowEpochMs, ticket }) => ({
      id,
      kind: "email",
      messageId: `message-of-${id}`,
      ticketId: ticket.id,
      channelId: null,
      authorId: by,
      automatic: false,
      createdAtEpochMs: nowEpochMs,
      stamp: "",
      state: "cancelled",
      notBeforeEpochMs: 0,
      scheduled: false,
      basisStamp: "",
      hold: null,
      attempts: 0,
      retryAtEpochMs: 0,
      lastFailure: null,
      sendingSinceEpochMs: null,
      sentAtEpochMs: null,
      refused: [],
      returned: [],
      sentCopy: "none",
    }),
    change: { attempts: 1 },
  },
  inboxItems: {
    make: (id, by, { nowEpochMs, ticket }) => ({
      id,
      kind: "task",
      userId: by,
      ticketId: ticket.id,
      createdAtEpochMs: nowEpochMs,
      title: "Call",
      detail: "",
      dueAtEpochMs: null,
      doneAtEpochMs: null,
      stamps: {},
    }),
    change: { doneAtEpochMs: 1 },
  },
  webhookRequests: {
    make: (id, _by, { nowEpochMs, ticket, workflow }) => ({
      id,
      workflowId: workflow.id,
      runId: "run-none",
      stepId: "step",
      ticketId: ticket.id,
      purpose: "webhook",
      method: "POST",
      url: "https://hooks.example/",
      headers: {},
      contentType: "application/json",
      body: "{}",
      secretName: null,
      state: "cancelled",
      createdAtEpochMs: nowEpochMs,
      stamp: "",
      retryAtEpochMs: 0,
      attempts: [],
      failure: null,
      reported: false,
    }),
    change: { reported: true },
  },
  "setup/channel": { make: (id, _by, { channel }) => ({ ...channel, id }), change: { name: "Changed" } },
  "setup/host-record": {
    make: (_id, _by, { nowEpochMs, next }) => ({
      id: "host-record",
      kind: "host-record",
      hostId: "server",
      fence: next(),
      atEpochMs: nowEpochMs,
      stamps: {},
    }),
    // Larger than whatever was given before.
    change: { hostId: "laptop", fence: 1_000_000 },
  },
  "setup/mail-template": {
    make: (id, _by, { nowEpochMs }) => ({
      id,
      kind: "mail-template",
      builtIn: null,
      name: "Thanks",
      subject: "Thanks",
      body: "Thanks.",
      html: false,
      marketing: false,
      createdAtEpochMs: nowEpochMs,
      stamps: {},
    }),
    change: { body: "Changed." },
  },
  "setup/pipeline": { make: (id, _by, { pipeline }) => ({ ...pipeline, id }), change: { name: "Changed" } },
  "setup/revision": {
    make: (id, _by, { workflow, nowEpochMs }) => ({
      id,
      kind: "revision",
      workflowId: workflow.id,
      revision: 1,
      definition: workflow["definition"],
      replacedBy: null,
      createdAtEpochMs: nowEpochMs,
      stamps: {},
    }),
    change: { revision: 2 },
  },
  "setup/settings": {
    make: (id, _by, { settings }) => ({ ...settings, id: id.startsWith("insert") ? id : "settings" }),
    change: { deskName: "Changed" },
  },
  "setup/step-comment": {
    make: (id, by, { workflow, nowEpochMs }) => ({
      id,
      kind: "step-comment",
      workflowId: workflow.id,
      stepId: "step",
      answersId: null,
      authorId: by,
      text: "Why?",
      resolved: false,
      createdAtEpochMs: nowEpochMs,
      stamps: {},
    }),
    change: { text: "Changed." },
  },
  "setup/team": {
    make: (id, _by, { nowEpochMs }) => ({
      id,
      kind: "team",
      name: "Second level",
      userIds: [],
      createdAtEpochMs: nowEpochMs,
      stamps: {},
    }),
    change: { name: "Changed" },
  },
  "setup/user": {
    make: (id, _by, { nowEpochMs }) => ({
      id,
      kind: "user",
      name: "Cleo",
      address: `${id}@desk.example`,
      permissions: [],
      createdAtEpochMs: nowEpochMs,
      stamps: {},
    }),
    change: { name: "Changed" },
  },
  "setup/view": {
    make: (id, by, { nowEpochMs }) => ({
      id,
      kind: "view",
      name: "Urgent",
      authorId: by,
      shared: false,
      pinned: true,
      order: 0,
      filter: { match: "all", parts: [] },
      columns: [{ column: "subject" }],
      sort: { column: "lastActivity", direction: "desc" },
      grouping: null,
      createdAtEpochMs: nowEpochMs,
      stamps: {},
    }),
    change: { name: "Changed" },
  },
  "setup/workflow": { make: (id, _by, { workflow }) => ({ ...workflow, id }), change: { name: "Changed" } },
  "setup/workflow-draft": {
    make: (id, by, { workflow, nowEpochMs }) => ({
      id,
      kind: "workflow-draft",
      workflowId: workflow.id,
      authorId: by,
      base: "{}",
      baseRevision: 1,
      content: "{}",
      createdAtEpochMs: nowEpochMs,
      savedAtEpochMs: nowEpochMs,
      stamps: {},
    }),
    change: { content: "[]" },
  },
};

export function collectionOf(subject: Subject): ReplicatedCollection {
  return subject.startsWith("setup/") ? "setup" : (subject as ReplicatedCollection);
}
