import { z } from "zod";
import { MessageId, OutboxItemId, TicketId, ChannelId } from "./ids.ts";

/** Something that waits to leave the machine (H1). */
export const OutboxItem = z.object({
  id: OutboxItemId,
  ticketId: TicketId.nullable(),
  channelId: ChannelId.nullable(),
  messageId: MessageId,
  kind: z.literal("email"),
  state: z.literal("queued"),
  createdAtEpochMs: z.number().int(),
});
export type OutboxItem = z.infer<typeof OutboxItem>;
