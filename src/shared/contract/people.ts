import { z } from "zod";
import { ChannelId, PersonId, UserId } from "../model/ids.ts";
import { MAX_USER_OTHER_ADDRESSES, User, UserToken } from "../model/setup/user.ts";
import {
  CONTACT_FILTERS,
  MAX_CONSENT_REASON_CHARACTERS,
  MAX_PERSON_ADDRESSES,
  MAX_PERSON_NOTES_CHARACTERS,
} from "../model/person.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { MAILBOX_ADDRESS, OutgoingContent } from "./outgoing.ts";
import { ContactView, MessageView } from "./views.ts";

export const UserView = User.pick({
  id: true,
  name: true,
  address: true,
  otherAddresses: true,
  permissions: true,
  away: true,
  deactivatedAtEpochMs: true,
  signature: true,
});
export type UserView = z.infer<typeof UserView>;

export const OpenWork = z.object({ tickets: z.number().int(), tasks: z.number().int() });
export type OpenWork = z.infer<typeof OpenWork>;

export const UserTokenView = UserToken.omit({ digest: true });
export type UserTokenView = z.infer<typeof UserTokenView>;

/** One mailbox, or '' for none. */
const UserAddress = z.string().trim().max(320).regex(MAILBOX_ADDRESS).or(z.literal(""));
const OtherAddresses = z.array(z.string().trim().max(320).regex(MAILBOX_ADDRESS)).max(MAX_USER_OTHER_ADDRESSES);
const byUser = z.object({ id: UserId });

export const users = {
  list: procedure
    .route({ method: "GET", path: "/users", tags: ["Users"], summary: "List the desk's users" })
    .output(z.object({ items: z.array(UserView) })),
  create: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/users", successStatus: 201, tags: ["Users"], summary: "Add a user" })
    .input(
      z
        .object({
          name: User.shape.name,
          address: UserAddress.default(""),
          otherAddresses: OtherAddresses.default([]),
          permissions: User.shape.permissions.default([]),
        })
        .strict(),
    )
    .output(UserView),
  /** Who is away gets no turn where tickets are shared out (F5). Mail from a user's address is a colleague's, never a customer's (D8b). What is absent stays. */
  update: procedure
    .meta({ access: "self-or-settings", viewers: "own-seat" })
    .route({
      method: "PATCH",
      path: "/users/{id}",
      tags: ["Users"],
      summary: "Change a user: name, addresses, permissions; away, or back",
    })
    .input(
      z
        .object({
          id: UserId,
          away: z.boolean().optional(),
          signature: User.shape.signature,
          name: User.shape.name.optional(),
          address: UserAddress.optional(),
          otherAddresses: OtherAddresses.optional(),
          permissions: User.shape.permissions.optional(),
        })
        .strict(),
    )
    .output(UserView),
  /** What is theirs and waits: it stays theirs when they leave, until it is handed over. */
  openWork: procedure
    .meta({ access: "settings" })
    .route({ method: "GET", path: "/users/{id}/open-work", tags: ["Users"], summary: "Count a user's open work" })
    .input(byUser)
    .output(OpenWork),
  /** Shuts them out: no sign-in, no turn, no notifications. What they did and what they own stays theirs. */
  leave: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/users/{id}/leave", tags: ["Users"], summary: "Say that a user left" })
    .input(byUser.strict())
    .output(UserView),
  comeBack: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/users/{id}/come-back", tags: ["Users"], summary: "Say that a user is back" })
    .input(byUser.strict())
    .output(UserView),
  /** Answers when all is handed over; goes on where the caller does not wait for it. */
  handOver: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/users/{id}/hand-over",
      tags: ["Users"],
      summary: "Give a user's open tickets and tasks to somebody else, or the tickets to nobody",
    })
    .input(byUser.extend({ /** null: tickets are nobody's then; tasks stay. */ toUserId: UserId.nullable() }).strict())
    .output(OpenWork),
  tokens: procedure
    .meta({ access: "self-or-super-admin" })
    .route({
      method: "GET",
      path: "/users/{id}/tokens",
      tags: ["Users"],
      summary: "List a user's tokens; their secrets are not kept",
    })
    .input(byUser)
    .output(z.object({ items: z.array(UserTokenView) })),
  createToken: procedure
    .meta({ access: "self-or-super-admin", viewers: "own-seat" })
    .route({
      method: "POST",
      path: "/users/{id}/tokens",
      successStatus: 201,
      tags: ["Users"],
      summary: "Make a token by which a program acts as the user; its secret is told this once",
    })
    .input(byUser.extend({ name: UserToken.shape.name }).strict())
    .output(UserTokenView.extend({ token: z.string() })),
  removeToken: procedure
    .meta({ access: "self-or-super-admin", viewers: "own-seat" })
    .route({
      method: "DELETE",
      path: "/users/{id}/tokens/{tokenId}",
      tags: ["Users"],
      summary: "Take a token back: it opens nothing any more",
    })
    .input(byUser.extend({ tokenId: z.string() }).strict())
    .output(z.object({ removed: z.literal(true) })),
};

