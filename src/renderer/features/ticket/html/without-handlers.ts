/**
 * Takes event handlers (`onload=…`) out of markup before anything parses it.
 *
 * Not for safety: the sanitiser does that, on the parsed document. But merely parsing a handler makes the browser report a violation of the
 * page's policy, once for each, and a console full of strangers' mistakes hides our own. So this may miss what is odd, and must never change
 * what a mail says: text, comments and other attributes pass through as they are. Linear.
 */
export function withoutHandlers(html: string): string {
  let out = "";
  let copied = 0;
  for (let index = html.indexOf("<"); index >= 0; index = html.indexOf("<", index)) {
    if (html.startsWith("<!--", index)) {
      const end = html.indexOf("-->", index + 4);
      index = end < 0 ? html.length : end + 3;
      continue;
    }
    if (!/[a-z]/iu.test(html.charAt(index + 1))) {
      index += 1;
      continue;
    }
    index = skip(html, index + 1, IN_TAG_NAME);
    for (;;) {
      const start = index;
      const attribute = skip(html, index, BETWEEN_ATTRIBUTES);
      if (attribute >= html.length || html.charAt(attribute) === ">") break;
      // A name may begin with `=`, as browsers read it.
      const nameEnd = skip(html, attribute + 1, IN_ATTRIBUTE_NAME);
      index = endOfValue(html, nameEnd);
      if (!/^on/iu.test(html.slice(attribute, attribute + 2))) continue;
      out += html.slice(copied, start);
      copied = index;
    }
  }
  return out + html.slice(copied);
}

const IN_TAG_NAME = /[^\s/>]/u;
const BETWEEN_ATTRIBUTES = /[\s/]/u;
const IN_ATTRIBUTE_NAME = /[^\s/>=]/u;
const BLANK = /\s/u;
const IN_BARE_VALUE = /[^\s>]/u;

/** Index of the first character at or after `start` that is not of the class. */
function skip(html: string, start: number, characters: RegExp): number {
  let index = start;
  while (index < html.length && characters.test(html.charAt(index))) index += 1;
  return index;
}

/** Index behind the value of the attribute whose name ends at `nameEnd`; `nameEnd` itself where it has none. */
function endOfValue(html: string, nameEnd: number): number {
  const equals = skip(html, nameEnd, BLANK);
  if (html.charAt(equals) !== "=") return nameEnd;
  const value = skip(html, equals + 1, BLANK);
  const quote = html.charAt(value);
  if (quote !== '"' && quote !== "'") return skip(html, value, IN_BARE_VALUE);
  const end = html.indexOf(quote, value + 1);
  return end < 0 ? html.length : end + 1;
}
