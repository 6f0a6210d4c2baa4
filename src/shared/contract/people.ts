import { z } from "zod";
import { ChannelId, PersonId, UserId } from "../model/ids.ts";
import { User, UserToken } from "../model/setup/user.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { MAILBOX_ADDRESS, OutgoingContent } from "./outgoing.ts";
import { ContactView, MessageView } from "./views.ts";

export const UserView = User.pick({ id: true, name: true, address: true, permissions: true, away: true });
export type UserView = z.infer<typeof UserView>;

export const UserTokenView = UserToken.omit({ digest: true });
export type UserTokenView = z.infer<typeof UserTokenView>;

/** One mailbox, or '' for none. */
const UserAddress = z.string().trim().max(320).regex(MAILBOX_ADDRESS).or(z.literal(""));
const byUser = z.object({ id: UserId });

export const users = {
  list: procedure
    .route({ method: "GET", path: "/users", tags: ["Users"], summary: "List the desk's users" })
    .output(z.object({ items: z.array(UserView) })),
  create: procedure
    .route({ method: "POST", path: "/users", successStatus: 201, tags: ["Users"], summary: "Add a user" })
    .input(
      z
        .object({
          name: User.shape.name,
          address: UserAddress.default(""),
          permissions: User.shape.permissions.default([]),
        })
        .strict(),
    )
    .output(UserView),
  /** Who is away gets no turn where tickets are shared out (F5). Mail from a user's address is a colleague's, never a customer's (D8b). What is absent stays. */
  update: procedure
    .route({
      method: "PATCH",
      path: "/users/{id}",
      tags: ["Users"],
      summary: "Change a user: name, address, permissions; away, or back",
    })
    .input(
      z
        .object({
          id: UserId,
          away: z.boolean().optional(),
          name: User.shape.name.optional(),
          address: UserAddress.optional(),
          permissions: User.shape.permissions.optional(),
        })
        .strict(),
    )
    .output(UserView),
  tokens: procedure
    .route({
      method: "GET",
      path: "/users/{id}/tokens",
      tags: ["Users"],
      summary: "List a user's tokens; their secrets are not kept",
    })
    .input(byUser)
    .output(z.object({ items: z.array(UserTokenView) })),
  createToken: procedure
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
    .route({
      method: "DELETE",
      path: "/users/{id}/tokens/{tokenId}",
      tags: ["Users"],
      summary: "Take a token back: it opens nothing any more",
    })
    .input(byUser.extend({ tokenId: z.string() }).strict())
    .output(z.object({ removed: z.literal(true) })),
};

export const contacts = {
  list: procedure
    .route({ method: "GET", path: "/contacts", tags: ["Contacts"], summary: "List contacts by name" })
    .input(PageInput)
    .output(pageOf(ContactView)),
  get: procedure
    .route({ method: "GET", path: "/contacts/{id}", tags: ["Contacts"], summary: "Get a contact" })
    .input(z.object({ id: PersonId }))
    .output(ContactView),
  /** E4. What is absent stays. */
  update: procedure
    .route({
      method: "PATCH",
      path: "/contacts/{id}",
      tags: ["Contacts"],
      summary: "Say whether a contact may be sent marketing",
    })
    .input(
      z
        .object({ id: PersonId, marketingContact: z.boolean().optional(), unsubscribed: z.boolean().optional() })
        .strict(),
    )
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
