/** Host names whose letters are there to be taken for others, as browsers judge them: letters of several scripts in one word, or a word of letters that all look Latin. */

/** Scripts that languages write together. */
const WRITTEN_TOGETHER: readonly ReadonlySet<string>[] = [
  new Set(["Latin", "Han", "Hiragana", "Katakana"]),
  new Set(["Latin", "Han", "Bopomofo"]),
  new Set(["Latin", "Han", "Hangul"]),
];
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ["Latin", /\p{Script=Latin}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
  ["Armenian", /\p{Script=Armenian}/u],
  ["Hebrew", /\p{Script=Hebrew}/u],
  ["Arabic", /\p{Script=Arabic}/u],
  ["Cherokee", /\p{Script=Cherokee}/u],
  ["Georgian", /\p{Script=Georgian}/u],
  ["Devanagari", /\p{Script=Devanagari}/u],
  ["Thai", /\p{Script=Thai}/u],
  ["Han", /\p{Script=Han}/u],
  ["Hiragana", /\p{Script=Hiragana}/u],
  ["Katakana", /\p{Script=Katakana}/u],
  ["Bopomofo", /\p{Script=Bopomofo}/u],
  ["Hangul", /\p{Script=Hangul}/u],
];
/** Each looks as a Latin letter or figure does. */
const LOOKS_LATIN = /^[асԁеһіјӏорԛѕԝхуъьҽпгѵѡɡαεικνορτυχωоοօսաաʋ\d-]+$/u;
/** Latin letters that pass for others or for a mark: dotless i, small capitals, letters like a slash or a full stop. */
const ODD_LATIN = /[ıȷɑɡɩʟɪʀʏĸ\u0250-\u02af\u1d00-\u1d7f\ua720-\ua7ff⁄∕․。．｡ǀǃ]/u;

/** @param host in its own letters */
export function isLookAlike(host: string): boolean {
  return host
    .split(".")
    .some(
      (label) => isAscii(label) === false && (mixesScripts(label) || LOOKS_LATIN.test(label) || ODD_LATIN.test(label)),
    );
}

function isAscii(label: string): boolean {
  return /^[\u0020-\u007e]*$/u.test(label);
}

function mixesScripts(label: string): boolean {
  const used = SCRIPTS.filter(([, letters]) => letters.test(label)).map(([name]) => name);
  return used.length > 1 && !WRITTEN_TOGETHER.some((together) => used.every((script) => together.has(script)));
}
