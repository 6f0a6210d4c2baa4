import type { Cause } from "#shared/model/cause.ts";
import type { BlobId } from "#shared/model/ids.ts";
import type { MailParseResult } from "#shared/model/mail.ts";
import type { Channel } from "#shared/model/setup/channel.ts";

/** One mail on its way into the desk: its exact bytes and what reading them gave. */
export type IncomingMail = {
  readonly raw: Uint8Array;
  /** The source where it is too large for memory: already kept as a blob, and `raw` is its beginning only. */
  readonly kept?: {
    readonly id: BlobId;
    readonly sizeBytes: number;
    /** Of the whole source; absent where it could not be read as a mail. */
    readonly contentDigest?: string;
  };
  readonly read: MailParseResult;
  readonly channel: Channel;
  readonly cause: Cause;
  /** The time it takes in the ticket's history, epoch milliseconds: now for live mail, its own date for an import and for what a mailbox held before. */
  readonly atEpochMs: number;
  /**
   * It lay in a mailbox or an archive before the desk knew that: it takes its place in the history, undoes nothing that happened on its ticket since, sets no workflow off and
   * notifies nobody (D7).
   */
  readonly isHistory?: boolean;
  /** Overrides the channel's: false for mail out of the spam folder. */
  readonly createTickets?: boolean;
  /** Told with the message. */
  readonly fromSpamFolder?: true;
};

/** A date that a mail claims is believed for an import between these two; else it counts as arriving now. */
const EARLIEST_BELIEVED_EPOCH_MS = Date.UTC(1980, 0, 1);

/** @param nowEpochMs upper bound: nothing happened in the future. */
export function historicalTime(dateEpochMs: number | null, nowEpochMs: number): number {
  return dateEpochMs !== null && dateEpochMs >= EARLIEST_BELIEVED_EPOCH_MS && dateEpochMs <= nowEpochMs
    ? dateEpochMs
    : nowEpochMs;
}
