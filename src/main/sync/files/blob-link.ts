import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { BlobId } from "#shared/model/ids.ts";
import { MAX_FILE_BYTES } from "#shared/sync/limits.ts";

/** What of a file goes over at once. */
export type FilePiece = {
  /** Where it begins in the file. */
  readonly start: number;
  /** Of the whole file. */
  readonly sizeBytes: number;
  /** Empty: only asks how much the server has. */
  readonly content: Uint8Array;
};

export type FileAnswer = {
  /** Where what comes begins: where it was asked for, or at 0. */
  readonly start: number;
  /** Of the whole file. */
  readonly sizeBytes: number;
  /** May break off with PD_SYNC_OFFLINE. */
  readonly chunks: AsyncIterable<Uint8Array>;
};

/**
 * Files between a device and its server, whatever carries them. All throw PD_SYNC_OFFLINE where there was no answer, PD_SYNC_NOT_THE_SERVER where somebody else gave one, PD_SYNC_REVOKED, or what the
 * server refused with.
 */
export type BlobLink = {
  /** Which of at most `MAX_FILES_ASKED` files the server lacks. */
  missing(ids: readonly BlobId[], signal: AbortSignal): Promise<BlobId[]>;
  /** A file from `start` on. @throws PD_SYNC_FILE_AWAITED where the server has not got it */
  read(id: BlobId, start: number, signal: AbortSignal): Promise<FileAnswer>;
  /**
   * Brings a piece. One that doesn't go on where the server is, is not taken.
   * @returns how many bytes of the file the server has now
   * @throws PD_SYNC_FILE_WRONG, PD_INPUT_TOO_LARGE, PD_ACCESS_VIEWER
   */
  writePiece(id: BlobId, piece: FilePiece, signal: AbortSignal): Promise<number>;
  /** Brings all of it at once. @throws as `writePiece` */
  writeWhole(id: BlobId, sizeBytes: number, chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void>;
  /** Lets connections go. */
  close(): void;
};

/** Of a file that neither side takes. */
export function tooLarge(): PipedeskError {
  return new PipedeskError("PD_INPUT_TOO_LARGE", `A file may have up to ${MAX_FILE_BYTES / 1024 / 1024} MiB.`);
}
