/** What the index's tokenizer (unicode61) makes words of; marks belong to the letter before them. */
export const WORD_CHARACTER = "[\\p{L}\\p{N}\\p{Co}\\p{M}]";

const WORD_CODE_POINT = new RegExp(WORD_CHARACTER, "u");

/** Whether a word goes on at this position. Outside the text none does. */
export function isWordCharacter(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 0x80) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
  if (Number.isNaN(code)) return false;
  // The second half of a pair belongs to the character its first half begins.
  const isSecondHalf = code >= 0xdc00 && code <= 0xdfff;
  return WORD_CODE_POINT.test(String.fromCodePoint(text.codePointAt(isSecondHalf ? index - 1 : index) ?? 0));
}

const NOT_ASCII = /[^\u0000-\u007f]/gu;

/** Lower case and without diacritics, as the index compares; as long as the text itself, so that positions hold. */
export function foldText(text: string): string {
  return text.replaceAll(NOT_ASCII, foldCharacter).toLowerCase();
}

function foldCharacter(character: string): string {
  const [base = character] = character.normalize("NFD");
  const folded = base.toLowerCase();
  return folded.length === character.length ? folded : character;
}

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/gu;

/** Text as it goes into the index: composed, so that a letter with its accent is one character; without control characters. */
export function plainText(text: string): string {
  return text.toWellFormed().normalize("NFC").replaceAll(CONTROLS, " ");
}
