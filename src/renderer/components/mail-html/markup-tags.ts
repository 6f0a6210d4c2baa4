/**
 * Steps over the tags of markup as the HTML tokenizer does (HTML Standard §13.2.5), without building anything: comments, quoted values and the
 * content of elements that hold no markup are not taken for tags. Linear, whatever the markup.
 */

export type Tag = {
  /** Index of `<`. */
  readonly start: number;
  /** Index behind `>`. */
  readonly end: number;
  /** In lower case. */
  readonly name: string;
  readonly closing: boolean;
  /** Index behind the name. */
  readonly nameEnd: number;
};

export type Attribute = { readonly start: number; readonly end: number; readonly name: string };

const NAME = /[^\t\n\f\r />]*/y;
const BETWEEN_ATTRIBUTES = /[\t\n\f\r /]*/y;
/** A name may begin with `=`. */
const ATTRIBUTE_NAME = /[^\t\n\f\r />][^\t\n\f\r />=]*/y;
const BLANK = /[\t\n\f\r ]*/y;
const BARE_VALUE = /[^\t\n\f\r >]*/y;
const LETTER = /[a-z]/iu;
const END_OF_COMMENT = /--!?>/gu;

/** The first tag at or after `from`; null where none is complete. */
export function nextTag(html: string, from: number): Tag | null {
  for (let start = html.indexOf("<", from); start >= 0; start = html.indexOf("<", start)) {
    const next = html.charAt(start + 1);
    const closing = next === "/";
    if (LETTER.test(closing ? html.charAt(start + 2) : next)) {
      const nameStart = start + (closing ? 2 : 1);
      const nameEnd = endOf(NAME, html, nameStart);
      const end = endOfTag(html, nameEnd);
      return end < 0 ? null : { start, end, name: html.slice(nameStart, nameEnd).toLowerCase(), closing, nameEnd };
    }
    if (closing || next === "!" || next === "?") start = endOfComment(html, start);
    else start += 1;
    if (start >= html.length) return null;
  }
  return null;
}

/** Where the end tag of an element that holds text only begins; null where it has none. */
export function endOfRawText(html: string, tag: Tag): number | null {
  const pattern = new RegExp(`</${tag.name}(?=[\\t\\n\\f\\r />])`, "giu");
  pattern.lastIndex = tag.end;
  return pattern.exec(html)?.index ?? null;
}

/** The attributes of a tag, with their places in the markup. */
export function* attributesOf(html: string, tag: Tag): Generator<Attribute, void> {
  for (let index = tag.nameEnd; index < tag.end;) {
    const start = endOf(BETWEEN_ATTRIBUTES, html, index);
    const nameEnd = endOf(ATTRIBUTE_NAME, html, start);
    if (nameEnd === start) return;
    const end = endOfValue(html, nameEnd);
    yield { start: index, end, name: html.slice(start, nameEnd).toLowerCase() };
    index = end;
  }
}

function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/** Index behind `>`; -1 where the markup ends inside of the tag. */
function endOfTag(html: string, nameEnd: number): number {
  for (let index = nameEnd; ;) {
    index = endOf(BETWEEN_ATTRIBUTES, html, index);
    if (index >= html.length) return -1;
    if (html.charAt(index) === ">") return index + 1;
    index = endOfValue(html, endOf(ATTRIBUTE_NAME, html, index));
  }
}

/** Index behind the value of the attribute whose name ends at `nameEnd`; `nameEnd` itself where it has none. */
function endOfValue(html: string, nameEnd: number): number {
  const equals = endOf(BLANK, html, nameEnd);
  if (html.charAt(equals) !== "=") return nameEnd;
  const value = endOf(BLANK, html, equals + 1);
  const quote = html.charAt(value);
  if (quote !== '"' && quote !== "'") return endOf(BARE_VALUE, html, value);
  const end = html.indexOf(quote, value + 1);
  return end < 0 ? html.length : end + 1;
}

/** What begins with `<!`, `<?` or `</` and is no tag: `<!-->` and `<!--->` are whole comments, `--!>` ends one too. */
function endOfComment(html: string, start: number): number {
  if (!html.startsWith("<!--", start)) {
    const end = html.indexOf(">", start + 2);
    return end < 0 ? html.length : end + 1;
  }
  if (html.startsWith(">", start + 4)) return start + 5;
  if (html.startsWith("->", start + 4)) return start + 6;
  END_OF_COMMENT.lastIndex = start + 4;
  return END_OF_COMMENT.test(html) ? END_OF_COMMENT.lastIndex : html.length;
}
