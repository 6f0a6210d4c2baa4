/**
 * Turns bytes into text whatever the message claims about them. Labels follow the WHATWG Encoding Standard; what it lacks but mail carries is added
 * here: DOS and other old code pages (iconv-lite), UTF-7 (RFC 2152), UTF-32, aliases of old programs, and a guess for bytes without an honest label.
 * Two forms tell themselves and win over any label: the escapes of ISO-2022, and bytes that are UTF-8 to the last one.
 */
import { decode as decodeCodePage, encodingExists } from "iconv-lite";

import { contradicts, guessCharset, GUESS_BYTES } from "./charset-guess.ts";
import { isAscii, latin1, tryDecode } from "./charset-tools.ts";

const ALIASES = new Map<string, string>([
  ["cp932", "shift_jis"],
  ["ms932", "shift_jis"],
  ["cp949", "euc-kr"],
  ["uhc", "euc-kr"],
  ["ks_c_5601", "euc-kr"],
  ["cp936", "gbk"],
  ["cp950", "big5"],
  ["x-gbk", "gbk"],
  ["gb-2312", "gbk"],
  ["gb2312_charset", "gbk"],
  ["hzgb2312", "gbk"],
  ["euc-cn", "gbk"],
  ["ansi", "windows-1252"],
  ["iso-8859-1-windows-3.1-latin-1", "windows-1252"],
  ["latin-1", "windows-1252"],
  ["latin 1", "windows-1252"],
  ["iso8859_1", "windows-1252"],
  ["8859-1", "windows-1252"],
  ["iso 8859-1", "windows-1252"],
  ["iso_8859-1:1987", "windows-1252"],
  ["latin-2", "iso-8859-2"],
  ["latin-9", "iso-8859-15"],
  ["latin9", "iso-8859-15"],
  ["cp1250", "windows-1250"],
  ["cp1251", "windows-1251"],
  ["cp1252", "windows-1252"],
  ["cp1253", "windows-1253"],
  ["cp1254", "windows-1254"],
  ["cp1255", "windows-1255"],
  ["cp1256", "windows-1256"],
  ["cp1257", "windows-1257"],
  ["cp1258", "windows-1258"],
  ["win-1251", "windows-1251"],
  ["win1251", "windows-1251"],
  ["win1252", "windows-1252"],
  ["tis620", "windows-874"],
  ["cp874", "windows-874"],
  ["cp866", "ibm866"],
  ["dos-866", "ibm866"],
  ["koi8", "koi8-r"],
  ["koi-8", "koi8-r"],
  ["koi8r", "koi8-r"],
  ["koi8_r", "koi8-r"],
  ["mac", "macintosh"],
  ["mac-roman", "macintosh"],
  ["x-mac-roman", "macintosh"],
  ["mac-ce", "maccenteuro"],
  ["mac-centraleurope", "maccenteuro"],
  ["mac-greek", "macgreek"],
  ["mac-turkish", "macturkish"],
  ["mac-croatian", "maccroatian"],
  ["mac-romanian", "macromania"],
  ["mac-icelandic", "maciceland"],
  ["mac-thai", "macthai"],
  ["utf8mb4", "utf-8"],
  ["utf_8", "utf-8"],
  ["unicode-1-1-utf-8", "utf-8"],
  ["utf-8-mac", "utf-8"],
  ["unicode-1-1-utf-7", "utf-7"],
  ["utf7", "utf-7"],
  ["x-unicode-1-1-utf-7", "utf-7"],
  ["iso-2022-jp-1", "iso-2022-jp"],
  ["iso-2022-jp-2", "iso-2022-jp"],
  ["iso-2022-jp-ms", "iso-2022-jp"],
  ["cp50220", "iso-2022-jp"],
  ["cp50221", "iso-2022-jp"],
  ["_iso-2022-jp", "iso-2022-jp"],
  ["jis", "iso-2022-jp"],
  ["us-ascii", "ascii"],
  ["ascii", "ascii"],
  ["ansi_x3.4-1968", "ascii"],
  ["7bit", "ascii"],
  ["8bit", "ascii"],
  ["iso-646-us", "ascii"],
  ["us_ascii", "ascii"],
  ["usascii", "ascii"],
]);

/** Labels that say nothing. */
const EMPTY_LABELS = new Set([
  "",
  "unknown",
  "x-unknown",
  "unknown-8bit",
  "default",
  "default_charset",
  "none",
  "auto",
  "binary",
  "x-user-defined",
  "ascii",
  "utf-8",
]);

export interface DecodedText {
  text: string;
  /** False when the label was missing, unknown or contradicted by the bytes. */
  asLabelled: boolean;
}

