import { z } from "zod";
import { PersonId } from "./ids.ts";
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
  /** D7: when a mail to the address last came back for good. Absent where none did. */
  /** E4: may be sent marketing; absent: no. */
  marketingContact: z.boolean().optional(),
  /** E4: wants none any more, since. */
  unsubscribedAtEpochMs: z.number().nullable().optional(),
  hardBouncedAtEpochMs: z.number().nullable().optional(),
  stamps: Stamps,
});
export type Person = z.infer<typeof Person>;
