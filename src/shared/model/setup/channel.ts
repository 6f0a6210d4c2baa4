import { z } from "zod";
import { ChannelId, PipelineId, StageId } from "../ids.ts";
import { Stamps } from "../stamps.ts";
import { Mailbox } from "./mailbox.ts";

/** D8b: a contact form whose mail names who filled it in by fields in its text. */
export const ContactForm = z.object({
  /** The form's fixed sender; '' for any mail on the channel. */
  sender: z.string().trim().max(320),
  /** What stands before the address, as the form writes it: "E-mail". */
  addressLabel: z.string().trim().min(1).max(100),
  /** The same for the name; '' where the form has none. */
  nameLabel: z.string().trim().max(100),
});
export type ContactForm = z.infer<typeof ContactForm>;

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
  /** Absent or null: mail here is its sender's, as its headers have it. */
  form: ContactForm.nullable().optional(),
  /** null: an import, or mail that is only handed in over REST. */
  mailbox: Mailbox.nullable(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type Channel = z.infer<typeof Channel>;
