import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Cause } from "#shared/model/cause.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import { ConversationId, type MessageId, type PersonId } from "#shared/model/ids.ts";
import type { MailAddress } from "#shared/model/mail.ts";
import type { Message } from "#shared/model/message.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { MAX_INLINE_HTML_CHARACTERS } from "#main/store/limits.ts";
import type { WorkDocuments } from "../automations.ts";
import type { DeskContext } from "../context.ts";
import { idBeside } from "../derived-ids.ts";
import { signaturePart } from "./added-parts.ts";
import { composeMessage } from "./compose-message.ts";
import { sendingChannel } from "./sending-channel.ts";
import { unsubscribePart } from "./unsubscribe.ts";
import { contentInWords, inBothForms, isLongHtml } from "./write-content.ts";

export type AutomaticMail = {
  /** Follows from what sends it, so that doing that again makes the same mail. */
  readonly id: MessageId;
  readonly ticket: Ticket;
  readonly to: MailAddress;
  readonly subject: string;
  readonly text: string;
  /** Null: made of the text. */
  readonly html: string | null;
  readonly atEpochMs: number;
  readonly cause: Cause;
  /**
   * `customer`: it goes into the ticket's thread. `colleague`: it belongs to the ticket and to no thread, so it is nobody's answer; what is answered to it
   * finds the ticket by the token in its subject, as mail of a colleague, or beside the thread (D9).
   */
  readonly audience: "customer" | "colleague";
  /** E4: the contact, of a marketing mail; absent: it is none. */
  readonly marketingTo?: PersonId;
};

type Reading = Pick<DeskContext, "store" | "setup">;
type Documents = Pick<WorkDocuments, "conversations" | "messages">;

/**
 * A mail that no person wrote, ready for the conversation and the outbox: marked as automatic (RFC 3834), so that no machine answers it and no status follows from it, and held
 * by the outbox where the caps of D7 say so. Writes nothing.
 * @throws PD_INPUT_INVALID for a mail without words, PD_INPUT_TOO_LARGE
 */
export async function composeAutomaticMail(
  reading: Reading,
  documents: Documents,
  mail: AutomaticMail,
): Promise<Message> {
  const { ticket, audience } = mail;
  const channel = sendingChannel(reading.setup, ticket.channelId);
  const isForCustomer = audience === "customer";
  const signature = isForCustomer ? signaturePart(channel?.mailbox?.signature ?? "") : null;
  const { marketingTo } = mail;
  const unsubscribe =
    marketingTo === undefined
      ? null
      : unsubscribePart(
          reading.setup,
          { messageId: mail.id, contactId: marketingTo },
          channel?.address ?? "",
          mail.text,
        );
  const added = [signature, unsubscribe].filter((part) => part !== null);
  const words = contentInWords(unsubscribe === null ? mail : inBothForms(mail), added, { mayBeEmpty: false });
  if (isLongHtml(words.html)) {
    const reason = `${words.html.length}/${MAX_INLINE_HTML_CHARACTERS}`;
    const message = `The mail's HTML has more than ${MAX_INLINE_HTML_CHARACTERS} characters.`;
    throw new PipedeskError("PD_INPUT_TOO_LARGE", message, { details: { what: "mail", reason } });
  }
  const conversation = isForCustomer ? await threadOf(reading, documents, ticket) : null;
  return composeMessage(reading, {
    id: mail.id,
    atEpochMs: mail.atEpochMs,
    cause: mail.cause,
    author: null,
    sentFrom: "ticket",
    channel,
    ticket,
    conversation,
    conversationId: isForCustomer ? (conversation?.id ?? newThreadIdOf(ticket)) : null,
    parent: conversation ? await lastOf(reading, documents, conversation) : null,
    to: [mail.to],
    cc: [],
    bcc: [],
    subject: mail.subject,
    content: { ...words, htmlBlobId: null },
    attachments: [],
    forwarded: false,
    sendAtEpochMs: undefined,
    basisStamp: "",
    invented: false,
    ...(marketingTo === undefined ? {} : { marketingTo }),
  });
}

/** The thread in which the ticket was made, else the one of it that was written in last; null where there is none. */
async function threadOf({ store }: Reading, documents: Documents, ticket: Ticket): Promise<Conversation | null> {
  const origin = ticket.originConversationId ?? newThreadIdOf(ticket);
  const known = await documents.conversations.get(origin);
  if (known) return known;
  const threads = await store.conversations.find({ selector: { ticketId: ticket.id } });
  const newest = threads
    .filter(({ kind }) => kind === "thread")
    .toSorted((a, b) => b.lastMessageAtEpochMs - a.lastMessageAtEpochMs || (a.id < b.id ? -1 : 1))[0];
  return newest ? documents.conversations.get(newest.id) : null;
}

/** A ticket made by hand has no thread: its first automatic mail begins one, and the next ones go into it. */
function newThreadIdOf(ticket: Ticket): ConversationId {
  return ConversationId.parse(idBeside("c", ticket.id, "automatic"));
}

/** The mail of the thread that was written last, in the store or in this piece of work. */
async function lastOf({ store }: Reading, documents: Documents, { id }: Conversation): Promise<Message | null> {
  const stored = await store.messages.find({
    selector: { conversationId: id },
    sort: [{ atEpochMs: "desc" }, { id: "desc" }],
    limit: 1,
  });
  const here = documents.messages.changed().filter(({ conversationId }) => conversationId === id);
  return [...stored, ...here].toSorted((a, b) => b.atEpochMs - a.atEpochMs || (a.id < b.id ? 1 : -1))[0] ?? null;
}
