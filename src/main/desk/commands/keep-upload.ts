import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { BlobId } from "#shared/model/ids.ts";
import type { DeskContext } from "../context.ts";
import { MAX_UPLOAD_BYTES } from "../limits.ts";

const UNKNOWN_TYPE = "application/octet-stream";
const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/u;

/** Keeps a file for a mail that is being written; the same content is kept once. @throws PD_INPUT_TOO_LARGE, PD_STORE_DISK_FULL */
export async function keepUpload(
  { store }: DeskContext,
  file: File,
): Promise<{ blobId: BlobId; name: string; contentType: string; sizeBytes: number }> {
  if (file.size > MAX_UPLOAD_BYTES) {
    throw new PipedeskError("PD_INPUT_TOO_LARGE", `A file may have up to ${MAX_UPLOAD_BYTES / 1024 / 1024} MiB.`);
  }
  const blobId = await store.files.put(new Uint8Array(await file.arrayBuffer()));
  const type = file.type.split(";")[0]?.trim() ?? "";
  return { blobId, name: file.name, contentType: MEDIA_TYPE.test(type) ? type : UNKNOWN_TYPE, sizeBytes: file.size };
}
