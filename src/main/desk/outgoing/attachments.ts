import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { OutgoingAttachment } from "#shared/contract/outgoing.ts";
import type { StoredAttachment } from "#shared/model/message.ts";
import type { Store } from "#main/store/store.ts";
import { BASE64_GROWTH, MAX_MAIL_BYTES, PART_OVERHEAD_BYTES } from "./limits.ts";

/** Files that were uploaded, as the message keeps them. @throws PD_DESK_NOT_FOUND for a file that is not in the desk */
export async function storedAttachments(
  { files }: Store,
  attachments: readonly OutgoingAttachment[],
): Promise<StoredAttachment[]> {
  const stored: StoredAttachment[] = [];
  for (const { blobId, name, contentType, contentId } of attachments) {
    const sizeBytes = await files.sizeOf(blobId);
    if (sizeBytes === null) throw notFound("file", blobId);
    stored.push({ blobId, name, contentType, sizeBytes, contentId, inline: contentId !== null });
  }
  return stored;
}

/** @throws PD_INPUT_TOO_LARGE with the size and the limit */
export function requireSendable(words: readonly (string | null)[], attachments: readonly StoredAttachment[]): void {
  const parts = [
    ...words.map((text) => (text === null ? 0 : Buffer.byteLength(text))),
    ...attachments.map(({ sizeBytes }) => sizeBytes),
  ];
  const encoded = parts.reduce((sum, bytes) => sum + bytes * BASE64_GROWTH + PART_OVERHEAD_BYTES, 0);
  if (encoded <= MAX_MAIL_BYTES) return;
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`;
  throw new PipedeskError(
    "PD_INPUT_TOO_LARGE",
    `The mail would have ${megabytes(encoded)}, with its files encoded as mail wants it; at most ${megabytes(MAX_MAIL_BYTES)} can be sent.`,
    { details: { what: "mail", reason: `${Math.ceil(encoded)}/${MAX_MAIL_BYTES}` } },
  );
}
