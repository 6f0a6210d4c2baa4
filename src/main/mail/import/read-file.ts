/**
 * Reads the messages of one file of any kind.
 */
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { MailSetAsideReason } from "#shared/model/mail.ts";

import { DETECTION_BYTES, MAX_KEPT_MESSAGE_BYTES } from "../limits.ts";
import { openByteSource, readPrefix, type ByteSource } from "./byte-source.ts";
import { detectFileKind, FileKind } from "./detect.ts";
import { messageOf, type FilePath } from "./find-files.ts";
import { unescapeMboxMessage } from "./mbox-escapes.ts";
import { MboxSplitter, type MboxEvent } from "./mbox-splitter.ts";
import { MessageBuffer, type BufferedMessage, type MessageBufferOptions } from "./message-buffer.ts";
import type { MailPosition, SourceMail } from "./source-mail.ts";

export interface ReadFileOptions extends MessageBufferOptions {
  /** What to open; the file is told by its name. */
  path: FilePath;
  start: MailPosition;
  /** Bytes of the files before this one. */
  progressBefore: number;
  signal: AbortSignal | undefined;
}

/** Yields each message of the file, and an item for whatever of it can't be read. */
export async function* readFileMessages(file: string, options: ReadFileOptions): AsyncGenerator<SourceMail> {
  const reader = new FileReader(file, options);
  try {
    yield* reader.read();
  } catch (error) {
    options.signal?.throwIfAborted();
    // The desk's own trouble, such as a full disk, is no fault of the file: nothing behind it could be kept either.
    if (errorCodeOf(error) !== undefined) throw error;
    yield* reader.failed(error);
  } finally {
    await reader.close();
  }
}

class FileReader {
  private readonly buffer: MessageBuffer;
  private source: ByteSource | null = null;
  private index: number;
  private messageOffset: number;
  private endOffset: number;
  private readonly file: string;
  private readonly options: ReadFileOptions;

  constructor(file: string, options: ReadFileOptions) {
    this.file = file;
    this.options = options;
    this.buffer = new MessageBuffer(options);
    this.index = options.start.index;
    this.messageOffset = options.start.offsetBytes;
    this.endOffset = options.start.offsetBytes;
  }

  async *read(): AsyncGenerator<SourceMail> {
    const filePrefix = await readPrefix(this.options.path);
    const gzip = detectFileKind(filePrefix) === FileKind.gzip;
    const prefix = gzip ? await this.unpackedPrefix() : filePrefix;
    const kind = detectFileKind(prefix);
    const { offsetBytes } = this.options.start;
    if (kind === FileKind.mbox) yield* this.readMbox(gzip, offsetBytes);
    else if (kind === FileKind.message || kind === FileKind.appleMessage) {
      // A single message that was read already: only its end is left.
      if (offsetBytes === 0)
        yield* this.readSingle(gzip, kind === FileKind.appleMessage ? appleLengthLine(prefix) : null);
    } else if (kind === FileKind.empty && prefix.length > 0) {
      // Blank as far as one looks; what is behind may be a message.
      if (offsetBytes === 0) yield* this.readSingle(gzip, null);
    } else if (offsetBytes === 0) yield this.notMail(kind, prefix);
  }

  /** What was read of a message before reading failed, then the failure itself. */
  async *failed(error: unknown): AsyncGenerator<SourceMail> {
    const explanation = `Reading stopped here: ${messageOf(error)}`;
    const begun = await this.buffer.finish();
    if (begun.kind === "spooled" || begun.raw.length > 0) {
      const { raw, spoolPath } =
        begun.kind === "spooled"
          ? { raw: begun.rawPrefix, spoolPath: begun.spoolPath }
          : { raw: begun.raw, spoolPath: null };
      const sizeBytes = begun.kind === "spooled" ? begun.sizeBytes : begun.raw.length;
      yield this.setAside({ reason: MailSetAsideReason.unreadable, explanation, rawPrefix: raw, sizeBytes, spoolPath });
    }
    // Whoever goes on from here must not begin in the middle of a message.
    this.endOffset = Number.MAX_SAFE_INTEGER;
    yield this.setAside({
      reason: MailSetAsideReason.unreadable,
      explanation,
      rawPrefix: Buffer.alloc(0),
      sizeBytes: 0,
      spoolPath: null,
    });
  }

  async close(): Promise<void> {
    await this.buffer.close();
  }

  private open(gzip: boolean, offsetBytes: number): ByteSource {
    this.source = openByteSource(this.options.path, { gzip, offsetBytes, signal: this.options.signal });
    return this.source;
  }

