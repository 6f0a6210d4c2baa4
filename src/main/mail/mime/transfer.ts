/**
 * Content-Transfer-Encoding (RFC 2045 §6), forgiving: what is broken is decoded as far as it goes. Whole bodies at once, and those of large files as they come.
 */
import { Base64Decoder, isProse, splitBase64, type Base64Segment } from "./base64.ts";
import type { MimePart } from "./mime-tree.ts";
import { QuotedPrintableDecoder } from "./quoted-printable.ts";
import { decodeUuencoded, UuDecoder } from "./uuencode.ts";

const KNOWN_PLAIN = new Set(["", "7bit", "8bit", "binary", "7-bit", "8-bit", "none", "unencoded", "us-ascii"]);

export const PLAIN_AROUND = "plain text stands around a base64 body";

export type TransferEncoding = "base64" | "quoted-printable" | "uuencode" | "none";

export interface DecodedBody {
  bytes: Buffer;
  problem: string | null;
}

/** How the part's body is encoded, as far as its header tells. */
export function encodingOf({ transferEncoding }: Pick<MimePart, "transferEncoding">): TransferEncoding {
  if (transferEncoding.includes("base64")) return "base64";
  if (transferEncoding.includes("quoted-printable") || transferEncoding === "qp") return "quoted-printable";
  return /^(?:x-)?uu(?:encode|e)?$/u.test(transferEncoding) ? "uuencode" : "none";
}

/** The part's bytes without their transfer encoding; a view of the source where nothing had to be decoded. */
export function decodeBody(source: Uint8Array, part: MimePart): DecodedBody {
  const raw = Buffer.from(source.buffer, source.byteOffset + part.bodyStart, part.bodyEnd - part.bodyStart);
  const isText = part.mediaType.startsWith("text/");
  switch (encodingOf(part)) {
    case "base64": {
      const mixed = splitBase64(raw);
      if (mixed) return mixedBody(mixed, isText);
      if (isText && isProse(raw)) return { bytes: raw, problem: "a text said to be base64 is not: taken as it is" };
      return { bytes: decodeBase64(raw), problem: null };
    }
    case "quoted-printable":
      return { bytes: new QuotedPrintableDecoder().push(raw, true), problem: null };
    case "uuencode":
      return { bytes: decodeUuencoded(raw) ?? raw, problem: null };
    case "none":
      return {
        bytes: raw,
        problem: KNOWN_PLAIN.has(part.transferEncoding)
          ? null
          : `unknown transfer encoding "${part.transferEncoding.slice(0, 40)}": taken as it is`,
      };
  }
}

/** Decodes a body as it comes, in flat memory. */
export async function* decodedChunks(
  encoding: TransferEncoding,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const decoder = decoderFor(encoding);
  if (!decoder) return yield* chunks;
  for await (const chunk of chunks) {
    const bytes = decoder.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), false);
    if (bytes.length > 0) yield bytes;
  }
  yield decoder.push(Buffer.alloc(0), true);
}

function decoderFor(encoding: TransferEncoding): { push(chunk: Buffer, isLast: boolean): Buffer } | null {
  switch (encoding) {
    case "base64":
      return new Base64Decoder();
    case "quoted-printable":
      return new QuotedPrintableDecoder();
    case "uuencode":
      return new UuDecoder();
    case "none":
      return null;
  }
}

/** A text keeps what was put around it; a file has nothing but its own bytes. */
function mixedBody(segments: readonly Base64Segment[], isText: boolean): DecodedBody {
  const pieces = segments
    .filter(({ encoded }) => isText || encoded)
    .flatMap(({ encoded, text }) => [
      encoded ? decodeBase64(Buffer.from(text, "latin1")) : Buffer.from(text, "latin1"),
    ]);
  return {
    bytes: Buffer.concat(
      pieces.flatMap((piece, index) => (index > 0 && isText ? [Buffer.from("\n"), piece] : [piece])),
    ),
    problem: PLAIN_AROUND,
  };
}

function decodeBase64(raw: Buffer): Buffer {
  return new Base64Decoder().push(raw, true);
}
