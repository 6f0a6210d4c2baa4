import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { ConversationId, MessageId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { MAX_SEND_LATER_MS } from "#shared/rules/outbox/limits.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { idBeside, messageIdOfDraft, timedId } from "../derived-ids.ts";
import { applyMessage } from "../messages/apply-message.ts";
import type { ChangeOrigin } from "../ticket-changes/ticket-draft.ts";
import { moveWithAnswer } from "./move-with-answer.ts";
import { newestStampOf } from "./newest-stamp.ts";
import { composeMessage, type MailToCompose } from "./compose-message.ts";
import { requireSameMail } from "./sent-draft.ts";

/** What a person writes. */
export type MailToWrite = Omit<
  MailToCompose,
  "id" | "atEpochMs" | "conversationId" | "basisStamp" | "cause" | "author"
> & {
  readonly origin: ChangeOrigin;
  readonly author: NonNullable<MailToCompose["author"]>;
  /** What names the draft that this was; absent: every call writes another mail. */
  readonly draftId: string | undefined;
  /** Absent: the newest thing on the ticket now. */
  readonly basisStamp: string | undefined;
};

/**
 * Writes the mail into its conversation and, through it, into the outbox; the status of D1 follows. Its Message-ID never changes after.
 * A draft that has become a mail already becomes none again: that mail comes back.
 * @throws PD_RULE_REFUSED where the status that goes with it is refused (section G): nothing is sent then; PD_INPUT_INVALID for a time that is past or too far, PD_INPUT_TOO_LARGE, PD_DRAFT_SENT where the mail that it became says something else
 */
export async function writeMail(context: DeskContext, piece: PieceOfWork, mail: MailToWrite): Promise<Message> {
  const { origin, ticket, conversation, draftId } = mail;
  const id =
    draftId === undefined
      ? MessageId.parse(timedId("m", origin.atEpochMs, ticket?.id ?? "", origin.nextStamp()))
      : messageIdOfDraft(draftId, mail.author.id);
  const before = draftId === undefined ? null : await piece.messages.get(id);
  // Handed in again, it may be past the time that was chosen: what it became was in time.
  if (!before && mail.sendAtEpochMs !== undefined) requireSendTime(mail.sendAtEpochMs, origin.atEpochMs);
  const message = composeMessage(context, {
    ...mail,
    id,
    atEpochMs: origin.atEpochMs,
    conversationId: conversation?.id ?? ConversationId.parse(idBeside("c", id)),
    basisStamp: mail.basisStamp ?? (ticket ? await newestStampOf(context, ticket.id) : ""),
  });
  if (before) return requireSameMail(before, message);
  await applyMessage(context, piece, message, origin.cause);
  if (mail.sendAtEpochMs === undefined) await moveWithAnswer(context, piece, message, origin.atEpochMs, "refuse");
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