interface DecodeOptions {
  /** What the text says of itself, where the label is wrong. */
  fallbackLabel?: string;
  /** A whole text, worth some milliseconds where its label is missing or looks wrong. */
  withStatistics?: boolean;
}

function normaliseCharset(label: string): string {
  // "iso-2022-jp$esc", "utf-8; format=flowed", "'utf-8'", "charset=utf-8": quotes and tails of sloppy programs.
  const clean = label
    .toLowerCase()
    .replace(/^charset=/u, "")
    .replace(/["'<>\\]/gu, "")
    .replace(/[;,$*].*$/u, "")
    .trim();
  return ALIASES.get(clean) ?? ALIASES.get(clean.replace(/^x-/u, "")) ?? clean;
}

/** Decodes with the labelled charset if it fits the bytes; otherwise with UTF-8 if they are that, otherwise with the best guess. Never throws. */
export function decodeBytes(
  bytes: Uint8Array,
  label: string,
  { fallbackLabel = "", withStatistics = false }: DecodeOptions = {},
): DecodedText {
  const charset = normaliseCharset(label);
  if (isAscii(bytes) && !/^(?:iso-2022|utf-7|utf-16|utf-32|csiso2022|hz)/u.test(charset))
    return { text: latin1(bytes), asLabelled: true };
  if (charset === "utf-7") return { text: decodeUtf7(latin1(bytes)), asLabelled: true };
  if (charset === "utf-32" || charset === "utf-32le" || charset === "utf-32be")
    return { text: decodeUtf32(bytes, charset !== "utf-32le"), asLabelled: true };
  const escaped = escapedCharset(bytes, charset);
  const shifted = SHIFTED_CHARSETS.get(escaped ?? charset);
  if (shifted)
    return {
      text: tryDecode(shifted.unshift(bytes), shifted.base, false) ?? latin1(bytes),
      asLabelled: escaped === null,
    };
  if (escaped !== null) {
    const text = tryDecode(bytes, escaped, false);
    if (text !== null) return { text, asLabelled: false };
  }
  const utf8 = tryDecode(bytes, "utf-8", true);
  if (!EMPTY_LABELS.has(charset) && (utf8 === null || !isSurelyUtf8(utf8, charset))) {
    const text = charset.startsWith("utf-16") ? decodeUtf16(bytes, charset) : decodeLabelled(bytes, charset);
    const better = text === null ? null : contradicts(bytes, charset, text, withStatistics);
    if (better !== null) return { text: tryDecode(bytes, better, false) ?? latin1(bytes), asLabelled: false };
    if (text !== null) return { text, asLabelled: true };
  }
  if (utf8 !== null) return { text: utf8, asLabelled: charset === "utf-8" };
  if (EMPTY_LABELS.has(charset) && isMostlyUtf8(bytes))
    return { text: tryDecode(bytes, "utf-8", false) ?? latin1(bytes), asLabelled: charset === "utf-8" };
  const fallback = normaliseCharset(fallbackLabel);
  const text = EMPTY_LABELS.has(fallback) ? null : tryDecode(bytes, fallback, true);
  return {
    text: text ?? tryDecode(bytes, guessCharset(bytes, withStatistics), false) ?? latin1(bytes),
    asLabelled: false,
  };
}

/** Names under which iconv-lite does something else than reading a charset. */
const NO_CHARSETS = new Set(["base64", "hex", "binary", "utf7imap", "singlebyte", "sbcs", "dbcs", "internal"]);

/** By the label; null where nobody knows it. */
function decodeLabelled(bytes: Uint8Array, charset: string): string | null {
  const text = tryDecode(bytes, charset, false);
  if (text !== null) return text;
  // "ibm00858", "pc850", "dos-866", "cspc850multilingual": code pages under their many names.
  const page = /^(?:cs)?(?:cp|ibm|dos|pc|oem|msdos|codepage)?[-_]?0*(\d{3,5})(?:multilingual)?$/u.exec(charset)?.[1];
  const name = page === undefined ? charset : `cp${page}`;
  if (NO_CHARSETS.has(name) || !encodingExists(name)) return null;
  return decodeCodePage(bytes, name);
}

const ESCAPE = 0x1b;
/** ISO-2022-JP designates its sets by these (RFC 1468, RFC 1554); Korean and Chinese (RFC 1557, RFC 1922) by the others. */
const JAPANESE_ESCAPE = /\u001b(?:\$[@B]|\$\([@BDOQ]|\([IJ])/u;
const KOREAN_ESCAPE = "\u001b$)C";
const CHINESE_ESCAPE = /\u001b\$\)[AE]/u;

/** The charset that escapes in seven-bit bytes tell, whatever was stated; null where there are none, or the label agrees. */
function escapedCharset(bytes: Uint8Array, charset: string): string | null {
  if (charset.startsWith("iso-2022") || charset.startsWith("csiso2022") || !bytes.includes(ESCAPE)) return null;
  const text = latin1(bytes);
  if (text.includes(KOREAN_ESCAPE) && text.includes("\u000e")) return "iso-2022-kr";
  if (CHINESE_ESCAPE.test(text) && text.includes("\u000e")) return "iso-2022-cn";
  return JAPANESE_ESCAPE.test(text) && !/[\u0080-\u00ff]/u.test(text) ? "iso-2022-jp" : null;
}

/** In these charsets neighbouring letters may happen to look like UTF-8: only several of them are evidence. */
const UTF8_LOOKALIKES =
  /^(?:gb|big5|euc|shift|sjis|windows-31j|windows-949|ks_c|iso-ir-149|windows-874|tis|iso-8859-(?:5|6|11)|(?:cs)?(?:ibm|cp|dos|pc)|x-mac|mac)/u;
const MIN_LOOKALIKE_LETTERS = 4;

/** Strictly valid UTF-8 with letters beyond ASCII under another label: next to never chance. */
function isSurelyUtf8(utf8: string, charset: string): boolean {
  if (charset.startsWith("utf-16")) return false;
  const letters = utf8.match(/[^\u0000-\u007f]/gu)?.length ?? 0;
  return letters >= (UTF8_LOOKALIKES.test(charset) ? MIN_LOOKALIKE_LETTERS : 1);
}

/** A mark at the beginning tells the order, else the label, else where the zeros of ASCII letters are. */
function decodeUtf16(bytes: Uint8Array, charset: string): string | null {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return tryDecode(bytes, "utf-16be", false);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return tryDecode(bytes, "utf-16le", false);
  if (charset !== "utf-16") return tryDecode(bytes, charset, false);
  const sample = bytes.subarray(0, GUESS_BYTES);
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  return tryDecode(bytes, (zeros[0] ?? 0) > (zeros[1] ?? 0) ? "utf-16be" : "utf-16le", false);
}

/** A text cut in the middle of a letter, or with one bad byte, is still UTF-8: more whole sequences than broken ones. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder("utf-8").decode(bytes);
  let broken = 0;
  let whole = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) whole += 1;
  }
  return whole > broken * 2;
}

/** RFC 2152: `+…-` holds modified base64 of UTF-16BE, `+-` is a plus. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/gu, (_match, encoded: string) => {
    if (encoded === "") return "+";
    const bytes = Buffer.from(encoded, "base64");
    return new TextDecoder("utf-16be").decode(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  });
}

function decodeUtf32(bytes: Uint8Array, bigEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
    const code = view.getUint32(at, !bigEndian);
    if (code !== 0xfeff) parts.push(code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd");
  }
  return parts.join("");
}

interface ShiftedCharset {
  base: string;
  unshift: (bytes: Uint8Array) => Uint8Array;
}

/** Seven-bit forms of double-byte charsets, which browsers refuse: RFC 1557 (Korean, shift-out and shift-in) and RFC 1843 (HZ, `~{` and `~}`). */
const SHIFTED_CHARSETS = new Map<string, ShiftedCharset>([
  ["iso-2022-kr", { base: "euc-kr", unshift: (bytes) => raiseBetween(bytes, [0x0e], [0x0f]) }],
  ["csiso2022kr", { base: "euc-kr", unshift: (bytes) => raiseBetween(bytes, [0x0e], [0x0f]) }],
  ["iso-2022-cn", { base: "gbk", unshift: (bytes) => raiseBetween(bytes, [0x0e], [0x0f]) }],
  ["hz-gb-2312", { base: "gbk", unshift: (bytes) => raiseBetween(bytes, [0x7e, 0x7b], [0x7e, 0x7d]) }],
]);

/** Sets the high bit between two marks and drops the marks and the designators `ESC $ ) C` (Korean) and `ESC $ ) A` (Chinese). */
function raiseBetween(bytes: Uint8Array, begin: readonly number[], end: readonly number[]): Uint8Array {
  const out: number[] = [];
  let raised = false;
  const isAt = (at: number, mark: readonly number[]): boolean =>
    mark.every((byte, index) => bytes[at + index] === byte);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (isAt(at, [0x1b, 0x24, 0x29, 0x43]) || isAt(at, [0x1b, 0x24, 0x29, 0x41])) at += 3;
    else if (!raised && isAt(at, begin)) {
      raised = true;
      at += begin.length - 1;
    } else if (raised && isAt(at, end)) {
      raised = false;
      at += end.length - 1;
    } else out.push(raised && byte > 0x20 ? byte | 0x80 : byte);
  }
  return Uint8Array.from(out);
}
