import type { MailClassification } from "#shared/model/mail.ts";
import type { Message } from "#shared/model/message.ts";

/** Nothing was received, so nothing was classified. */
const WRITTEN_BY_A_USER: MailClassification = {
  automatic: false,
  bounce: false,
  list: false,
  autoReply: false,
  receipt: false,
  complaint: false,
  fromOwnAddress: true,
  forwarded: false,
  replyToForwarded: false,
  reason: "",
};

type Given = Pick<
  Message,
  | "id"
  | "kind"
  | "direction"
  | "conversationId"
  | "ticketId"
  | "channelId"
  | "authorId"
  | "sentFrom"
  | "from"
  | "text"
  | "atEpochMs"
> &
  Partial<
    Pick<
      Message,
      | "to"
      | "cc"
      | "bcc"
      | "subject"
      | "visibleText"
      | "html"
      | "htmlBlobId"
      | "attachments"
      | "dateEpochMs"
      | "sizeBytes"
      | "mentions"
      | "outgoing"
      | "rfcMessageId"
      | "parentRfcId"
      | "rootRfcId"
      | "references"
      | "verdict"
      | "placement"
    >
  >;

/** A message that a user wrote on this desk: a note or an outgoing mail. */
export function messageWrittenHere(given: Given): Message {
  return {
    rfcMessageId: "",
    parentRfcId: "",
    rootRfcId: "",
    references: [],
    to: [],
    subject: "",
    replyTo: [],
    cc: [],
    bcc: [],
    fingerprint: "",
    visibleText: given.text,
    html: null,
    htmlBlobId: null,
    dateEpochMs: given.atEpochMs,
    attachments: [],
    classification: WRITTEN_BY_A_USER,
    listId: null,
    bounceDetails: null,
    rawBlobId: null,
    sizeBytes: Buffer.byteLength(given.text),
    setAsideReason: null,
    verdict: null,
    placement: { kind: "existing", followsTicketId: null },
    problems: [],
    ...given,
  };
}
