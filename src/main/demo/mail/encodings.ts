const CRLF = "\r\n";
/** RFC 2045 §6.7: longest line of quoted-printable, without its line end. */
const MAX_ENCODED_LINE = 76;
/** RFC 2047 §2: longest encoded word is 75; `=?utf-8?B?` and `?=` take twelve, base64 four for three. */
const MAX_WORD_BYTES = 42;

/** RFC 5322 §3.3. */
export function rfcDate(epochMs: number): string {
  return new Date(epochMs).toUTCString().replace("GMT", "+0000");
}

/** Ids in angle brackets, one a line from the second on. */
export function foldedIds(ids: readonly string[]): string {
  return ids.map((id) => `<${id}>`).join(`${CRLF} `);
}

/**
 * A header text: as it is where ASCII will do (quoted where it is a name with special characters), else as encoded words.
 * `indent` only says that the text is unstructured and how far right it begins.
 */
export function encodedWords(text: string, indent?: number): string {
  if (/^[\x20-\x7e]*$/u.test(text)) {
    if (indent !== undefined) return foldedText(text, indent);
    return /^[A-Za-z0-9 '-]*$/u.test(text) ? text : `"${text.replaceAll(/["\\]/gu, "\\$&")}"`;
  }
  const words: string[] = [];
  let word = "";
  for (const character of text) {
    if (Buffer.byteLength(word + character) > MAX_WORD_BYTES) {
      words.push(word);
      word = "";
    }
    word += character;
  }
  words.push(word);
  return words.map((one) => `=?utf-8?B?${Buffer.from(one).toString("base64")}?=`).join(`${CRLF} `);
}

/** Folds a long subject at a space (RFC 5322 §2.2.3). */
function foldedText(text: string, indent: number): string {
  let width = indent;
  return text
    .split(" ")
    .map((word, index) => {
      if (index > 0 && width + word.length + 1 > MAX_ENCODED_LINE) {
        width = word.length + 1;
        return `${CRLF} ${word}`;
      }
      width += word.length + 1;
      return index === 0 ? word : ` ${word}`;
    })
    .join("");
}

export function base64Lines(bytes: Uint8Array): string {
  return (
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,76}/gu)
      ?.join(CRLF) ?? ""
  );
}

/** RFC 2045 §6.7; line ends of the text become CRLF. */
export function quotedPrintable(text: string): string {
  return text
    .split("\n")
    .map((line) => softBroken(encodedLine(line)))
    .join(CRLF);
}

function encodedLine(line: string): string[] {
  const bytes = Buffer.from(line);
  return Array.from(bytes, (byte, index) => {
    const isLast = index === bytes.length - 1;
    const isPlain = (byte >= 33 && byte <= 126 && byte !== 61) || ((byte === 32 || byte === 9) && !isLast);
    return isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  });
}

function softBroken(pieces: readonly string[]): string {
  let width = 0;
  return pieces
    .map((piece) => {
      if (width + piece.length > MAX_ENCODED_LINE - 1) {
        width = piece.length;
        return `=${CRLF}${piece}`;
      }
      width += piece.length;
      return piece;
    })
    .join("");
}
