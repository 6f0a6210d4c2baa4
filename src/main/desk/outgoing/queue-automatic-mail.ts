import type { OutgoingContent } from "#shared/contract/outgoing.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { Batch } from "../batch.ts";
import type { DeskContext } from "../context.ts";
import type { ChangeOrigin } from "../ticket-changes/ticket-draft.ts";
import { signaturePart } from "./added-parts.ts";
import { recipientsOr } from "./recipients.ts";
import { sendingChannel } from "./sending-channel.ts";
import { writeContent } from "./write-content.ts";
import { writeMail } from "./write-mail.ts";

export type AutomaticMail = Pick<OutgoingContent, "text" | "html"> & {
  readonly ticketId: TicketId;
  readonly subject: string;
  /** Absent: the ticket's first contact. */
  readonly to?: OutgoingContent["to"];
  /** The step that sends it. */
  readonly origin: ChangeOrigin;
};

/**
 * Queues a mail that no person wrote, in the ticket's first thread: marked as automatic (RFC 3834), so that no machine answers it and no status
 * follows from it, and held by the outbox where the caps of D7 say so.
 * @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID where the ticket has no contact with an address
 */
export async function queueAutomaticMail(context: DeskContext, batch: Batch, mail: AutomaticMail): Promise<Message> {
  const ticket = await batch.tickets.get(mail.ticketId);
  if (!ticket) throw notFound("ticket", mail.ticketId);
  const contact = ticket.primaryContactId ? await batch.people.get(ticket.primaryContactId) : null;
  const conversation = ticket.originConversationId ? await batch.conversations.get(ticket.originConversationId) : null;
  const [last] = conversation
    ? await context.store.messages.find({
        selector: { conversationId: conversation.id },
        sort: [{ atEpochMs: "desc" }, { id: "desc" }],
        limit: 1,
      })
    : [];
  const channel = sendingChannel(context.setup, ticket.channelId);
  const signature = signaturePart(channel?.mailbox?.signature ?? "");
  return writeMail(context, batch, {
    origin: mail.origin,
    author: null,
    sentFrom: "ticket",
    channel,
    ticket,
    conversation,
    parent: last ?? null,
    ...recipientsOr({ to: mail.to, cc: [], bcc: [] }, contact),
    subject: mail.subject,
    content: await writeContent(context.store, mail, signature ? [signature] : [], { mayBeEmpty: false }),
    attachments: [],
    forwarded: false,
    sendAtEpochMs: undefined,
    basisStamp: "",
    invented: false,
  });
}
