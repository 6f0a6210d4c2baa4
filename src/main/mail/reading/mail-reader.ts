import { availableParallelism } from "node:os";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { MailSetAsideReason, type MailParseResult } from "#shared/model/mail.ts";
import { createThread, threadEntry, type Thread } from "#main/threads/thread.ts";
import type { Workers } from "#main/threads/workers.ts";
import { MAX_READ_HERE_BYTES, MAX_READING_THREADS, READ_AT_ONCE_BYTES, READ_AT_ONCE_MAILS } from "../limits.ts";
import type { DetachedPart } from "../mime/detached-part.ts";
import { parseMail, setAside } from "../mime/parse-mail.ts";

/** The desk's own addresses: mail from them is automatic (D7). */
export type ReadOptions = {
  readonly ownAddresses: readonly string[];
  /** Files of a large mail that are kept already: see `readLargeMail`. Given with that mail alone. */
  readonly detached?: readonly DetachedPart[];
};

/** Reads raw mails, in their order. Never rejects for what a mail is like: see `parseMail`. */
export type ReadMails = (raws: readonly Uint8Array[], options: ReadOptions) => Promise<MailParseResult[]>;

export type MailReader = { readonly readMails: ReadMails; close(): Promise<void> };

export type ReadingThread = {
  readonly calls: {
    readonly read: {
      readonly input: { readonly raws: readonly Uint8Array[]; readonly options: ReadOptions };
      readonly value: MailParseResult[];
    };
  };
  readonly streams: Readonly<Record<string, never>>;
};

const ENTRY = threadEntry(import.meta.url, "./worker.ts", "mail-worker.js");

/** On this thread, for programs that nobody waits for. */
export const readMailsHere: ReadMails = async (raws, options) => {
  const results: MailParseResult[] = [];
  for (const raw of raws) results.push(await parseMail(raw, options));
  return results;
};

/**
 * Reads many or large mails in threads, since half a second may go into the HTML of one; a small one by itself is read at once, here. Threads are started when
 * they are first needed. A mail by which a thread dies is set aside (H6), and its neighbours are read.
 */
export function createMailReader({
  entry = ENTRY,
  workers,
}: { readonly entry?: URL; readonly workers?: Workers | undefined } = {}): MailReader {
  // One is left for the desk itself.
  const count = Math.min(Math.max(availableParallelism() - 1, 1), MAX_READING_THREADS);
  const threads = Array.from({ length: count }, (_, index) =>
    createThread<ReadingThread>({ name: `mail ${index + 1}`, entry, data: null, workers }),
  );
  const leastBusy = () => threads.reduce((best, one) => (one.waiting < best.waiting ? one : best));

  async function readPortion(raws: readonly Uint8Array[], options: ReadOptions): Promise<MailParseResult[]> {
    try {
      return await readIn(leastBusy(), raws, options);
    } catch (error) {
      if (errorCodeOf(error) !== "PD_DESK_THREAD_LOST") throw error;
      const [only] = raws;
      if (raws.length === 1 && only) {
        const words = "The message could not be read: what reads mail broke down over it.";
        return [setAside(only, MailSetAsideReason.unreadable, words)];
      }
      const results: MailParseResult[] = [];
      for (const raw of raws) results.push(...(await readPortion([raw], options)));
      return results;
    }
  }

  return {
    async readMails(raws, options) {
      const [first] = raws;
      if (raws.length === 1 && first && first.byteLength <= MAX_READ_HERE_BYTES) return readMailsHere(raws, options);
      const results = await Promise.all(portionsOf(raws).map((portion) => readPortion(portion, options)));
      return results.flat();
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

function readIn(
  thread: Thread<ReadingThread>,
  raws: readonly Uint8Array[],
  options: ReadOptions,
): Promise<MailParseResult[]> {
  // A copy of them together: a mail out of an archive lies in a larger buffer, all of which would cross; and its source is still needed here.
  const bytes = new Uint8Array(raws.reduce((length, raw) => length + raw.byteLength, 0));
  let length = 0;
  const copies = raws.map((raw) => {
    bytes.set(raw, length);
    length += raw.byteLength;
    return bytes.subarray(length - raw.byteLength, length);
  });
  return thread.call("read", { raws: copies, options }, { transfer: [bytes.buffer] });
}

function portionsOf(raws: readonly Uint8Array[]): Uint8Array[][] {
  const portions: Uint8Array[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const raw of raws) {
    const last = portions.at(-1);
    if (last && last.length < READ_AT_ONCE_MAILS && bytes + raw.byteLength <= READ_AT_ONCE_BYTES) {
      last.push(raw);
      bytes += raw.byteLength;
    } else {
      portions.push([raw]);
      bytes = raw.byteLength;
    }
  }
  return portions;
}
