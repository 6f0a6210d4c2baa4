/** What a part's own fields and first bytes tell of it. */
import { decodeWords } from "./encoded-words.ts";
import { fieldValue, readHeaderBlock } from "./header-block.ts";
import type { MimePart } from "./mime-tree.ts";

/** Enough of a returned message for its header. */
const RETURNED_HEADER_CHARS = 64 * 1024;

/** A message within a message has a header of its own; a document has none. */
export function isEntity({ fields }: MimePart): boolean {
  return fields.some(({ name }) => /^(?:content-|mime-version$|from$|subject$)/u.test(name));
}

export function sentNameOf({ disposition, type }: MimePart): string {
  return disposition.params.get("filename") ?? type.params.get("name") ?? disposition.params.get("name") ?? "";
}

/** As it was meant: some programs write a comment behind it, "cid:" into it, or Gmail's own field alone. */
export function contentIdOf({ fields }: MimePart): string {
  const value = (fieldValue(fields, "content-id") ?? "").trim() || (fieldValue(fields, "x-attachment-id") ?? "");
  const inner = /<([^<>]{1,500})>/u.exec(value)?.[1] ?? value.replace(/^\s*<|>\s*$/gu, "");
  return inner.trim().replace(/^cid:/iu, "").slice(0, 500);
}

/** RFC 2557 §4.4: long ones are folded, and then have blanks that are none of theirs. */
export function locationOf(part: MimePart): string {
  return decodeWords(fieldValue(part.fields, "content-location") ?? "")
    .replaceAll(/\s+/gu, "")
    .slice(0, 2_000);
}

export function metaCharset(bytes: Buffer): string {
  return (
    /<meta[^>]{0,200}charset\s{0,5}=\s{0,5}["']?([\w:.-]{2,40})/iu.exec(bytes.toString("latin1", 0, 2_048))?.[1] ?? ""
  );
}

/** The head of a returned or attached message, as text. */
export function headText(bytes: Buffer): string {
  const text = bytes.toString("latin1", 0, RETURNED_HEADER_CHARS);
  const end = /\r?\n\r?\n/u.exec(text)?.index ?? text.length;
  return text.slice(0, end);
}

export function subjectOf(bytes: Buffer): string {
  const head = headText(bytes);
  return decodeWords(fieldValue(readHeaderBlock(bytes, 0, Buffer.byteLength(head, "latin1")).fields, "subject") ?? "");
}
