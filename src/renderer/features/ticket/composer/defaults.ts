/** What a mail is where the person says nothing else. Pure. */
import type { MessageView } from "#shared/contract/views.ts";
import { isForwardSubject, isReplySubject } from "#shared/rules/email/subject.ts";
import type { TicketRecord } from "../record/record.ts";
import type { DraftRecipient, MailDraft, MailMode } from "#renderer/components/composer/draft/mail-draft.ts";
import { answeredMail, contactOf, forwardedMail, mailOf, replyRecipients } from "./recipients.ts";

export type MailDefaults = { readonly to: readonly DraftRecipient[]; readonly subject: string };

/** The mail that is answered or passed on; undefined where there is none. */
export function originalOf(mode: MailMode, draft: MailDraft, record: TicketRecord): MessageView | undefined {
  switch (mode) {
    case "reply":
      return mailOf(record, draft.messageId) ?? answeredMail(record);
    case "forward":
      return mailOf(record, draft.messageId) ?? forwardedMail(record);
    case "new":
    case "edit":
      return undefined;
  }
}

export function defaultsOf(mode: MailMode, original: MessageView | undefined, record: TicketRecord): MailDefaults {
  switch (mode) {
    case "reply": {
      const thread = record.conversations.find(({ id }) => id === original?.conversationId);
      return {
        to: replyRecipients(record, original),
        subject: prefixed("Re: ", thread?.subject ?? record.ticket.subject, isReplySubject),
      };
    }
    case "new":
      return { to: contactOf(record), subject: record.ticket.subject };
    case "forward":
      return { to: [], subject: prefixed("Fwd: ", original?.subject ?? record.ticket.subject, isForwardSubject) };
    case "edit":
      return { to: [], subject: "" };
  }
}

function prefixed(prefix: string, subject: string, has: (subject: string) => boolean): string {
  return has(subject) ? subject.trim() : `${prefix}${subject.trim()}`.trim();
}
