import type { Message } from "#shared/model/message.ts";
import type { Store } from "#main/store/store.ts";
import type { Original } from "./added-parts.ts";
import { MAX_QUOTED_HTML_CHARACTERS } from "./limits.ts";

/** A mail as it is quoted; its HTML is read where it is kept as a file and short enough. */
export async function originalOf({ files }: Store, message: Message): Promise<Original> {
  if (message.htmlBlobId === null) return message;
  const sizeBytes = await files.sizeOf(message.htmlBlobId);
  if (sizeBytes === null || sizeBytes > MAX_QUOTED_HTML_CHARACTERS) return message;
  return { ...message, html: new TextDecoder().decode(await files.read(message.htmlBlobId)) };
}
