/** The Sent folder of a channel's mailbox, as the outbox needs it. */
export type SentFolder = {
  /**
   * Which of these mails are there, by Message-ID without angle brackets.
   * Null where nothing can be told now: no connection, no such folder.
   */
  find(rfcMessageIds: readonly string[]): Promise<ReadonlySet<string> | null>;
  /** Puts a copy there unless one with that Message-ID is there already. False: could not be done now. */
  append(rfcMessageId: string, raw: Uint8Array): Promise<boolean>;
};
