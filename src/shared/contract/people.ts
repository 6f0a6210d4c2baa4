import { z } from "zod";
import { ChannelId, PersonId, UserId } from "../model/ids.ts";
import { User } from "../model/setup/user.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { OutgoingContent } from "./outgoing.ts";
import { ContactView, MessageView } from "./views.ts";

export const UserView = User.pick({ id: true, name: true, address: true, permissions: true, away: true });
export type UserView = z.infer<typeof UserView>;

export const users = {
  list: procedure
    .route({ method: "GET", path: "/users", tags: ["Users"], summary: "List the desk's users" })
    .output(z.object({ items: z.array(UserView) })),
  /** Who is away gets no turn where tickets are shared out (F5). */
  update: procedure
    .route({ method: "PATCH", path: "/users/{id}", tags: ["Users"], summary: "Say that a user is away, or back" })
    .input(z.object({ id: UserId, away: z.boolean().optional() }).strict())
    .output(UserView),
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
