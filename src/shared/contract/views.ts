import { z } from "zod";
import { Activity } from "../model/activity.ts";
import { Conversation } from "../model/conversation.ts";
import { MailAddress } from "../model/mail.ts";
import { Message } from "../model/message.ts";
import { OutboxItem } from "../model/outbox-item.ts";
import { Person } from "../model/person.ts";
import { Ticket } from "../model/ticket.ts";

/** A ticket as it leaves the core: without what only the store and the dispatcher need. */
export const TicketView = Ticket.omit({
  stamps: true,
  stageKindChange: true,
  pipelineRemoval: true,
  dueSetAtEpochMs: true,
  dueQuietUntilEpochMs: true,
  snoozedByUserId: true,
});
export type TicketView = z.infer<typeof TicketView>;

/** A ticket as boards and lists show it. */
export const TicketCard = TicketView.pick({
  id: true,
  number: true,
  provisionalNumber: true,
  subject: true,
  pipelineId: true,
  stageId: true,
  priority: true,
  ownerId: true,
  dueAtEpochMs: true,
  sla: true,
  snoozedUntilEpochMs: true,
  closedAtEpochMs: true,
  tags: true,
  source: true,
  createdAtEpochMs: true,
  stageEnteredAtEpochMs: true,
  lastActivityAtEpochMs: true,
  lastCustomerMessageAtEpochMs: true,
  lastAgentMessageAtEpochMs: true,
  timeToCloseMs: true,
  messageCount: true,
  snippet: true,
  unread: true,
  aside: true,
  values: true,
}).extend({ contactName: z.string(), contactAddress: z.string() });
export type TicketCard = z.infer<typeof TicketCard>;

export const ContactView = Person.omit({ stamps: true, automaticMails: true, notSameIds: true });
export type ContactView = z.infer<typeof ContactView>;

export const ConversationView = Conversation.omit({ stamps: true }).extend({
  /** Who wrote the newest of what came in, for lists of those without a ticket; null where it has one, or nothing came in. */
  writer: MailAddress.nullable(),
});
export type ConversationView = z.infer<typeof ConversationView>;

export const DeliveryView = OutboxItem.pick({
  id: true,
  state: true,
  notBeforeEpochMs: true,
  scheduled: true,
  hold: true,
  attempts: true,
  retryAtEpochMs: true,
  lastFailure: true,
  sentAtEpochMs: true,
  refused: true,
  remainder: true,
  returned: true,
});
export type DeliveryView = z.infer<typeof DeliveryView>;

/** A message without its HTML, which is fetched when it is shown. */
export const MessageView = Message.omit({
  html: true,
  htmlBlobId: true,
  fingerprint: true,
  placement: true,
  rootRfcId: true,
  parentRfcId: true,
  outgoing: true,
}).extend({
  hasHtml: z.boolean(),
  /** How the outbox stands with an outgoing mail (H1); null for everything that was not written here. */
  delivery: DeliveryView.nullable(),
});
export type MessageView = z.infer<typeof MessageView>;

export const ActivityView = Activity;
export type ActivityView = z.infer<typeof ActivityView>;
