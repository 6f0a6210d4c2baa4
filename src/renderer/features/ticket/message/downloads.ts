/** Fetches attachments and raw sources over the contract, so that it works in a browser and over a MessagePort alike. */
import { saveFile } from "#renderer/components/save-file.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { BlobId, MessageId } from "#shared/model/ids.ts";

type MessagesClient = Pick<DeskClient["messages"], "attachment" | "raw">;

export async function fetchAttachment(
  messages: MessagesClient,
  id: MessageId,
  blobId: BlobId,
  signal?: AbortSignal,
): Promise<Blob> {
  const { body } = await messages.attachment({ id, blobId }, signal === undefined ? {} : { signal });
  return body;
}

export async function fetchRaw(messages: MessagesClient, id: MessageId): Promise<Blob> {
  const { body } = await messages.raw({ id });
  return body;
}

/** Hands a file to the person. As a generic type whatever it is: what a stranger sent must never be opened as a page of ours. */
export function saveBlob(blob: Blob, name: string): void {
  saveFile(name, new Blob([blob], { type: "application/octet-stream" }));
}

/** A file name for a message's raw source. */
export function rawFileName(subject: string): string {
  const safe = subject
    .replace(/[\u0000-\u001f\\/:*?"<>|]+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, 80);
  return `${safe === "" || safe.startsWith(".") ? "message" : safe}.eml`;
}
