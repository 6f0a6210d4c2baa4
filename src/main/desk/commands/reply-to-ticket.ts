import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { ConversationId, MessageId, type TicketId } from "#shared/model/ids.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { MailAddress } from "#shared/model/mail.ts";
import type { Message } from "#shared/model/message.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { formatMessageIdToken } from "#shared/rules/email-status/tokens.ts";
import { emailVerdict } from "#shared/rules/email-status/verdict.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { Batch } from "../batch.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { applyMessage } from "../messages/apply-message.ts";
import { messageWrittenHere } from "../messages-written-here.ts";
import { domainOf, threadSigner } from "../thread-signing.ts";
import { inBatch, originOf } from "./command.ts";

const REPLY_PREFIX = "Re: ";

/**
 * Answers the contact by e-mail from the ticket record (D1). The mail waits in the outbox with its Message-ID, which never changes after.
 * @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID for a ticket that has no contact with an address
 */
export async function replyToTicket(context: DeskContext, actor: Actor, id: TicketId, text: string): Promise<Message> {
  return inBatch(context, async (batch) => {
    const ticket = await batch.tickets.get(id);
    if (!ticket) throw notFound("ticket", id);
    const origin = originOf(context, actor);
    const thread = await threadToAnswer(context, batch, ticket);
    const to = await recipientsOf(batch, ticket, thread.last);
    const channel = ticket.channelId ? context.setup.find("channel", ticket.channelId) : null;
    const fromAddress = channel?.address ?? "";
    const messageId = MessageId.parse(derivedId("m", id, origin.nextStamp()));
    const conversationId = thread.conversation?.id ?? ConversationId.parse(derivedId("c", messageId));
    const pipeline = context.setup.require("pipeline", ticket.pipelineId);
    const parent = thread.last?.rfcMessageId ?? "";
    const rfcMessageId = formatMessageIdToken(
      { localId: messageId, domain: domainOf(fromAddress) },
      threadSigner(context.setup),
    );
    const draft = messageWrittenHere({
      id: messageId,
      kind: "email",
      direction: "outgoing",
      conversationId,
      ticketId: id,
      channelId: ticket.channelId,
      authorId: actor.user.id,
      sentFrom: "ticket",
      rfcMessageId,
      parentRfcId: parent,
      rootRfcId: thread.last?.rootRfcId || rfcMessageId,
      references: [...(thread.last?.references ?? []), parent].filter((reference) => reference !== ""),
      from: { name: actor.user.name, address: fromAddress },
      to,
      subject: withReplyPrefix(thread.conversation?.subject ?? ticket.subject),
      text,
      atEpochMs: origin.atEpochMs,
    });
    const verdict = emailVerdict({
      direction: "outgoing",
      sentFrom: "ticket",
      classification: draft.classification,
      isReplyInExistingThread: thread.conversation !== null,
      isOriginThread: ticket.originConversationId === conversationId,
      senderIsContact: false,
      side: thread.conversation?.kind === "side",
      ticketState: stageOf(pipeline, ticket.stageId)?.kind ?? "open",
      wasReopened: ticket.wasReopened,
      reopenPolicy: pipeline.reopen,
      closedAtEpochMs: ticket.closedAtEpochMs,
      nowEpochMs: origin.atEpochMs,
    });
    const message: Message = {
      ...draft,
      verdict,
      placement: { kind: thread.conversation ? "existing" : "new", followsTicketId: null },
    };
    await applyMessage(context, batch, message, { cause: origin.cause, isRepetition: false });
    return { ...message, settled: true };
  });
}

type Thread = { readonly conversation: Conversation | null; readonly last: Message | null };

/** The thread in which a contact wrote last; a ticket made by hand begins one. */
async function threadToAnswer({ store }: DeskContext, batch: Batch, ticket: Ticket): Promise<Thread> {
  const messages = await store.messages.find({
    selector: { ticketId: ticket.id },
    sort: [{ atEpochMs: "desc" }, { id: "desc" }],
  });
  const mails = messages.filter(({ kind, conversationId }) => kind === "email" && conversationId !== null);
  const last =
    mails.find(
      ({ direction, classification, placement }) =>
        direction === "incoming" && !classification.automatic && placement.kind !== "side",
    ) ??
    mails[0] ??
    null;
  const conversation = last?.conversationId ? await batch.conversations.get(last.conversationId) : null;
  return { conversation, last: conversation ? last : null };
}

async function recipientsOf(batch: Batch, ticket: Ticket, last: Message | null): Promise<MailAddress[]> {
  if (last?.direction === "outgoing") return last.to;
  if (last) return last.replyTo.length > 0 ? last.replyTo : [last.from];
  const contact = ticket.primaryContactId ? await batch.people.get(ticket.primaryContactId) : null;
  if (contact && contact.address !== "") return [{ name: contact.name, address: contact.address }];
  throw new PipedeskError("PD_INPUT_INVALID", "This ticket has no contact with an e-mail address: add one first.", {
    details: { issues: [{ path: "to", message: "The ticket has no contact with an e-mail address." }] },
  });
}

function withReplyPrefix(subject: string): string {
  return /^re:/iu.test(subject.trim()) ? subject.trim() : `${REPLY_PREFIX}${subject.trim()}`;
}
