/** Whether a file that somebody sent may be opened without a word. Pure. */
import { type FileRisk, riskOfEnding, riskOfType } from "./dangerous-types.ts";
import { endingOf, harmlessFileName } from "./harmless-name.ts";

export type FileJudgement = {
  /** Under which it is written and shown. */
  readonly name: string;
  /** null: it is only read. */
  readonly risk: FileRisk | null;
  /** Its name says it is something else: another ending before its own, or letters that turned round. */
  readonly isDisguised: boolean;
};

/** As much of a file's beginning as `judgeFile` looks at. */
export const HEAD_BYTES = 512;

/** Endings that people take for harmless, which is why others stand behind them. */
const READ =
  /\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|txt|csv|jpe?g|png|gif|bmp|tiff?|webp|heic|mp[34]|wav|avi|mov|zip|eml|ics)(?:[\s_.-]*)$/iu;
const TURNS = /[\u202a-\u202e\u2066-\u2069]/u;

/** @param file.head the file's first bytes, as far as they are known */
export function judgeFile(file: {
  readonly name: string;
  readonly contentType: string;
  readonly head: Uint8Array;
}): FileJudgement {
  const name = harmlessFileName(file.name);
  const ending = endingOf(name);
  const byName = riskOfEnding(ending);
  const byHead = riskOfHead(file.head) ?? (byName === null && !READ.test(name) && isMarkup(file.head) ? "page" : null);
  // The ending decides what a system opens a file with; where there is none, the type and the content do.
  const risk = byName ?? byHead ?? (ending === "" ? riskOfType(file.contentType) : null);
  const before = ending === "" ? name : name.slice(0, -ending.length - 1);
  const isDisguised =
    risk !== null && (READ.test(before) || TURNS.test(file.name) || (byName === null && byHead !== null));
  return { name, risk, isDisguised };
}

/** How web pages and drawings with scripts begin; systems look for it where the name tells nothing. */
const MARKUP =
  /^(?:\ufeff)?\s*(?:<!--[\s\S]*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+(?:html|svg)|html|head|body|script|svg|iframe|meta)[\s>/]/iu;

function isMarkup(head: Uint8Array): boolean {
  // As UTF-16 every other byte is nothing.
  return MARKUP.test(
    new TextDecoder().decode(
      head.subarray(0, HEAD_BYTES).filter((byte) => byte !== 0 && byte !== 0xff && byte !== 0xfe),
    ),
  );
}

const HEADS: readonly (readonly [FileRisk, readonly number[]])[] = [
  // Windows; Linux; macOS in its four ways, and for several processors.
  ["program", [0x4d, 0x5a]],
  ["program", [0x7f, 0x45, 0x4c, 0x46]],
  ["program", [0xfe, 0xed, 0xfa, 0xce]],
  ["program", [0xfe, 0xed, 0xfa, 0xcf]],
  ["program", [0xce, 0xfa, 0xed, 0xfe]],
  ["program", [0xcf, 0xfa, 0xed, 0xfe]],
  ["program", [0xca, 0xfe, 0xba, 0xbe]],
  // "#!" and a shortcut of Windows.
  ["script", [0x23, 0x21]],
  ["shortcut", [0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00]],
];
const WRITTEN: readonly (readonly [FileRisk, RegExp])[] = [
  ["shortcut", /^(?:\ufeff)?\s*\[(?:Desktop Entry|InternetShortcut)\]/iu],
  ["script", /^(?:\ufeff)?\s*(?:@echo off\b|Windows Registry Editor Version)/iu],
];

function riskOfHead(head: Uint8Array): FileRisk | null {
  const byBytes = HEADS.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  // A text that begins with two letters is no program of Windows.
  if (byBytes !== undefined && !(byBytes[1].length === 2 && byBytes[0] === "program" && isText(head)))
    return byBytes[0];
  const text = new TextDecoder().decode(head.subarray(0, HEAD_BYTES));
  return WRITTEN.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

function isText(head: Uint8Array): boolean {
  return !head.subarray(0, HEAD_BYTES).includes(0);
}
