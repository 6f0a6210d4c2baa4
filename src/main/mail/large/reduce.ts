import {
  MAX_DETACHED_BEGINNING_BYTES,
  MAX_LARGE_TEXT_BYTES,
  MAX_PARTS,
  MAX_REDUCED_BYTES,
  MIN_DETACHED_BYTES,
} from "../limits.ts";
import { readMimeTree, type MimePart } from "../mime/mime-tree.ts";
import { skipPreamble } from "../mime/parse-mail.ts";
import type { ByteRange } from "#main/store/blobs.ts";
import { placeInMail, type Outline } from "./outline.ts";

/** A part whose file is kept apart from the reduced mail. */
export type LargePart = {
  /** Of its body in the reduced mail, where its beginning stands. */
  readonly bodyStart: number;
  readonly part: MimePart;
  /** Its body in the mail. */
  readonly range: ByteRange;
};

/** A mail without the insides of its large files; it is read as any other. */
export type Reduced = {
  readonly bytes: Buffer;
  readonly largeParts: readonly LargePart[];
  readonly problems: readonly string[];
};

/** What can't be read as a mail, in words for the person who looks at it. */
export class Unreadable extends Error {}

/**
 * Puts the parts back that the outline lacks: texts and small files whole, of a large file its beginning, by which its kind can be told.
 * @param read gives bytes of the mail
 * @throws Unreadable
 */
export async function reduce(outline: Outline, read: (range: ByteRange) => Promise<Buffer>): Promise<Reduced> {
  const { root, problems } = readMimeTree(outline.bytes, skipPreamble(outline.bytes));
  if (problems.some((problem) => problem.startsWith(`more than ${MAX_PARTS} parts`)))
    throw new Unreadable(`It has more than ${MAX_PARTS} parts.`);
  const leaves = leavesOf(root);
  refuseCutHeads(outline, leaves);
  const pieces: Buffer[] = [];
  const largeParts: LargePart[] = [];
  const cutTexts: string[] = [];
  let sizeBytes = 0;
  let textBytes = 0;
  let at = 0;
  const add = (bytes: Buffer): void => {
    pieces.push(bytes);
    sizeBytes += bytes.length;
  };
  for (const part of leaves) {
    add(outline.bytes.subarray(at, part.bodyStart));
    at = part.bodyEnd;
    const range = {
      start: placeInMail(outline, part.bodyStart, false),
      end: placeInMail(outline, part.bodyEnd, true),
    };
    const length = range.end - range.start;
    const room = isText(part) ? MAX_LARGE_TEXT_BYTES - textBytes : MIN_DETACHED_BYTES;
    if (length <= room && sizeBytes + length <= MAX_REDUCED_BYTES) {
      if (isText(part)) textBytes += length;
      add(await read(range));
    } else if (isText(part) && !isNamed(part)) {
      // What nobody named is no file: as of every long text, its beginning is shown.
      const end = range.start + Math.max(0, Math.min(room, MAX_REDUCED_BYTES - sizeBytes));
      textBytes += end - range.start;
      add(await read({ start: range.start, end }));
      cutTexts.push("a text is very long and was read in part; the raw message keeps the rest");
    } else {
      largeParts.push({ bodyStart: sizeBytes, part, range });
      const isFull = sizeBytes > MAX_REDUCED_BYTES;
      add(
        await read({
          start: range.start,
          end: range.start + Math.min(length, isFull ? 1_024 : MAX_DETACHED_BEGINNING_BYTES),
        }),
      );
    }
  }
  add(outline.bytes.subarray(at));
  return { bytes: Buffer.concat(pieces), largeParts, problems: cutTexts };
}

/** In the order of the mail. */
function leavesOf(root: MimePart): MimePart[] {
  const leaves: MimePart[] = [];
  const pending = [root];
  for (let part = pending.pop(); part; part = pending.pop()) {
    if (part.children.length === 0) leaves.push(part);
    pending.push(...part.children.toReversed());
  }
  return leaves;
}

/** Something is missing where no file lies: a head, or what stands before the first part. Behind the last part nothing is read anyway. */
function refuseCutHeads({ cuts }: Outline, leaves: readonly MimePart[]): void {
  const last = leaves.at(-1)?.bodyEnd ?? 0;
  let index = 0;
  for (const { at, ofHeadFrom } of cuts) {
    while (index < leaves.length && (leaves[index]?.bodyEnd ?? 0) < at) index += 1;
    const leaf = leaves[index];
    if (at > last) continue;
    // A head that was cut short ends where it was cut, as far as the outline tells.
    if (!leaf || at < leaf.bodyStart || (ofHeadFrom !== null && leaf.bodyStart >= ofHeadFrom))
      throw new Unreadable("A header in it has no end.");
  }
}

function isText({ mediaType, disposition }: MimePart): boolean {
  return (mediaType === "text/plain" || mediaType === "text/html") && disposition.value !== "attachment";
}

function isNamed({ disposition, type }: MimePart): boolean {
  return (disposition.params.get("filename") ?? type.params.get("name") ?? "") !== "";
}
