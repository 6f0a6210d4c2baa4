import { createTicketOfConversation } from "#main/desk/commands/ticket-of-conversation.ts";
import {
  getContact,
  getConversation,
  listContacts,
  listConversations,
  listMessages,
  messageAttachment,
  messageHtml,
  rawMessage,
  requireMessage,
  type Download,
} from "#main/desk/queries/conversations.ts";
import { listActivities } from "#main/desk/queries/tickets.ts";
import { messageViewFrom, ticketViewOf } from "#main/desk/queries/views.ts";
import { actorOf, base, type RouterDeps } from "./implementer.ts";

export function conversationProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { conversations } = base;
  return {
    list: conversations.list.handler(({ input }) => listConversations(context, input)),
    get: conversations.get.handler(({ input }) => getConversation(context, input.id)),
    messages: conversations.messages.handler(({ input }) => listMessages(context, input)),
    createTicket: conversations.createTicket.handler(async ({ input, context: caller }) =>
      ticketViewOf(await createTicketOfConversation(context, actorOf(deps, caller), input)),
    ),
  };
}

export function messageProcedures({ context }: RouterDeps) {
  const { messages } = base;
  return {
    get: messages.get.handler(async ({ input }) =>
      messageViewFrom(context.store, await requireMessage(context, input.id)),
    ),
    html: messages.html.handler(async ({ input }) => ({ html: await messageHtml(context, input.id) })),
    raw: messages.raw.handler(async ({ input }) => downloadOf(await rawMessage(context, input.id))),
    attachment: messages.attachment.handler(async ({ input }) =>
      downloadOf(await messageAttachment(context, input.id, input.blobId)),
    ),
  };
}

export function contactProcedures({ context }: RouterDeps) {
  const { contacts } = base;
  return {
    list: contacts.list.handler(({ input }) => listContacts(context, input)),
    get: contacts.get.handler(({ input }) => getContact(context, input.id)),
  };
}

export function activityProcedures({ context }: RouterDeps) {
  return {
    list: base.activities.list.handler(({ input }) => listActivities(context, { ...input, order: "newest-first" })),
  };
}

/** Always saved, never shown: what a stranger sent must not run in the desk's own page. */
function downloadOf({ content, name, contentType }: Download): { headers: Record<string, string>; body: File } {
  const headers = {
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
  };
  return { headers, body: new File([new Uint8Array(content)], name, { type: contentType }) };
}
