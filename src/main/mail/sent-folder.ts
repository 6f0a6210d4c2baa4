import type { Message } from "#shared/model/message.ts";

/** What a sent mail is known by. */
export type SentMail = Pick<Message, "rfcMessageId" | "subject" | "dateEpochMs" | "atEpochMs" | "to" | "cc" | "bcc">;

export type FoundSent =
  /** Nothing can be told now: no connection, no such folder. */
  | { readonly kind: "unknown" }
  | { readonly kind: "missing" }
  /** Under its own Message-ID, or under the one that the server gave it in its place. Without angle brackets. */
  | { readonly kind: "there"; readonly rfcMessageId: string };

/** The Sent folder of a channel's mailbox, as the outbox needs it. */
export type SentFolder = {
  find(mail: SentMail): Promise<FoundSent>;
  /** Puts a copy there unless one with that Message-ID is there already. False: could not be done now. */
  append(rfcMessageId: string, raw: Uint8Array): Promise<boolean>;
};
