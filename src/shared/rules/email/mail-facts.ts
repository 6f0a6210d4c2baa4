/**
 * What classification looks at. The parser fills it in; nothing here depends on how a message was fetched or parsed.
 */
import type { MailAddress, MailHeader } from "../../model/mail.ts";

export interface MailFacts {
  headers: readonly MailHeader[];
  from: readonly MailAddress[];
  replyTo: readonly MailAddress[];
  subject: string;
  /** It names a mail that it answers (In-Reply-To, References). */
  isAnswer: boolean;
  /** Envelope sender; '' for the null sender, null when no field tells it. */
  returnPath: string | null;
  /** Lower-case media type of the whole message. */
  contentType: string;
  /** The `report-type` parameter of a multipart/report, '' otherwise. */
  reportType: string;
  /** Lower-case media types of all leaf parts, attached messages included but not opened. */
  partTypes: readonly string[];
  text: string;
}

/** All values of a header field, in the order they stand in the message. */
export function headerValues(headers: readonly MailHeader[], name: string): string[] {
  return headers.filter((header) => header.name === name).map((header) => header.value);
}

/** The first value of a header field, trimmed; null when the field is missing. */
export function headerValue(headers: readonly MailHeader[], name: string): string | null {
  return headers.find((header) => header.name === name)?.value.trim() ?? null;
}
