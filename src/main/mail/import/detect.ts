/**
 * Tells by its first bytes what a file is; its name decides nothing.
 */
import { looksLikeMailHeader } from "../mime/envelope.ts";
import { readHeaderBlock } from "../mime/header-block.ts";

export const FileKind = {
  mbox: "mbox",
  message: "message",
  gzip: "gzip",
  appleMessage: "apple-message",
  empty: "empty",
  other: "other",
} as const;
export type FileKind = (typeof FileKind)[keyof typeof FileKind];

const FIRST_FIELD_PATTERN = /^[!-9;-~]{1,120}[ \t]*:/u;

/** `prefix`: the first bytes of the file, at least a header's worth where the file has them. */
export function detectFileKind(prefix: Buffer): FileKind {
  if (prefix.length === 0) return FileKind.empty;
  if (prefix[0] === 0x1f && prefix[1] === 0x8b) return FileKind.gzip;
  const text = prefix.toString("latin1").replace(/^\u00ef\u00bb\u00bf/u, "");
  const start = text.search(/\S/u);
  if (start < 0) return FileKind.empty;
  const body = text.slice(start);
  if (/^From [^\r\n]{0,1000}\r?\n(?:[!-9;-~]{1,120}[ \t]*:|>From )/u.test(body)) return FileKind.mbox;
  // Apple Mail's .emlx: the message's length in a line of its own, the message, a property list.
  const apple = /^\d{1,10}[ \t]*\r?\n(?=[!-9;-~]{1,120}[ \t]*:)/u.exec(body);
  const message = apple ? body.slice(apple[0].length) : body.replace(/^>From [^\r\n]{0,1000}\r?\n/u, "");
  if (!FIRST_FIELD_PATTERN.test(message)) return FileKind.other;
  const head = Buffer.from(message.slice(0, /\r?\n\r?\n/u.exec(message)?.index ?? message.length), "latin1");
  if (!looksLikeMailHeader(readHeaderBlock(head, 0, head.length).fields)) return FileKind.other;
  return apple ? FileKind.appleMessage : FileKind.message;
}
