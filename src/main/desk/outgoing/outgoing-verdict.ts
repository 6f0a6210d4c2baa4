import type { Conversation } from "#shared/model/conversation.ts";
import type { EmailVerdict } from "#shared/model/email-verdict.ts";
import type { Message } from "#shared/model/message.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { emailVerdict } from "#shared/rules/email-status/verdict.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { DeskContext } from "../context.ts";

/** What section D says of a mail that is sent from here. */
export function outgoingVerdict(
  { setup }: Pick<DeskContext, "setup">,
  mail: Pick<Message, "sentFrom" | "classification" | "conversationId"> & {
    readonly ticket: Ticket | null;
    readonly conversation: Conversation | null;
    readonly nowEpochMs: number;
  },
): EmailVerdict {
  const { sentFrom, classification, ticket, conversation, conversationId, nowEpochMs } = mail;
  const pipeline = ticket ? setup.require("pipeline", ticket.pipelineId) : null;
  return emailVerdict({
    direction: "outgoing",
    sentFrom,
    classification,
    isReplyInExistingThread: conversation !== null,
    isOriginThread: ticket?.originConversationId === conversationId,
    senderIsContact: false,
    side: conversation?.kind === "side",
    ticketState: ticket && pipeline ? (stageOf(pipeline, ticket.stageId)?.kind ?? "open") : null,
    wasReopened: ticket?.wasReopened ?? false,
    reopenPolicy: pipeline?.reopen ?? { kind: "first-open-stage" },
    closedAtEpochMs: ticket?.closedAtEpochMs ?? null,
    nowEpochMs,
  });
}
