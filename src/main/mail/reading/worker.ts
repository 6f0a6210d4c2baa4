/** Entry of a thread that reads mails. */
import { parentPort } from "node:worker_threads";
import type { MailParseResult } from "#shared/model/mail.ts";
import { serveThread } from "#main/threads/serve-thread.ts";
import { readMailsHere, type ReadingThread } from "./mail-reader.ts";

if (!parentPort) throw new Error("This file is run in a worker thread.");

serveThread(parentPort, {
  calls: {
    async read({ raws, options }: ReadingThread["calls"]["read"]["input"]) {
      return (await readMailsHere(raws, options)).map(cut);
    },
  },
  streams: {},
  close: () => undefined,
});

/** Attachments in buffers of their own: part of a larger one, as what is decoded often is, would take all of it along. */
function cut(result: MailParseResult): MailParseResult {
  if (result.kind !== "parsed" || result.mail.attachments.length === 0) return result;
  const attachments = result.mail.attachments.map((attachment) => ({
    ...attachment,
    content: Uint8Array.from(attachment.content),
  }));
  return { kind: "parsed", mail: { ...result.mail, attachments } };
}
