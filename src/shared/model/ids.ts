import { z } from "zod";

/** Longest id of any document, in UTF-16 code units: the primary key's `maxLength` in every RxDB schema. */
export const MAX_ID_LENGTH = 128;

const id = () => z.string().min(1).max(MAX_ID_LENGTH);

export const TicketId = id().brand<"TicketId">();
export const PersonId = id().brand<"PersonId">();
export const ConversationId = id().brand<"ConversationId">();
export const MessageId = id().brand<"MessageId">();
export const EventId = id().brand<"EventId">();
export const RunId = id().brand<"RunId">();
export const OutboxItemId = id().brand<"OutboxItemId">();
export const PipelineId = id().brand<"PipelineId">();
export const StageId = id().brand<"StageId">();
export const WorkflowId = id().brand<"WorkflowId">();
export const StepId = id().brand<"StepId">();
export const ChannelId = id().brand<"ChannelId">();
export const UserId = id().brand<"UserId">();
export const MacroId = id().brand<"MacroId">();
export const SnippetId = id().brand<"SnippetId">();
export const ViewId = id().brand<"ViewId">();
/** SHA-256 of the content, lower-case hexadecimal. */
export const BlobId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<"BlobId">();

export type TicketId = z.infer<typeof TicketId>;
export type PersonId = z.infer<typeof PersonId>;
export type ConversationId = z.infer<typeof ConversationId>;
export type MessageId = z.infer<typeof MessageId>;
export type EventId = z.infer<typeof EventId>;
export type RunId = z.infer<typeof RunId>;
export type OutboxItemId = z.infer<typeof OutboxItemId>;
export type PipelineId = z.infer<typeof PipelineId>;
export type StageId = z.infer<typeof StageId>;
export type WorkflowId = z.infer<typeof WorkflowId>;
export type StepId = z.infer<typeof StepId>;
export type ChannelId = z.infer<typeof ChannelId>;
export type UserId = z.infer<typeof UserId>;
export type MacroId = z.infer<typeof MacroId>;
export type SnippetId = z.infer<typeof SnippetId>;
export type ViewId = z.infer<typeof ViewId>;
export type BlobId = z.infer<typeof BlobId>;
