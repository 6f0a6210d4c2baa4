import type { OutgoingContent } from "#shared/contract/outgoing.ts";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { ConversationId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { withReplyPrefix } from "#shared/rules/email/subject.ts";
import type { Actor, DeskContext } from "../context.ts";
import { replyRecipients } from "../messages/reply-recipients.ts";
import { answerParts } from "../outgoing/added-parts.ts";
import { storedAttachments } from "../outgoing/attachments.ts";
import { sendingChannel } from "../outgoing/sending-channel.ts";
import { writeContent } from "../outgoing/write-content.ts";
import { writeMail } from "../outgoing/write-mail.ts";
import { ownAddressesOf } from "../own-addresses.ts";
import { inOnePiece, originOf } from "./command.ts";

/**
 * B2: answers a conversation of the inbox, in its thread, without making a ticket of it.
 * @throws PD_DESK_NOT_FOUND, PD_INPUT_TOO_LARGE, PD_INPUT_INVALID where it has a ticket, in which answers are written, or nobody to answer
 */
export function answerConversation(
  context: DeskContext,
  actor: Actor,
  id: ConversationId,
  content: Omit<OutgoingContent, "basisStamp">,
): Promise<Message> {
  return inOnePiece(context, async (piece) => {
    const conversation = await piece.conversations.get(id);
    if (!conversation) throw notFound("conversation", id);
    if (conversation.ticketId !== null) {
      throw new PipedeskError("PD_INPUT_INVALID", "This conversation has a ticket: answer there.", {
        details: { what: "ticket", id: conversation.ticketId },
      });
    }
    const last = await lastIncoming(context, id);
    const channel = sendingChannel(context.setup, conversation.channelId);
    const added = await answerParts(context.store, {
      channel,
      writer: actor.user,
      content,
      quoted: content.quote ? last : null,
    });
    return writeMail(context, piece, {
      origin: originOf(context, actor),
      author: actor.user,
      sentFrom: "inbox",
      channel,
      ticket: null,
      conversation,
      parent: last,
      to: content.to ?? replyRecipients({ last, contact: null, ownAddresses: ownAddressesOf(context.setup) }),
      cc: content.cc,
      bcc: content.bcc,
      subject: content.subject ?? withReplyPrefix(conversation.subject),
      content: await writeContent(context.store, content, added, { mayBeEmpty: content.attachments.length > 0 }),
      attachments: await storedAttachments(context.store, content.attachments),
      forwarded: false,
      sendAtEpochMs: content.sendAtEpochMs,
      draftId: content.draftId,
      basisStamp: "",
      invented: false,
    });
  });
}

async function lastIncoming({ store }: DeskContext, conversationId: ConversationId): Promise<Message | null> {
  const [last] = await store.messages.find({
    selector: { conversationId, direction: "incoming" },
    sort: [{ atEpochMs: "desc" }, { id: "desc" }],
    limit: 1,
  });
  return last ?? null;
}
