/** Steps over style sheet text the way CSS Syntax 3 does, so that a brace or semicolon in a string, comment or bracket is not taken for structure. */

/** Removes comments and the HTML comment marks that old mails put around their styles. */
export function withoutComments(css: string): string {
  let out = "";
  let index = 0;
  while (index < css.length) {
    const char = css.charAt(index);
    if (char === "/" && css.charAt(index + 1) === "*") {
      const end = css.indexOf("*/", index + 2);
      index = end < 0 ? css.length : end + 2;
      out += " ";
    } else if (char === '"' || char === "'") {
      const end = endOfString(css, index);
      out += css.slice(index, end);
      index = end;
    } else {
      out += char;
      index += 1;
    }
  }
  return out.replace(/<!--|-->/gu, " ");
}

/** Index behind the string that opens at `start`; a string ends at the line's end as well, as browsers read it. */
export function endOfString(css: string, start: number): number {
  const quote = css.charAt(start);
  for (let index = start + 1; index < css.length; index += 1) {
    const char = css.charAt(index);
    if (char === "\\") index += 1;
    else if (char === quote) return index + 1;
    else if (char === "\n") return index;
  }
  return css.length;
}

/**
 * Index of the first of `stops` at or after `start` that stands outside strings and brackets; the text's length where there is none.
 * A `}` always stops: it ends the block that the text stands in.
 */
export function findOutside(css: string, start: number, stops: string): number {
  const open: string[] = [];
  for (let index = start; index < css.length; index += 1) {
    const char = css.charAt(index);
    if (char === "\\") index += 1;
    else if (char === '"' || char === "'") index = endOfString(css, index) - 1;
    else if (open.length === 0 && stops.includes(char)) return index;
    else if (char === "(" || char === "[" || char === "{") open.push(char);
    else if ((char === ")" || char === "]" || char === "}") && open.length > 0) open.pop();
    else if (char === "}") return index;
  }
  return css.length;
}

/** What a browser understands: escapes decoded, lower case, no blanks. For finding things only, never for writing them back. */
export function understood(css: string): string {
  return css
    .replace(/\\([0-9a-f]{1,6})[ \t\r\n\f]?/giu, (_, digits: string) => codePoint(Number.parseInt(digits, 16)))
    .replace(/\\(\r\n|[\s\S])/gu, (_, char: string) => (/[\r\n\f]/u.test(char) ? "" : char))
    .toLowerCase()
    .replace(/\s+/gu, "");
}

function codePoint(value: number): string {
  return value > 0 && value <= 0x10_ff_ff && (value < 0xd8_00 || value > 0xdf_ff)
    ? String.fromCodePoint(value)
    : "\ufffd";
}
