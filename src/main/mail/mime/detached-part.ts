import type { BlobId } from "#shared/model/ids.ts";

/** A large file that was taken out of a mail, told by where its part's body begins. */
export interface DetachedPart {
  readonly bodyStart: number;
  readonly blobId: BlobId;
  readonly sizeBytes: number;
}
