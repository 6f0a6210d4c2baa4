/** Entry of a thread that reads mails. */
import type { MailParseResult } from "#shared/model/mail.ts";
import { serveThread } from "#main/threads/serve-thread.ts";
import { readMailsHere, type ReadingThread } from "./mail-reader.ts";

serveThread(() => ({
  calls: {
    async read({ raws, options }: ReadingThread["calls"]["read"]["input"]) {
      return (await readMailsHere(raws, options)).map(cut);
    },
  },
  streams: {},
  transferOf: (_name, value) => (value as MailParseResult[]).flatMap(buffersOf),
  close: () => undefined,
}));

function isAlone({ buffer, byteLength }: Uint8Array): boolean {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
}

function buffersOf(result: MailParseResult): ArrayBuffer[] {
  if (result.kind !== "parsed") return [];
  return result.mail.attachments.flatMap(({ content }) =>
    content.buffer instanceof ArrayBuffer ? [content.buffer] : [],
  );
}

/** Attachments in buffers of their own: part of a larger one, as what is decoded often is, would take all of it along. */
function cut(result: MailParseResult): MailParseResult {
  if (result.kind !== "parsed" || result.mail.attachments.length === 0) return result;
  const attachments = result.mail.attachments.map((attachment) => ({
    ...attachment,
    content: isAlone(attachment.content) ? attachment.content : Uint8Array.from(attachment.content),
  }));
  return { kind: "parsed", mail: { ...result.mail, attachments } };
}
