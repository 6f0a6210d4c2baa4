import type { RxJsonSchema } from "rxdb";
import { MAX_ID_LENGTH } from "#shared/model/ids.ts";
import type { AccountDocument } from "#shared/model/account.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { Evaluation } from "#shared/model/evaluation.ts";
import type { InboxItem } from "#shared/model/inbox-item.ts";
import type { Message } from "#shared/model/message.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { Person } from "#shared/model/person.ts";
import type { Run } from "#shared/model/run.ts";
import type { SetupDocument } from "#shared/automation/documents/setup-document.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { WebhookRequest } from "#shared/model/webhook-request.ts";
import {
  OUTBOX_MERGE,
  REQUEST_MERGE,
  RUN_MERGE,
  setupMerge,
  type MergeRule,
} from "#shared/rules/merge/merge-copies.ts";

/** The documents of each collection. RxDB's open edition allows 13 open collections a process. */
export type Documents = {
  tickets: Ticket;
  people: Person;
  conversations: Conversation;
  messages: Message;
  activities: Activity;
  runs: Run;
  outbox: OutboxItem;
  inboxItems: InboxItem;
  webhookRequests: WebhookRequest;
  evaluations: Evaluation;
  setup: SetupDocument;
  local: LocalRecord;
  accounts: AccountDocument;
};
export type CollectionName = keyof Documents;

type Field = { type: "string" | "number" | "boolean" };
const text: Field = { type: "string" };
const number: Field = { type: "number" };
const flag: Field = { type: "boolean" };

type CollectionPlan = {
  readonly version: number;
  /** Fields that an index names; all others are kept without a declaration, since zod checks them where they are written. */
  readonly indexed: Readonly<Record<string, Field>>;
  readonly indexes: readonly (readonly string[])[];
  /** Properties that merge element by element (H3); undefined for documents that never change or never leave this device. */
  readonly sets?: readonly string[];
  /** How copies merge of documents that no command stamps: the store does, where the desk is a team's. */
  readonly merge?: MergeRule;
};

const SETUP_SETS = ["permissions", "aliases", "userIds", "otherAddresses"] as const;

export const COLLECTIONS = {
  tickets: {
    version: 1,
    indexed: {
      pipelineId: text,
      stageId: text,
      primaryContactId: text,
      lastActivityAtEpochMs: number,
      number,
    },
    indexes: [
      ["pipelineId", "stageId", "lastActivityAtEpochMs"],
      ["pipelineId", "lastActivityAtEpochMs"],
      ["primaryContactId", "lastActivityAtEpochMs"],
      ["lastActivityAtEpochMs"],
      ["number"],
    ],
    sets: ["tags", "followerIds", "contactIds"],
  },
  people: {
    version: 1,
    indexed: { kind: text, name: text },
    indexes: [["kind", "name"]],
    sets: ["addresses", "mergedIds", "notSameIds", "consents"],
  },
  conversations: {
    version: 0,
    indexed: { ticketId: text, lastMessageAtEpochMs: number },
    indexes: [["ticketId", "lastMessageAtEpochMs"], ["lastMessageAtEpochMs"]],
    sets: ["participants"],
  },
  messages: {
    version: 1,
    indexed: {
      conversationId: text,
      ticketId: text,
      atEpochMs: number,
      rfcMessageId: text,
      parentRfcId: text,
      rootRfcId: text,
    },
    indexes: [
      ["conversationId", "atEpochMs"],
      ["ticketId", "atEpochMs"],
      ["rfcMessageId"],
      ["parentRfcId"],
      ["rootRfcId"],
    ],
    merge: { kind: "properties", sets: ["alsoChannelIds"] },
  },
  activities: {
    version: 0,
    indexed: { ticketId: text, stamp: text, atEpochMs: number },
    indexes: [["ticketId", "stamp"], ["stamp"], ["atEpochMs"]],
    merge: { kind: "written-once" },
  },
  runs: {
    version: 0,
    indexed: { ticketId: text, workflowId: text, status: text, startedAtEpochMs: number },
    indexes: [["ticketId", "startedAtEpochMs"], ["workflowId", "startedAtEpochMs"], ["status"]],
    merge: RUN_MERGE,
  },
  outbox: {
    version: 0,
    indexed: { state: text, createdAtEpochMs: number },
    indexes: [["state", "createdAtEpochMs"]],
    merge: OUTBOX_MERGE,
  },
  inboxItems: {
    version: 0,
    indexed: { userId: text, createdAtEpochMs: number },
    indexes: [["userId", "createdAtEpochMs"]],
    sets: [],
  },
  webhookRequests: {
    version: 0,
    indexed: { state: text, runId: text, workflowId: text, createdAtEpochMs: number, reported: flag },
    indexes: [["state", "createdAtEpochMs"], ["workflowId", "createdAtEpochMs"], ["runId"], ["reported"]],
    merge: REQUEST_MERGE,
  },
  evaluations: {
    version: 0,
    indexed: { ticketId: text, atEpochMs: number },
    indexes: [["ticketId", "atEpochMs"], ["atEpochMs"]],
  },
  setup: {
    version: 0,
    indexed: { kind: text },
    indexes: [["kind"]],
    sets: SETUP_SETS,
    merge: setupMerge(SETUP_SETS),
  },
  local: { version: 0, indexed: {}, indexes: [] },
  /** Of a server's team (A3): never replicates. Links, sessions and devices are found by the digest of what was shown. */
  accounts: {
    version: 0,
    indexed: { kind: text, userId: text, digest: text },
    indexes: [["kind"], ["kind", "userId"], ["digest"]],
  },
} as const satisfies Record<CollectionName, CollectionPlan>;

/** Longest indexed string; longer header ids are cut by the mail reader. */
const MAX_INDEXED_STRING_LENGTH = 1000;

/** The RxDB schema of a collection. */
export function rxSchemaOf(plan: CollectionPlan): RxJsonSchema<Record<string, unknown>> {
  const properties: Record<string, Record<string, unknown>> = {
    id: { type: "string", maxLength: MAX_ID_LENGTH },
  };
  for (const [name, field] of Object.entries(plan.indexed)) {
    properties[name] =
      field.type === "string"
        ? { type: "string", maxLength: MAX_INDEXED_STRING_LENGTH }
        : field.type === "number"
          ? { type: "number", minimum: -8.64e15, maximum: 8.64e15, multipleOf: 1 }
          : { type: "boolean" };
  }
  return {
    version: plan.version,
    primaryKey: "id",
    type: "object",
    properties,
    required: ["id"],
    indexes: plan.indexes.map((index) => [...index]),
  };
}

/** How two copies of a document of this collection become one. */
export function mergeRuleOf(name: CollectionName): MergeRule {
  const plan: CollectionPlan = COLLECTIONS[name];
  return plan.merge ?? { kind: "properties", sets: plan.sets ?? [] };
}
