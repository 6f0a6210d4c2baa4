import { z } from "zod";
import { MessageId, TicketId } from "../model/ids.ts";

/** A closed ticket whose request was like this one's. */
export const SimilarSolved = z.object({
  id: TicketId,
  number: z.number().int().nullable(),
  subject: z.string(),
  closedAtEpochMs: z.number().nullable(),
  /** The last answer of a person, in their own words; null where there is none. */
  answer: z.object({ messageId: MessageId, text: z.string() }).nullable(),
});
export type SimilarSolved = z.infer<typeof SimilarSolved>;
