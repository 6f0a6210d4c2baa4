/**
 * What a text is written in, where nothing honest tells: by the letters and pairs of letters that its bytes would be. The statistics are chardet's (ICU's detector);
 * what it lacks (short Japanese, DOS Cyrillic, Thai, sisters of one alphabet) is told here.
 */
import { analyse } from "chardet";

import { latin1, tryDecode } from "./charset-tools.ts";

/** Enough of a text to tell what it is written in. */
export const GUESS_BYTES = 4_096;
/** Labels of the WHATWG standard for the detector's names: the larger sister, where there is one. */
const DECODER_OF = new Map([
  ["ISO-8859-1", "windows-1252"],
  ["ISO-8859-7", "windows-1253"],
  ["ISO-8859-8", "windows-1255"],
  ["ISO-8859-9", "windows-1254"],
  ["KOI8-R", "koi8-u"],
]);
const WESTERN = "windows-1252";
const CYRILLIC_LOWER = /[а-я]/gu;
const CYRILLIC_ANY = /[\u0400-\u04ff]/gu;
/** Words without which hardly a Thai sentence does. */
const THAI_WORDS = /ที่|การ|ไม่|และ|ครับ|ค่ะ|คะ|ให้|ได้|ว่า|เป็น|นี้|ของ|ขอ|มา/u;

interface Candidate {
  readonly charset: string;
  readonly confidence: number;
}

/** The detector's candidates, best first: what it is sure of counts as far as the bytes are letters. */
function candidatesFor(sample: Uint8Array): Candidate[] {
  return analyse(sample.subarray(0, STATISTICS_BYTES))
    .filter(
      ({ name }) => name !== "UTF-8" && name !== "ASCII" && !name.startsWith("UTF-") && !name.startsWith("ISO-2022"),
    )
    .map(({ name, confidence, lang }) => {
      const charset =
        name === "ISO-8859-2" || name === "windows-1250"
          ? centralEuropean(sample, lang)
          : (DECODER_OF.get(name) ?? name.toLowerCase());
      return { charset, confidence: confidence * shareOfLetters(sample, charset) ** 2 };
    })
    .toSorted((left, right) => right.confidence - left.confidence);
}

function shareOfLetters(sample: Uint8Array, charset: string): number {
  const beyondAscii = tryDecode(sample, charset, false)?.match(/[^\u0000-\u007f\s]/gu) ?? [];
  const letters = beyondAscii.filter((letter) => /[\p{L}\p{N}、。，！？：；「」€„“”‘’–—]/u.test(letter));
  return beyondAscii.length === 0 ? 0 : letters.length / beyondAscii.length;
}

/** The two share most of their letters; what is a sign in one of them is none of its. Only Polish has ą where ISO has š. */
function centralEuropean(sample: Uint8Array, language: string | undefined): string {
  const iso = shareOfLetters(sample, "iso-8859-2");
  const windows = shareOfLetters(sample, "windows-1250");
  return windows > iso || (windows === iso && language === "pl") ? "windows-1250" : "iso-8859-2";
}

/** Where a text is mostly letters beyond ASCII, several in a row, it is of another script than the Latin. */
function isDense(sample: Uint8Array): boolean {
  let high = 0;
  let letters = 0;
  for (const byte of sample) {
    if (byte >= 0x80) high += 1;
    if (byte >= 0x80 || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)) letters += 1;
  }
  return high * 3 >= letters && /[\u0080-\u00ff]{3}/u.test(latin1(sample));
}

/** Without any label. @param withStatistics takes milliseconds: for whole texts, not for each of thousands of fields */
export function guessCharset(bytes: Uint8Array, withStatistics: boolean): string {
  const sample = sampleOf(bytes);
  if (!withStatistics) return (isDense(sample) ? (japaneseOf(sample) ?? commonScriptOf(sample)) : null) ?? WESTERN;
  return isDense(sample) ? (scriptOf(sample) ?? WESTERN) : latinOf(sample);
}

