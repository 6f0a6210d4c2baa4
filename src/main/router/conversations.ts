import { answerConversation } from "#main/desk/commands/answer-conversation.ts";
import { fileConversations } from "#main/desk/commands/file-conversations.ts";
import { forwardMessage } from "#main/desk/commands/forward-message.ts";
import { createTicketOfConversation } from "#main/desk/commands/ticket-of-conversation.ts";
import {
  getConversation,
  listMessages,
  messageAttachment,
  messageHtml,
  rawMessage,
  requireMessage,
  type Download,
} from "#main/desk/queries/conversations.ts";
import { conversationViewsOf, messageViewFrom, ticketViewOf } from "#main/desk/queries/views.ts";
import { keepUpload } from "#main/desk/commands/keep-upload.ts";
import { actorOf, base, type RouterDeps } from "./implementer.ts";
import { bringFilesOf } from "./with-server.ts";

export function conversationProcedures(deps: RouterDeps) {
  const { context, readers } = deps;
  const { conversations } = base;
  return {
    list: conversations.list.handler(({ input, signal }) => readers.read("conversations", input, signal)),
    get: conversations.get.handler(({ input }) => getConversation(context, input.id)),
    messages: conversations.messages.handler(({ input }) => listMessages(context, input)),
    file: conversations.file.handler(async ({ input, context: caller }) => ({
      items: await conversationViewsOf(context.store, await fileConversations(context, actorOf(deps, caller), input)),
    })),
    answer: conversations.answer.handler(async ({ input: { id, ...content }, context: caller }) => {
      await bringFilesOf(deps, content.attachments);
      return messageViewFrom(context.store, await answerConversation(context, actorOf(deps, caller), id, content));
    }),
    createTicket: conversations.createTicket.handler(async ({ input, context: caller }) =>
      ticketViewOf(await createTicketOfConversation(context, actorOf(deps, caller), input)),
    ),
  };
}

export function messageProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { messages } = base;
  return {
    get: messages.get.handler(async ({ input }) =>
      messageViewFrom(context.store, await requireMessage(context, input.id)),
    ),
    forward: messages.forward.handler(async ({ input, context: caller }) => {
      await bringFilesOf(deps, input.attachments, input.id);
      return messageViewFrom(context.store, await forwardMessage(context, actorOf(deps, caller), input));
    }),
    html: messages.html.handler(async ({ input }) => ({ html: await messageHtml(context, input.id) })),
    raw: messages.raw.handler(async ({ input }) => downloadOf(await rawMessage(context, input.id))),
    attachment: messages.attachment.handler(async ({ input }) =>
      downloadOf(await messageAttachment(context, input.id, input.blobId)),
    ),
  };
}

export function activityProcedures({ readers }: RouterDeps) {
  return {
    list: base.activities.list.handler(({ input, signal }) =>
      readers.read("activities", { ...input, order: "newest-first" }, signal),
    ),
  };
}

export function uploadProcedures({ context }: RouterDeps) {
  return { create: base.uploads.create.handler(({ input }) => keepUpload(context, input.file)) };
}

/** Always saved, never shown: what a stranger sent must not run in the desk's own page. */
function downloadOf({ content, name, contentType }: Download): { headers: Record<string, string>; body: File } {
  const headers = {
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
  };
  return { headers, body: new File([content], name, { type: contentType }) };
}
