import { z } from "zod";
import { ChannelId, PipelineId, StageId } from "../ids.ts";
import { Stamps } from "../stamps.ts";
import { Mailbox } from "./mailbox.ts";

/** B1: where messages come from and which pipeline their tickets go to. */
export const Channel = z.object({
  id: ChannelId,
  kind: z.literal("channel"),
  channelKind: z.enum(["email", "import"]),
  name: z.string().trim().min(1).max(120),
  /** The desk's own address on this channel, lower case; '' for an import. */
  address: z.string(),
  /** More own addresses, lower case: mail from them never triggers anything (D7). */
  aliases: z.array(z.string()),
  pipelineId: PipelineId,
  stageId: StageId,
  /** B2 */
  createTickets: z.boolean(),
  /** null: an import, or mail that is only handed in over REST. */
  mailbox: Mailbox.nullable(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type Channel = z.infer<typeof Channel>;