/** Russian in the right charset is mostly in lower case; Chinese read as Cyrillic is a jumble of both. */
function commonScriptOf(sample: Uint8Array): string | null {
  const cyrillic = ["windows-1251", "koi8-r", "ibm866"].map((charset) => {
    const text = tryDecode(sample, charset, false) ?? "";
    return { charset, any: anyCyrillic(text), lower: lowerCyrillic(text) };
  });
  const best = cyrillic.reduce((left, right) => (right.lower > left.lower ? right : left));
  if (best.lower > best.any * 0.65 && best.any > beyondAsciiIn(sample) * 0.8) return best.charset;
  return chineseOf(sample);
}

/** A Latin alphabet: the West's, unless its letters make no words there and many in another. */
function latinOf(sample: Uint8Array): string {
  if (sample.length < MIN_LATIN_BYTES || sample.filter((byte) => byte >= 0x80).length < MIN_LATIN_LETTERS)
    return WESTERN;
  const found = candidatesFor(sample).filter(({ charset }) => LATIN_CHARSETS.has(charset));
  const western = found.find(({ charset }) => charset === WESTERN)?.confidence ?? 0;
  const [best] = found;
  return best && best.confidence > western + LATIN_MARGIN ? best.charset : WESTERN;
}

const LATIN_CHARSETS = new Set([WESTERN, "windows-1250", "iso-8859-2", "windows-1254", "windows-1257"]);
const MIN_LATIN_BYTES = 40;
const MIN_LATIN_LETTERS = 3;
const LATIN_MARGIN = 8;

/** Of this much the detector is as sure as of more, and takes a few milliseconds. */
const STATISTICS_BYTES = 1_024;
const UNSURE = 15;

/** null where nothing is likely. */
function scriptOf(sample: Uint8Array, minConfidence = UNSURE): string | null {
  const thai = tryDecode(sample, "windows-874", true);
  if (thai !== null && THAI_WORDS.test(thai) && (thai.match(/\p{sc=Thai}/gu)?.length ?? 0) * 2 > thai.length)
    return "windows-874";
  const japanese = japaneseOf(sample);
  if (japanese !== null) return japanese;
  const [best] = candidatesFor(sample).filter(({ charset }) => tryDecode(sample, charset, false) !== null);
  // The detector knows no DOS code page; Russian is mostly in lower case, in the right one.
  const dos = tryDecode(sample, "ibm866", false) ?? "";
  const isDos = lowerCyrillic(dos) > 0.65 * anyCyrillic(dos) && shareOfLetters(sample, "ibm866") > 0.95;
  if (isDos && (!best || best.confidence < 40)) return "ibm866";
  if (best && best.confidence >= minConfidence) return best.charset;
  return minConfidence > UNSURE ? null : chineseOf(sample);
}

/** Of a few words the detector is never sure; most of double bytes are common letters in the right charset. */
function chineseOf(sample: Uint8Array): string | null {
  const high = beyondAsciiIn(sample);
  const isMostly = (charset: string): boolean =>
    (tryDecode(sample, charset, true)?.match(/[\u4e00-\u9fa5\uac00-\ud7a3]/gu)?.length ?? 0) * 2 >= high * 0.8;
  return ["gb18030", "big5", "euc-kr"].find(isMostly) ?? null;
}

/** By its kana, of which there are too few in a subject for statistics. */
function japaneseOf(sample: Uint8Array): string | null {
  for (const charset of ["shift_jis", "euc-jp"]) {
    const text =
      tryDecode(sample, charset, true) ??
      (sample.length === GUESS_BYTES ? tryDecode(sample.subarray(0, -1), charset, true) : null);
    if (text !== null && (text.match(/[\u3040-\u30ff]/gu)?.length ?? 0) * 5 > text.length) return charset;
  }
  return null;
}

function lowerCyrillic(text: string): number {
  return text.match(CYRILLIC_LOWER)?.length ?? 0;
}

function anyCyrillic(text: string): number {
  return text.match(CYRILLIC_ANY)?.length ?? 0;
}

