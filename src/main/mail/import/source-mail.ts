/**
 * What reading mail archives yields.
 */
import type { MailSetAsideReason } from "#shared/model/mail.ts";
import type { FilePath } from "./find-files.ts";

/** A place between two messages. Offsets count bytes of the file, for .gz of what it unpacks to. */
export interface MailPosition {
  file: string;
  offsetBytes: number;
  /** Number of the message that begins here, counted from 0 in its file. */
  index: number;
  /** Digest of the files up to and including this one, by path, size and time of change: elsewhere the position means nothing. */
  filesDigest: string;
}

interface SourceItem {
  file: string;
  /** The same as the system knows it. */
  path: FilePath;
  index: number;
  offsetBytes: number;
  /** Hand this back as `resumeFrom` to go on behind this item. */
  next: MailPosition;
  /** Bytes of all source files consumed so far, measured like `sourceSize`. */
  progressBytes: number;
}

export type SourceMail =
  | (SourceItem & { kind: "mail"; raw: Uint8Array })
  /** Too large for memory: its source lies where it was spooled to. */
  | (SourceItem & {
      kind: "large";
      spoolPath: string;
      /** Out of a mailbox file, whose escapes are still in it. */
      isEscaped: boolean;
    })
  | (SourceItem & {
      kind: "set-aside";
      reason: MailSetAsideReason;
      /** Plain words for the person who looks at it. */
      explanation: string;
      /** The beginning, enough for the header; empty where nothing could be read. */
      rawPrefix: Uint8Array;
      /** Size of the message as far as it was seen. */
      sizeBytes: number;
      /** Where the whole raw message was spooled to; null when it was not (no `spoolDir`, or nothing to keep). */
      spoolPath: string | null;
    });

export interface ReadMailSourcesOptions {
  /** Larger messages are spooled without being held in memory; default `MAX_MESSAGE_BYTES`. */
  maxMessageBytes?: number;
  /** A message larger than this is not even spooled; default `MAX_KEPT_MESSAGE_BYTES`. */
  maxKeptBytes?: number;
  /** A directory that is passed over, with an item that says so, where others hold it: the desk's own. */
  ownDirectory?: string;
  /** Existing directory that takes the raw source of messages over the limit. */
  spoolDir?: string;
  /** Skips everything before this position. If a file up to there changed, reading starts from the beginning: taking a message in twice has no effect [H4]. */
  resumeFrom?: MailPosition;
  signal?: AbortSignal;
}
