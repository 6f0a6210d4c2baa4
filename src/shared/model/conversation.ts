import { z } from "zod";
import { ChannelId, ConversationId, TicketId } from "./ids.ts";
import { Stamps } from "./stamps.ts";

export const Conversation = z.object({
  id: ConversationId,
  /** null: a conversation without a ticket, shown in the inbox (B2, D7). */
  ticketId: TicketId.nullable(),
  channelId: ChannelId.nullable(),
  /** `side`: somebody who is no participant wrote into a thread (D9). */
  kind: z.enum(["thread", "side"]),
  subject: z.string(),
  /** Lower-case addresses of everyone a message of this thread was from or to. A set. */
  participants: z.array(z.string()),
  /** List-Id of a mailing list that carries the thread: its members count as participants (D9). */
  listId: z.string().nullable(),
  /** The thread began with, or went through, a forwarded mail (D5). */
  forwarded: z.boolean(),
  createdAtEpochMs: z.number().int(),
  lastMessageAtEpochMs: z.number().int(),
  messageCount: z.number().int(),
  snippet: z.string(),
  /** H5: the merged tickets by which it came to its ticket, the first one first. Absent: none. */
  mergedFrom: z.array(TicketId).optional(),
  stamps: Stamps,
});
export type Conversation = z.infer<typeof Conversation>;
