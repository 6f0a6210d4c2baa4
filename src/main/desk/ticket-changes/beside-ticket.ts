import type { LocalRecord } from "#shared/model/local-record.ts";
import type { InboxItem } from "#shared/model/inbox-item.ts";
import type { ChannelId, PersonId, PipelineId, StageId, TicketId, UserId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { TicketPriority } from "#shared/model/ticket-priority.ts";
import type { WebhookRequest } from "#shared/model/webhook-request.ts";

/** What a change of a ticket makes beside it: taken over with the change, or not at all. */
export type BesideTicket =
  | { readonly kind: "note"; readonly message: Message }
  /** Its place in the conversation and the outbox follows from it. */
  | { readonly kind: "mail"; readonly message: Message }
  /** A notification or a task. */
  | { readonly kind: "inbox-item"; readonly item: InboxItem }
  | { readonly kind: "webhook"; readonly request: WebhookRequest }
  /** Another ticket; its number is taken when it is made. */
  | {
      readonly kind: "new-ticket";
      readonly ticketId: TicketId;
      readonly subject: string;
      readonly pipelineId: PipelineId;
      readonly stageId: StageId;
      readonly priority: TicketPriority | null;
      readonly ownerId: UserId | null;
      readonly dueAtEpochMs: number | null;
      readonly tags: readonly string[];
      readonly contactId: PersonId | null;
      readonly channelId: ChannelId | null;
      /** Linked with the ticket that made it. */
      readonly linked: boolean;
    }
  /** The other half of a link. */
  | { readonly kind: "link"; readonly ticketId: TicketId; readonly relation: "follows" | "followed-by" | "related" }
  /** Somebody had their turn: the step that shares tickets out begins with the next one. */
  | { readonly kind: "turn"; readonly record: LocalRecord }
  /** The ticket's conversations and messages go to another, which takes over its contacts, tags and followers. */
  | { readonly kind: "merge"; readonly intoTicketId: TicketId };
