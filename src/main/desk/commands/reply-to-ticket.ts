import type { MangoQuerySelector } from "rxdb";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import { ConversationId, MessageId, type TicketId } from "#shared/model/ids.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { Message } from "#shared/model/message.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { formatMessageIdToken } from "#shared/rules/email-status/tokens.ts";
import { emailVerdict } from "#shared/rules/email-status/verdict.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { Batch } from "../batch.ts";
import type { Actor, DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { MAX_REPLY_REFERENCES } from "../limits.ts";
import { applyMessage } from "../messages/apply-message.ts";
import { replyRecipients, replyReferences } from "../messages/reply-recipients.ts";
import { messageWrittenHere } from "../messages-written-here.ts";
import { ownAddressesOf } from "../own-addresses.ts";
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
    const contact = ticket.primaryContactId ? await batch.people.get(ticket.primaryContactId) : null;
    const to = replyRecipients({ last: thread.last, contact, ownAddresses: ownAddressesOf(context.setup) });
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
      references: replyReferences(thread.last?.references ?? [], parent, MAX_REPLY_REFERENCES),
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
  const newest = async (which: MangoQuerySelector<Message>) => {
    const selector = { ticketId: ticket.id, kind: "email", conversationId: { $ne: null }, ...which } as const;
    return (await store.messages.find({ selector, sort: [{ atEpochMs: "desc" }, { id: "desc" }], limit: 1 }))[0];
  };
  const fromContact = {
    direction: "incoming",
    "classification.automatic": false,
    "placement.kind": { $ne: "side" },
  } as const;
  const last = (await newest(fromContact)) ?? (await newest({})) ?? null;
  const conversation = last?.conversationId ? await batch.conversations.get(last.conversationId) : null;
  return { conversation, last: conversation ? last : null };
}

function withReplyPrefix(subject: string): string {
  return /^re:/iu.test(subject.trim()) ? subject.trim() : `${REPLY_PREFIX}${subject.trim()}`;
}