  private async *readMbox(gzip: boolean, offsetBytes: number): AsyncGenerator<SourceMail> {
    const splitter = new MboxSplitter(offsetBytes);
    let hasMessage = false;
    const take = async function* (this: FileReader, events: Iterable<MboxEvent>): AsyncGenerator<SourceMail> {
      for (const event of events) {
        if (event.kind === "bytes") await this.buffer.append(event.bytes);
        else {
          this.endOffset = event.offsetBytes;
          const message = await this.buffer.finish();
          // Blank lines before the first message are no message.
          if (hasMessage || !isBlank(message))
            yield this.item(
              message.kind === "whole" ? { ...message, raw: unescapeMboxMessage(message.raw) } : message,
              { isEscaped: true },
            );
          hasMessage = event.kind === "start";
          this.messageOffset = event.offsetBytes;
        }
      }
    }.bind(this);
    try {
      for await (const chunk of this.open(gzip, offsetBytes).chunks) yield* take(splitter.push(chunk));
    } catch (error) {
      // What the splitter still holds belongs to the message that is cut off here.
      for (const event of splitter.finish()) if (event.kind === "bytes") await this.buffer.append(event.bytes);
      throw error;
    }
    yield* take(splitter.finish());
  }

  private async *readSingle(gzip: boolean, appleLine: string | null): AsyncGenerator<SourceMail> {
    let skip = appleLine?.length ?? 0;
    let left = appleLine === null ? Number.POSITIVE_INFINITY : Number(appleLine);
    for await (const chunk of this.open(gzip, 0).chunks) {
      this.endOffset += chunk.length;
      const from = Math.min(skip, chunk.length);
      skip -= from;
      const part = chunk.subarray(from, Math.min(chunk.length, from + left));
      left -= part.length;
      await this.buffer.append(part);
    }
    yield this.item(await this.buffer.finish());
  }

  private async unpackedPrefix(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    const { chunks: unpacked } = openByteSource(this.options.path, {
      gzip: true,
      offsetBytes: 0,
      signal: this.options.signal,
    });
    try {
      for await (const chunk of unpacked) {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= DETECTION_BYTES) break;
      }
    } catch (error) {
      // Damage behind the first bytes is met again where they are read in earnest.
      if (size === 0) throw error;
    }
    return Buffer.concat(chunks).subarray(0, DETECTION_BYTES);
  }

  private item(message: BufferedMessage, { isEscaped } = { isEscaped: false }): SourceMail {
    if (message.kind === "spooled") {
      const { rawPrefix, sizeBytes, spoolPath } = message;
      if (spoolPath !== null) {
        const large: SourceMail = { kind: "large", ...this.place(), spoolPath, isEscaped };
        this.index += 1;
        return large;
      }
      return this.setAside({
        reason: MailSetAsideReason.tooLarge,
        explanation: `The message has ${sizeBytes} bytes; the limit is ${this.options.maxKeptBytes ?? MAX_KEPT_MESSAGE_BYTES}.`,
        rawPrefix,
        sizeBytes,
        spoolPath,
      });
    }
    if (isBlank(message))
      return this.setAside({
        reason: MailSetAsideReason.empty,
        explanation: "The message is empty.",
        rawPrefix: message.raw,
        sizeBytes: message.raw.length,
        spoolPath: null,
      });
    const item: SourceMail = { kind: "mail", ...this.place(), raw: message.raw };
    this.index += 1;
    return item;
  }

  private notMail(kind: FileKind, prefix: Buffer): SourceMail {
    const empty = kind === FileKind.empty;
    return this.setAside({
      reason: empty ? MailSetAsideReason.empty : MailSetAsideReason.notMail,
      explanation: empty
        ? "The file is empty."
        : "This is no mail: it begins neither with a header nor with a mailbox's first line.",
      rawPrefix: Buffer.from(prefix.subarray(0, 1_024)),
      sizeBytes: prefix.length,
      spoolPath: null,
    });
  }

  private setAside(
    why: Pick<
      Extract<SourceMail, { kind: "set-aside" }>,
      "reason" | "explanation" | "rawPrefix" | "sizeBytes" | "spoolPath"
    >,
  ): SourceMail {
    const item: SourceMail = { kind: "set-aside", ...this.place(), ...why };
    this.index += 1;
    return item;
  }

  private place(): Pick<SourceMail, "file" | "path" | "index" | "offsetBytes" | "next" | "progressBytes"> {
    return {
      file: this.file,
      path: this.options.path,
      index: this.index,
      offsetBytes: this.messageOffset,
      // An empty or foreign file has no bytes behind it: the position still has to lie behind its beginning.
      next: {
        file: this.file,
        offsetBytes: Math.max(this.endOffset, this.messageOffset + 1),
        index: this.index + 1,
        filesDigest: this.options.start.filesDigest,
      },
      progressBytes: this.options.progressBefore + (this.source?.consumedBytes() ?? 0),
    };
  }
}

function isBlank(message: BufferedMessage): boolean {
  return (
    message.kind === "whole" &&
    message.raw.every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x09)
  );
}

/** The first line of an .emlx file with its line break: its number is the message's length, its own length what to skip. */
function appleLengthLine(prefix: Buffer): string {
  return prefix.toString("latin1", 0, prefix.indexOf(0x0a) + 1);
}
