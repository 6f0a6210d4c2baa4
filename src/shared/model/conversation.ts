import { z } from "zod";
import { ERASED } from "./erased.ts";
import { ChannelId, ConversationId, TicketId, UserId } from "./ids.ts";
import { Stamps } from "./stamps.ts";

/**
 * Where a conversation without a ticket lies. `archived`: dealt with; what comes next in it brings it back. `not-a-ticket`: it never becomes one, and
 * what comes next stays out of the inbox too. `blocked`: so, because of who writes it.
 */
export const FiledAs = z.enum(["inbox", "archived", "not-a-ticket", "blocked"]);
export type FiledAs = z.infer<typeof FiledAs>;

export const Conversation = z.object({
  ...ERASED,
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
  /** B2; absent: in the inbox as long as it has no ticket. */
  filed: z.object({ as: FiledAs, atEpochMs: z.number().int(), byUserId: UserId.nullable() }).optional(),
  /** H5: the merged tickets by which it came to its ticket, the first one first. Absent: none. */
  mergedFrom: z.array(TicketId).optional(),
  /** The ticket and the conversation that it was taken out of; the conversation is itself where it went as a whole. Absent: it began where it is. */
  takenFrom: z
    .object({
      ticketId: TicketId,
      conversationId: ConversationId,
      /** The ticket began in it (D2), and does so again when it comes back. Absent: it began in another. */
      wasOrigin: z.boolean().optional(),
    })
    .optional(),
  stamps: Stamps,
});
export type Conversation = z.infer<typeof Conversation>;
