import { z } from "zod";
import { PersonId, TicketId } from "./ids.ts";
import { Stamps } from "./stamps.ts";

/** A customer (contact) or the organisation they belong to (company). */
export const Person = z.object({
  id: PersonId,
  kind: z.enum(["contact", "company"]),
  name: z.string(),
  /** Lower-case address, '' for a company. The contact's id is derived from it. */
  address: z.string(),
  companyId: PersonId.nullable(),
  phone: z.string(),
  createdAtEpochMs: z.number().int(),
  lastMessageAtEpochMs: z.number().int().nullable(),
  /** E4: may be sent marketing; absent: no. */
  marketingContact: z.boolean().optional(),
  /** B2: their new conversations stay out of the inbox and make no tickets, since; absent or null: they are heard. */
  blockedAtEpochMs: z.number().nullable().optional(),
  /** E4: wants none any more, since. */
  unsubscribedAtEpochMs: z.number().nullable().optional(),
  /** D7: the last automatic mails to the address, over all tickets, oldest first; absent: none. */
  automaticMails: z.array(z.object({ ticketId: TicketId.nullable(), atEpochMs: z.number() })).optional(),
  /** D7: when a mail to the address last came back for good. Absent where none did. */
  hardBouncedAtEpochMs: z.number().nullable().optional(),
  stamps: Stamps,
});
export type Person = z.infer<typeof Person>;
