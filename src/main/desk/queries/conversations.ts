import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { ConversationView, MessageView } from "#shared/contract/views.ts";
import type { BlobId, ConversationId, MessageId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { FILED, INBOX } from "../inbox-selector.ts";
import type { ReadContext } from "../read-context.ts";
import { findPage } from "./find-page.ts";
import type { Page } from "./paging.ts";
import { conversationViewFrom, conversationViewsOf, messageViewsOf } from "./views.ts";

type Paging = { readonly cursor?: string | undefined; readonly limit: number };

/** Conversations, newest first; those without a ticket are in the inbox or filed (B2). */
export async function listConversations(
  context: ReadContext,
  input: Paging & { readonly hasTicket?: boolean | undefined; readonly filed?: boolean | undefined },
): Promise<Page<ConversationView>> {
  const page = await findPage(context.store.conversations, {
    selector: selectorOf(input),
    sortBy: "lastMessageAtEpochMs",
    direction: "desc",
    limit: input.limit,
    cursor: input.cursor,
  });
  return { items: await conversationViewsOf(context.store, page.items), nextCursor: page.nextCursor };
}

function selectorOf({ hasTicket, filed }: { hasTicket?: boolean | undefined; filed?: boolean | undefined }) {
  if (filed !== undefined) return filed ? FILED : INBOX;
  if (hasTicket === undefined) return {};
  return hasTicket ? { ticketId: { $ne: null } } : { ticketId: null };
}

export async function getConversation(context: ReadContext, id: ConversationId): Promise<ConversationView> {
  const conversation = await context.store.conversations.get(id);
  if (!conversation) throw notFound("conversation", id);
  return conversationViewFrom(context.store, conversation);
}

export async function listMessages(
  context: ReadContext,
  input: Paging & { readonly id: ConversationId },
): Promise<Page<MessageView>> {
  await getConversation(context, input.id);
  const page = await findPage(context.store.messages, {
    selector: { conversationId: input.id },
    sortBy: "atEpochMs",
    direction: "asc",
    limit: input.limit,
    cursor: input.cursor,
  });
  return { items: await messageViewsOf(context.store, page.items), nextCursor: page.nextCursor };
}

export async function requireMessage(context: ReadContext, id: MessageId): Promise<Message> {
  const message = await context.store.messages.get(id);
  if (!message) throw notFound("message", id);
  return message;
}

/** As it came, unsanitised: whoever shows it sanitises it. */
export async function messageHtml(context: ReadContext, id: MessageId): Promise<string | null> {
  const message = await requireMessage(context, id);
  if (message.htmlBlobId === null) return message.html;
  return new TextDecoder().decode(await context.store.files.read(message.htmlBlobId));
}

export type Download = { readonly content: Blob; readonly name: string; readonly contentType: string };

/** @throws PD_DESK_NOT_FOUND for a message written here, which has no source. */
export async function rawMessage(context: ReadContext, id: MessageId): Promise<Download> {
  const message = await requireMessage(context, id);
  if (message.rawBlobId === null) {
    throw new PipedeskError("PD_DESK_NOT_FOUND", "This message was written here and has no raw source.", {
      details: { what: "source", id },
    });
  }
  return {
    content: await context.store.files.asBlob(message.rawBlobId),
    name: `${id}.eml`,
    contentType: "message/rfc822",
  };
}

export async function messageAttachment(context: ReadContext, id: MessageId, blobId: BlobId): Promise<Download> {
  const message = await requireMessage(context, id);
  const attachment = message.attachments.find((candidate) => candidate.blobId === blobId);
  if (!attachment) throw notFound("attachment", blobId);
  return {
    content: await context.store.files.asBlob(blobId),
    name: attachment.name,
    contentType: attachment.contentType,
  };
}