function beyondAsciiIn(sample: Uint8Array): number {
  return sample.filter((byte) => byte >= 0x80).length;
}

function sampleOf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, GUESS_BYTES);
}

const WESTERN_LABEL = /^(?:windows-1252|iso-8859-(?:1|15)|latin|l1|cp819|iso_8859-1|macintosh)/u;
const CYRILLIC_LABEL = /^(?:windows-1251|koi8|iso-8859-5|ibm866|x-mac-cyrillic)/u;
const DOUBLE_BYTE_LABEL =
  /^(?:gb|big5|shift_jis|sjis|x-sjis|windows-31j|ms_kanji|euc|ks_c|iso-ir-149|windows-949|korean|chinese)/u;
const JAPANESE_SEVEN_BIT = /^(?:iso-2022-jp|csiso2022jp)/u;
/** Fewer letters than these are no evidence against a label. */
const MIN_EVIDENCE = 10;
const MIN_DOUBLE_EVIDENCE = 24;
const SURE = 55;
/** No Western text is half of letters beyond ASCII: so many are evidence by themselves. */
const MANY = 20;
const LIKELY = 16;
const MARGIN = 35;
/** What hardly a text of these scripts is without, and hardly one has that is read in a wrong charset. */
const COMMON = /[的是了我您你不在有請请，。、？のはをにがでましす다이는을하요니]/gu;
/** "гДПЮБЯРБСИРЕ": what Cyrillic of one alphabet looks like in its sister. */
const CASE_JUMBLE = /\p{Ll}\p{Lu}{2}/gu;

/** The charset that the bytes of a text tell against its label; null where the label may be right. */
export function contradicts(
  bytes: Uint8Array,
  label: string,
  labelled: string,
  withStatistics: boolean,
): string | null {
  const sample = sampleOf(bytes);
  const high = beyondAsciiIn(sample);
  if (high < MIN_EVIDENCE || !withStatistics)
    return JAPANESE_SEVEN_BIT.test(label) && high > 0 ? japaneseOf(sample) : null;
  if (JAPANESE_SEVEN_BIT.test(label)) return scriptOf(sample);
  if (WESTERN_LABEL.test(label))
    return isDense(sample) ? otherThan(WESTERN, scriptOf(sample, high < MANY ? SURE : LIKELY)) : null;
  if (CYRILLIC_LABEL.test(label))
    return (labelled.slice(0, GUESS_BYTES).match(CASE_JUMBLE)?.length ?? 0) > 1 ? scriptOf(sample, SURE) : null;
  if (!DOUBLE_BYTE_LABEL.test(label) || high < MIN_DOUBLE_EVIDENCE) return null;
  if (new Set(labelled.slice(0, GUESS_BYTES).match(COMMON)).size > 2) return null;
  const japanese = japaneseOf(sample);
  const isHalfWidth = (labelled.match(/[\uff61-\uff9f]/gu)?.length ?? 0) * 5 > labelled.length;
  if (japanese !== null && (isHalfWidth || labelled.includes("\ufffd"))) return japanese;
  const found = candidatesFor(sample);
  const asLabelled = found.find(({ charset }) => isSister(charset, label))?.confidence ?? 0;
  const [best] = found;
  return best && best.confidence > Math.max(SURE, asLabelled + MARGIN) && DOUBLE_BYTE_LABEL.test(best.charset)
    ? best.charset
    : null;
}

function otherThan(charset: string, found: string | null): string | null {
  return found === charset ? null : found;
}

/** By different names the same letters. */
function isSister(charset: string, label: string): boolean {
  return FAMILIES.some((family) => family.test(charset) && family.test(label));
}

const FAMILIES = [
  /^(?:gb|euc-cn|chinese|x-gbk)/u,
  /^big5/u,
  /^(?:shift_jis|sjis|x-sjis|windows-31j|ms_kanji)/u,
  /^(?:euc-jp|x-euc-jp)/u,
  /^(?:euc-kr|ks_c|iso-ir-149|windows-949|korean)/u,
];
