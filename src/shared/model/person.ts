import { z } from "zod";
import { ERASED } from "./erased.ts";
import { PersonId, TicketId, UserId } from "./ids.ts";
import { Stamps } from "./stamps.ts";

/** Which contacts a list shows. */
export const CONTACT_FILTERS = ["all", "marketing", "unsubscribed", "bounced", "no-address"] as const;
export type ContactFilterName = (typeof CONTACT_FILTERS)[number];

export const MAX_PERSON_ADDRESSES = 50;
export const MAX_PERSON_NOTES_CHARACTERS = 20_000;

/** As many changes of what a contact agreed to as anybody makes; older ones are forgotten. */
export const MAX_KEPT_CONSENTS = 50;
export const MAX_CONSENT_REASON_CHARACTERS = 300;

/** One change of what a contact agreed to (E4), and on whose word. */
export const Consent = z.object({
  atEpochMs: z.number(),
  what: z.enum(["agreed", "withdrawn", "unsubscribed", "resubscribed"]),
  /** `mail`: by the mail that the unsubscribe link of one of the desk's mails writes; `link`: by its page or button. `user`: a user wrote it down. */
  how: z.enum(["user", "mail", "link"]),
  /** Null where no user did. */
  userId: UserId.nullable(),
  /** By mail: the address that it came from; by a user: the reason that they gave, '' for none. By link: ''. */
  detail: z.string(),
});
export type Consent = z.infer<typeof Consent>;

/** What a contact got from one that was merged into it, and did not have before (H5). */
const TakenOver = z.object({
  addresses: z.array(z.string()),
  address: z.boolean(),
  name: z.boolean(),
  phone: z.boolean(),
  company: z.boolean(),
  notes: z.boolean(),
  unsubscribed: z.boolean(),
});

/**
 * A customer (contact), the organisation they belong to (company), or what stands for a contact (alias): another address of theirs, or a contact that was merged into them and keeps
 * all that it was.
 */
export const Person = z.object({
  ...ERASED,
  id: PersonId,
  kind: z.enum(["contact", "company", "alias"]),
  name: z.string(),
  /** Lower-case address that is written to, '' where there is none. The id of a document follows from the address with which it began. */
  address: z.string(),
  /** All addresses of the contact, `address` among them. An address belongs to one contact of the desk. A set. */
  addresses: z.array(z.string()),
  companyId: PersonId.nullable(),
  phone: z.string(),
  /** What the team should know; never shown to the customer. */
  notes: z.string(),
  createdAtEpochMs: z.number().int(),
  lastMessageAtEpochMs: z.number().int().nullable(),
  /** E4: may be sent marketing; absent: no. */
  marketingContact: z.boolean().optional(),
  /** B2: their new conversations stay out of the inbox and make no tickets, since; absent or null: they are heard. */
  blockedAtEpochMs: z.number().nullable().optional(),
  /** E4: wants none any more, since. */
  unsubscribedAtEpochMs: z.number().nullable().optional(),
  /** How that came about, oldest first. A set; absent: nobody ever said anything. */
  consents: z.array(Consent).optional(),
  /** D7: the last automatic mails to the contact at any address, over all tickets, oldest first; absent: none. */
  automaticMails: z.array(z.object({ ticketId: TicketId.nullable(), atEpochMs: z.number() })).optional(),
  /** D7: when a mail to one of the addresses last came back for good. Absent where none did. */
  hardBounces: z.array(z.object({ address: z.string(), atEpochMs: z.number() })).optional(),
  /** Of an alias: the contact that it stands for; absent where the address was taken from them and is free. */
  standsForId: PersonId.optional(),
  /** Of an alias that was a contact of its own: what undoing the merge gives back (H5). */
  merge: z.object({ atEpochMs: z.number(), took: TakenOver }).optional(),
  /** Contacts that were merged into this one, and those merged into them: tickets still name them. A set; absent: none. */
  mergedIds: z.array(PersonId).optional(),
  /** Contacts of whom somebody said that they are other people, though it looks as if not. A set; absent: none. */
  notSameIds: z.array(PersonId).optional(),
  stamps: Stamps,
});
export type Person = z.infer<typeof Person>;
