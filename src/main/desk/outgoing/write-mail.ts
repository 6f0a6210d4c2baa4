import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { ConversationId, MessageId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { MAX_SEND_LATER_MS } from "#shared/rules/outbox/limits.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { idBeside, timedId } from "../derived-ids.ts";
import { applyMessage } from "../messages/apply-message.ts";
import type { ChangeOrigin } from "../ticket-changes/ticket-draft.ts";
import { newestStampOf } from "./newest-stamp.ts";
import { composeMessage, type MailToCompose } from "./compose-message.ts";

/** What a person writes. */
export type MailToWrite = Omit<MailToCompose, "id" | "atEpochMs" | "conversationId" | "basisStamp" | "cause"> & {
  readonly origin: ChangeOrigin;
  /** Absent: the newest thing on the ticket now. */
  readonly basisStamp: string | undefined;
};

/**
 * Writes the mail into its conversation and, through it, into the outbox; the status of D1 follows. Its Message-ID never changes after.
 * @throws PD_INPUT_INVALID for a time that is past or too far, PD_INPUT_TOO_LARGE
 */
export async function writeMail(context: DeskContext, piece: PieceOfWork, mail: MailToWrite): Promise<Message> {
  const { origin, ticket, conversation } = mail;
  if (mail.sendAtEpochMs !== undefined) requireSendTime(mail.sendAtEpochMs, origin.atEpochMs);
  const id = MessageId.parse(timedId("m", origin.atEpochMs, ticket?.id ?? "", origin.nextStamp()));
  const message = composeMessage(context, {
    ...mail,
    id,
    atEpochMs: origin.atEpochMs,
    conversationId: conversation?.id ?? ConversationId.parse(idBeside("c", id)),
    basisStamp: mail.basisStamp ?? (ticket ? await newestStampOf(context, ticket.id) : ""),
  });
  await applyMessage(context, piece, message, origin.cause);
  return message;
}

/** H1: a chosen time lies ahead, and not too far. @throws PD_INPUT_INVALID */
export function requireSendTime(sendAtEpochMs: number, nowEpochMs: number): void {
  const issue =
    sendAtEpochMs <= nowEpochMs
      ? "The time is past already."
      : sendAtEpochMs > nowEpochMs + MAX_SEND_LATER_MS
        ? "The time is more than a year away."
        : null;
  if (issue === null) return;
  throw new PipedeskError("PD_INPUT_INVALID", issue, {
    details: { issues: [{ path: "sendAtEpochMs", message: issue }] },
  });
}
