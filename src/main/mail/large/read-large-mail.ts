/**
 * Reads a mail that is too large for memory from its kept source. It is gone through once for its outline; its large files are decoded piece by piece into files of
 * their own; what is left is read as every other mail. At no time more of it is in memory than the texts and one piece.
 */
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { BlobId } from "#shared/model/ids.ts";
import { MailSetAsideReason, type MailParseResult, type MailSetAside } from "#shared/model/mail.ts";
import type { BlobStore, ByteRange } from "#main/store/blobs.ts";
import { ContentDigest } from "../ingest/content-digest.ts";
import type { IncomingMail } from "../ingest/incoming-mail.ts";
import { MAX_OUTLINE_BYTES, SET_ASIDE_PREFIX_BYTES } from "../limits.ts";
import { EDGE_BYTES, isProse, plainEdges } from "../mime/base64.ts";
import type { DetachedPart } from "../mime/detached-part.ts";
import { setAside } from "../mime/parse-mail.ts";
import { decodedChunks, PLAIN_AROUND, encodingOf, type TransferEncoding } from "../mime/transfer.ts";
import { UuDecoder } from "../mime/uuencode.ts";
import type { ReadMails } from "../reading/mail-reader.ts";
import { OutlineWriter, type Outline } from "./outline.ts";
import { reduce, Unreadable, type LargePart } from "./reduce.ts";

export type KeptSource = { readonly id: BlobId; readonly sizeBytes: number };

export type LargeMailTools = {
  readonly files: BlobStore;
  readonly readMails: ReadMails;
  readonly ownAddresses: readonly string[];
};

/**
 * What reading the kept source gave, with what tells it from others. Whatever the bytes are, the answer is a value (H6).
 * @throws PD_STORE_… where its files can't be kept
 */
export async function readLargeMail(
  tools: LargeMailTools,
  source: KeptSource,
): Promise<Pick<IncomingMail, "raw" | "read" | "kept">> {
  const digest = new ContentDigest();
  const read = (range: ByteRange) => gathered(tools.files.stream(source.id, range));
  const beginning = await read({ start: 0, end: SET_ASIDE_PREFIX_BYTES });
  const taken = (result: MailParseResult, contentDigest?: string) => ({
    raw: beginning,
    read: result,
    kept: contentDigest === undefined ? source : { ...source, contentDigest },
  });
  try {
    const outline = await outlineOf(tools.files.stream(source.id), digest);
    const reduced = await reduce(outline, read);
    const detached: DetachedPart[] = [];
    const found = new Set<string>();
    for (const part of reduced.largeParts) detached.push(await detach(tools.files, source.id, part, read, found));
    const [result] = await tools.readMails([reduced.bytes], { ownAddresses: tools.ownAddresses, detached });
    if (!result) throw new TypeError("A mail was read and nothing came of it.");
    if (result.kind === "set-aside")
      return taken({ ...result, partial: { ...result.partial, sizeBytes: source.sizeBytes } });
    const problems = [...new Set([...result.mail.problems, ...found, ...reduced.problems])];
    return taken({ kind: "parsed", mail: { ...result.mail, problems } }, digest.end());
  } catch (error) {
    // The desk's own trouble, such as a full disk, is no fault of the mail.
    if (errorCodeOf(error) !== undefined) throw error;
    return taken(unread(beginning, source, error));
  }
}

function unread(beginning: Buffer, { sizeBytes }: KeptSource, error: unknown): MailSetAside {
  const reason = error instanceof Unreadable ? MailSetAsideReason.tooLarge : MailSetAsideReason.unreadable;
  const words = error instanceof Error ? error.message : String(error);
  return setAside(beginning, reason, `The message has ${sizeBytes} bytes and could not be read: ${words}`, sizeBytes);
}

async function outlineOf(chunks: AsyncIterable<Uint8Array>, digest: ContentDigest): Promise<Outline> {
  const writer = new OutlineWriter();
  for await (const chunk of chunks) {
    digest.push(chunk);
    if (!writer.push(chunk))
      throw new Unreadable(
        `More than ${MAX_OUTLINE_BYTES / 1024 / 1024} MB of it look like headers and borders of parts.`,
      );
  }
  return writer.end();
}

async function detach(
  files: BlobStore,
  source: BlobId,
  { bodyStart, part, range }: LargePart,
  read: (range: ByteRange) => Promise<Buffer>,
  problems: Set<string>,
): Promise<DetachedPart> {
  const { encoding, within } = await encodedRange(files, source, { part, range }, read);
  if (within.start > range.start || within.end < range.end) problems.add(PLAIN_AROUND);
  const kept = await files.putStream(decodedChunks(encoding, files.stream(source, within)));
  return { bodyStart, blobId: kept.id, sizeBytes: kept.sizeBytes };
}

/** The encoding that the body really has, and where it begins and ends: without what gateways put around it. */
async function encodedRange(
  files: BlobStore,
  source: BlobId,
  { part, range }: Pick<LargePart, "part" | "range">,
  read: (range: ByteRange) => Promise<Buffer>,
): Promise<{ encoding: TransferEncoding; within: ByteRange }> {
  const { start, end } = range;
  const encoding = encodingOf(part);
  if (encoding === "uuencode")
    return { encoding: (await isUuencoded(files.stream(source, range))) ? encoding : "none", within: range };
  if (encoding !== "base64") return { encoding, within: range };
  const first = await read({ start, end: Math.min(end, start + EDGE_BYTES) });
  if (part.mediaType.startsWith("text/") && isProse(first)) return { encoding: "none", within: range };
  const last = await read({ start: Math.max(start, end - EDGE_BYTES), end });
  const { above, below } = plainEdges(first, last);
  return { encoding, within: { start: start + above, end: Math.max(start + above, end - below) } };
}

async function isUuencoded(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  const decoder = new UuDecoder();
  for await (const chunk of chunks) decoder.push(Buffer.from(chunk), false);
  decoder.push(Buffer.alloc(0), true);
  return decoder.isWhole;
}

async function gathered(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
