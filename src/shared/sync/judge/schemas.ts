import type { z } from "zod";
import { SetupDocument } from "../../automation/documents/setup-document.ts";
import { Activity } from "../../model/activity.ts";
import { Conversation } from "../../model/conversation.ts";
import { InboxItem } from "../../model/inbox-item.ts";
import { Message } from "../../model/message.ts";
import { OutboxItem } from "../../model/outbox-item.ts";
import { Person } from "../../model/person.ts";
import { Run } from "../../model/run.ts";
import { Ticket } from "../../model/ticket.ts";
import { WebhookRequest } from "../../model/webhook-request.ts";
import type { ReplicatedCollection } from "../collections.ts";

/** What a document of each collection must be. What a newer program added to it stays with it, unread. */
export const DOCUMENT_SCHEMAS: Readonly<Record<ReplicatedCollection, z.ZodType>> = {
  setup: SetupDocument,
  people: Person,
  tickets: Ticket,
  conversations: Conversation,
  messages: Message,
  activities: Activity,
  runs: Run,
  outbox: OutboxItem,
  inboxItems: InboxItem,
  webhookRequests: WebhookRequest,
};
