import type { OutgoingContent } from "#shared/contract/outgoing.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { MessageId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { isForwardSubject } from "#shared/rules/email/subject.ts";
import type { Actor, DeskContext } from "../context.ts";
import { forwardPart, originalOf, writersSignature } from "../outgoing/added-parts.ts";
import { storedAttachments } from "../outgoing/attachments.ts";
import { recipientsOr } from "../outgoing/recipients.ts";
import { sendingChannel } from "../outgoing/sending-channel.ts";
import { htmlOrMade, writeContent } from "../outgoing/write-content.ts";
import { writeMail } from "../outgoing/write-mail.ts";
import { inOnePiece, originOf } from "./command.ts";

const FORWARD_PREFIX = "Fwd: ";

export type Forward = Omit<OutgoingContent, "quote" | "to"> & {
  readonly id: MessageId;
  readonly to: NonNullable<OutgoingContent["to"]>;
  /** The original's attachments too. */
  readonly withFiles: boolean;
};

/**
 * Passes a mail on, under its header lines, in a thread of its own on the same ticket. It names no earlier mail, so that what its receiver
 * answers comes into that thread and not into the customer's; neither changes a status (D5).
 * @throws PD_DESK_NOT_FOUND, PD_INPUT_TOO_LARGE
 */
export function forwardMessage(context: DeskContext, actor: Actor, input: Forward): Promise<Message> {
  return inOnePiece(context, async (piece) => {
    const { store, setup } = context;
    const original = await piece.messages.get(input.id);
    if (!original || original.kind !== "email") throw notFound("message", input.id);
    const ticket = original.ticketId ? await piece.tickets.get(original.ticketId) : null;
    const channel = sendingChannel(setup, ticket?.channelId ?? original.channelId);
    const signature = writersSignature(channel, actor.user, input);
    const forwarded = forwardPart(await originalOf(store, original));
    const hasHtml = input.html !== null || original.html !== null || original.htmlBlobId !== null;
    const words = { text: input.text, html: hasHtml ? htmlOrMade(input.html, input.text) : null };
    return writeMail(context, piece, {
      origin: originOf(context, actor),
      author: actor.user,
      draftId: input.draftId,
      sentFrom: "ticket",
      channel,
      ticket,
      conversation: null,
      parent: null,
      ...recipientsOr(input, null),
      subject: input.subject ?? withForwardPrefix(original.subject),
      content: await writeContent(store, words, signature ? [signature, forwarded] : [forwarded], { mayBeEmpty: true }),
      attachments: [
        ...(await storedAttachments(store, input.attachments)),
        ...original.attachments.filter(({ inline }) => input.withFiles || inline),
      ],
      forwarded: true,
      sendAtEpochMs: input.sendAtEpochMs,
      basisStamp: input.basisStamp,
      invented: false,
    });
  });
}

function withForwardPrefix(subject: string): string {
  return isForwardSubject(subject) ? subject.trim() : `${FORWARD_PREFIX}${subject.trim()}`;
}