export const ContactFilter = z.enum(CONTACT_FILTERS);
export type ContactFilter = z.infer<typeof ContactFilter>;

/** Who may be the same person, and what says so. */
export const ContactOffer = z.object({ contact: ContactView, why: z.enum(["same-mailbox", "same-name"]) });
export type ContactOffer = z.infer<typeof ContactOffer>;

export const ContactRecord = z.object({
  contact: ContactView,
  /** The company's name; '' for none. */
  company: z.string(),
  /** Contacts that were merged into this one, each as it was. */
  merged: z.array(ContactView),
  offers: z.array(ContactOffer),
});
export type ContactRecord = z.infer<typeof ContactRecord>;

const address = z.string().trim().max(320);
const ContactValues = z.object({
  name: z.string().trim().max(200).optional(),
  /** The one that is written to; it counts as one of `addresses`. */
  address: address.optional(),
  /** All of them: what is left out is taken from the contact. */
  addresses: z.array(address).max(MAX_PERSON_ADDRESSES).optional(),
  phone: z.string().trim().max(100).optional(),
  /** By name; made where there is none of that name. '' for none. */
  company: z.string().trim().max(200).optional(),
  notes: z.string().max(MAX_PERSON_NOTES_CHARACTERS).optional(),
  marketingContact: z.boolean().optional(),
  unsubscribed: z.boolean().optional(),
  /** Why the two above are changed; kept with the change. */
  consentReason: z.string().trim().max(MAX_CONSENT_REASON_CHARACTERS).optional(),
});

const byId = z.object({ id: PersonId });

export const contacts = {
  list: procedure
    .route({ method: "GET", path: "/contacts", tags: ["Contacts"], summary: "List contacts by name, or find them" })
    .input(
      PageInput.extend({
        /** Words of a name, address, phone or the notes; typing errors are forgiven. */
        q: z.string().max(200).optional(),
        filter: ContactFilter.default("all"),
      }),
    )
    .output(pageOf(ContactView)),
  get: procedure
    .route({ method: "GET", path: "/contacts/{id}", tags: ["Contacts"], summary: "Get a contact" })
    .input(z.object({ id: PersonId }))
    .output(ContactView),
  open: procedure
    .route({
      method: "GET",
      path: "/contacts/{id}/record",
      tags: ["Contacts"],
      summary: "Get a contact with its company, who was merged into it, and who may be the same person",
    })
    .input(byId)
    .output(ContactRecord),
  create: procedure
    .route({
      method: "POST",
      path: "/contacts",
      successStatus: 201,
      tags: ["Contacts"],
      summary: "Create a contact",
    })
    .input(ContactValues.strict())
    .output(ContactView),
  /** H5, E4. What is absent stays. */
  update: procedure
    .route({
      method: "PATCH",
      path: "/contacts/{id}",
      tags: ["Contacts"],
      summary: "Change a contact: name, addresses, phone, company, notes, flags",
    })
    .input(byId.extend(ContactValues.shape).strict())
    .output(ContactView),
  /** H5: the other contact stands for both, with all addresses and tickets; it comes back. */
  merge: procedure
    .route({
      method: "POST",
      path: "/contacts/{id}/merge",
      tags: ["Contacts"],
      summary: "Merge a contact into another",
    })
    .input(byId.extend({ intoContactId: PersonId }).strict())
    .output(ContactView),
  /** H5: by the id of the contact that was merged; it comes back. */
  unmerge: procedure
    .route({
      method: "POST",
      path: "/contacts/{id}/unmerge",
      tags: ["Contacts"],
      summary: "Undo the merge of a contact",
    })
    .input(byId.strict())
    .output(ContactView),
  keepApart: procedure
    .route({
      method: "POST",
      path: "/contacts/{id}/keep-apart",
      tags: ["Contacts"],
      summary: "Say that two contacts are two people",
    })
    .input(byId.extend({ otherId: PersonId }).strict())
    .output(ContactView),
  /** D3: written from the contact record, so it never changes a ticket's status. */
  compose: procedure
    .route({
      method: "POST",
      path: "/contacts/{id}/mails",
      successStatus: 201,
      tags: ["Contacts"],
      summary: "Write an e-mail from the contact record; waits in the outbox",
    })
    .input(
      z
        .object({ id: PersonId, /** Absent: the first mailbox. */ channelId: ChannelId.optional() })
        .extend(OutgoingContent.omit({ basisStamp: true, quote: true }).shape)
        .strict(),
    )
    .output(MessageView),
};
