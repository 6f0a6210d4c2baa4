import type { OutgoingContent } from "#shared/contract/outgoing.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { ChannelId, PersonId, StageId, TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import type { Actor, DeskContext } from "../context.ts";
import { writersSignature } from "../outgoing/added-parts.ts";
import { storedAttachments } from "../outgoing/attachments.ts";
import { recipientsOr } from "../outgoing/recipients.ts";
import { sendingChannel } from "../outgoing/sending-channel.ts";
import { writeContent } from "../outgoing/write-content.ts";
import { writeMail, type MailToWrite } from "../outgoing/write-mail.ts";
import { personById } from "../people.ts";
import { inOnePiece, originOf } from "./command.ts";

type New = Omit<OutgoingContent, "basisStamp" | "quote">;

/**
 * Writes a new mail, in a thread of its own, from the ticket record (D1).
 * @throws PD_DESK_NOT_FOUND, PD_INPUT_TOO_LARGE, PD_INPUT_INVALID where there is no recipient
 */
export function composeFromTicket(
  context: DeskContext,
  actor: Actor,
  id: TicketId,
  content: OutgoingContent & { readonly thenStageId?: StageId | undefined },
): Promise<Message> {
  return inOnePiece(context, async (piece) => {
    const ticket = await piece.tickets.get(id);
    if (!ticket) throw notFound("ticket", id);
    const contact = await personById(piece.people, ticket.primaryContactId);
    const channel = sendingChannel(context.setup, ticket.channelId);
    return writeMail(context, piece, {
      ...(await newMail(context, actor, content, channel)),
      ...recipientsOr(content, contact),
      sentFrom: "ticket",
      channel,
      ticket,
      subject: content.subject ?? ticket.subject,
      basisStamp: content.basisStamp,
      thenStageId: content.thenStageId,
    });
  });
}

/**
 * Writes a mail from the contact record: it belongs to no ticket and changes no status (D3).
 * @throws PD_DESK_NOT_FOUND, PD_INPUT_TOO_LARGE, PD_INPUT_INVALID where there is no recipient
 */
export function composeToContact(
  context: DeskContext,
  actor: Actor,
  { id, channelId, ...content }: New & { readonly id: PersonId; readonly channelId?: ChannelId | undefined },
): Promise<Message> {
  return inOnePiece(context, async (piece) => {
    const contact = await personById(piece.people, id);
    if (!contact) throw notFound("contact", id);
    const channel = channelId
      ? context.setup.require("channel", channelId)
      : (sendingChannel(context.setup, null) ?? firstOf(context));
    return writeMail(context, piece, {
      ...(await newMail(context, actor, content, channel)),
      ...recipientsOr(content, contact),
      sentFrom: "contact",
      channel,
      ticket: null,
      subject: content.subject ?? "",
      basisStamp: "",
    });
  });
}

/** Where no mailbox is connected yet: the mail waits at the desk's first e-mail channel. */
function firstOf({ setup }: DeskContext): Channel | null {
  return setup.all("channel").find(({ channelKind }) => channelKind === "email") ?? null;
}

type Common = Omit<MailToWrite, "to" | "cc" | "bcc" | "sentFrom" | "channel" | "ticket" | "subject" | "basisStamp">;

async function newMail(context: DeskContext, actor: Actor, content: New, channel: Channel | null): Promise<Common> {
  const signature = writersSignature(channel, actor.user, content);
  return {
    origin: originOf(context, actor),
    author: actor.user,
    draftId: content.draftId,
    conversation: null,
    parent: null,
    content: await writeContent(context.store, content, signature ? [signature] : [], {
      mayBeEmpty: content.attachments.length > 0,
    }),
    attachments: await storedAttachments(context.store, content.attachments),
    forwarded: false,
    sendAtEpochMs: content.sendAtEpochMs,
    invented: false,
  };
}
