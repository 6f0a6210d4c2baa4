import type { MangoQuerySelector } from "rxdb";
import type { OutgoingContent } from "#shared/contract/outgoing.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { MessageId, StageId, TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { MACHINE_SIGNS } from "#shared/rules/email/classification.ts";
import { withReplyPrefix } from "#shared/rules/email/subject.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { Actor, DeskContext } from "../context.ts";
import { replyRecipients } from "../messages/reply-recipients.ts";
import { answerParts } from "../outgoing/added-parts.ts";
import { storedAttachments } from "../outgoing/attachments.ts";
import { sendingChannel } from "../outgoing/sending-channel.ts";
import { writeContent } from "../outgoing/write-content.ts";
import { writeMail } from "../outgoing/write-mail.ts";
import { ownAddressesOf } from "../own-addresses.ts";
import { personById } from "../people.ts";
import { inOnePiece, originOf } from "./command.ts";

export type Reply = OutgoingContent & {
  /** The mail that is answered; absent: the last one a contact wrote. */
  readonly messageId?: MessageId | undefined;
  readonly thenStageId?: StageId | undefined;
};

/**
 * Answers the contact by e-mail from the ticket record (D1). The mail waits in the outbox with its Message-ID, which never changes after.
 * @param options.invented it belongs to a demo desk's made-up past: it counts as sent.
 * @throws PD_DESK_NOT_FOUND, PD_INPUT_TOO_LARGE, PD_INPUT_INVALID for a ticket that has no contact with an address
 */
export async function replyToTicket(
  context: DeskContext,
  actor: Actor,
  id: TicketId,
  content: Reply,
  options: { readonly invented?: boolean } = {},
): Promise<Message> {
  return inOnePiece(context, async (piece) => {
    const ticket = await piece.tickets.get(id);
    if (!ticket) throw notFound("ticket", id);
    const thread = await threadToAnswer(context, piece, ticket, content.messageId);
    const channel = sendingChannel(context.setup, ticket.channelId);
    const contact = await personById(piece.people, ticket.primaryContactId);
    const to =
      content.to ?? replyRecipients({ last: thread.last, contact, ownAddresses: ownAddressesOf(context.setup) });
    const added = await answerParts(context.store, {
      channel,
      writer: actor.user,
      content,
      quoted: content.quote ? thread.last : null,
    });
    return writeMail(context, piece, {
      origin: originOf(context, actor),
      author: actor.user,
      draftId: content.draftId,
      sentFrom: "ticket",
      channel,
      ticket,
      conversation: thread.conversation,
      parent: thread.last,
      to,
      cc: content.cc,
      bcc: content.bcc,
      subject: content.subject ?? withReplyPrefix(thread.conversation?.subject ?? ticket.subject),
      content: await writeContent(context.store, content, added, { mayBeEmpty: content.attachments.length > 0 }),
      attachments: await storedAttachments(context.store, content.attachments),
      forwarded: false,
      sendAtEpochMs: content.sendAtEpochMs,
      basisStamp: content.basisStamp,
      invented: options.invented ?? false,
      thenStageId: content.thenStageId,
    });
  });
}

type Thread = { readonly conversation: Conversation | null; readonly last: Message | null };

/** The mail that the person answers, or else the last that a contact wrote; a ticket made by hand begins a thread. */
async function threadToAnswer(
  { store }: DeskContext,
  piece: PieceOfWork,
  ticket: Ticket,
  messageId: MessageId | undefined,
): Promise<Thread> {
  const newest = async (which: MangoQuerySelector<Message>) => {
    const selector = { ticketId: ticket.id, kind: "email", conversationId: { $ne: null }, ...which } as const;
    return (await store.messages.find({ selector, sort: [{ atEpochMs: "desc" }, { id: "desc" }], limit: 1 }))[0];
  };
  const fromContact = {
    direction: "incoming",
    ...Object.fromEntries(MACHINE_SIGNS.map((sign) => [`classification.${sign}`, false])),
    "placement.kind": { $ne: "side" },
  } as const;
  const answered = messageId === undefined ? null : await requireMail(piece, ticket, messageId);
  const last = answered ?? (await newest(fromContact)) ?? (await newest({ "classification.forwarded": false })) ?? null;
  const conversation = last?.conversationId ? await piece.conversations.get(last.conversationId) : null;
  return { conversation, last: conversation ? last : null };
}

/** @throws PD_DESK_NOT_FOUND for a message that is no mail of this ticket */
async function requireMail(piece: PieceOfWork, ticket: Ticket, id: MessageId): Promise<Message> {
  const message = await piece.messages.get(id);
  if (!message || message.ticketId !== ticket.id || message.kind !== "email") throw notFound("message", id);
  return message;
}
