/**
 * The first look at a mail's markup, before anything parses it: how heavy it is, and the same markup without what only makes parsers work.
 *
 * Not for safety: the sanitiser does that, on the parsed document. But a few hundred kilobytes of tags that are never closed keep a browser's
 * parser, its sanitiser and its layout busy for minutes, and nothing can stop them once they have begun. So it must never change what an honest
 * mail says, and what it lets through is parsed in a time that grows with its length only. Linear, and in steps: a caller may stop or pause it.
 */
import { MAX_ATTRIBUTES, MAX_ELEMENTS_UNASKED, TAGS_IN_A_STEP } from "./limits.ts";
import { attributesOf, endOfRawText, nextTag, type Tag } from "./markup-tags.ts";
import { isFormatting, OpenElements } from "./open-elements.ts";

export type TamedMarkup =
  /** Parsing and showing it would stop the window for a moment. */
  { readonly kind: "heavy" } | { readonly kind: "light"; readonly html: string };

/** What mail is written with. The tags of all else go, their words stay: SVG, forms and templates also change how a parser reads what follows. */
const KNOWN: ReadonlySet<string> = new Set(
  [
    "html head body style a abbr acronym address area article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del",
    "dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main map mark menu nav nobr ol",
    "p pre q rp rt ruby s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr",
  ].flatMap((line) => line.split(" ")),
);
const UNSEEN: ReadonlySet<string> = new Set(["html", "head", "body"]);
/** Their content is no markup. All but styles go with it; where one never ends, what follows is the mail's. */
const HOLDS_TEXT: ReadonlySet<string> = new Set(["style", "script", "title", "iframe", "noembed", "noframes", "xmp"]);
const WORD = /[^\t\n\f\r ]/u;
/** Stands where a tag was taken out behind a `<`, which would make one of what follows. */
const SEPARATOR = "<!---->";

/** @param evenIfHeavy the person asked for it: what is too deep is made shallow */
export function* tameMarkup(html: string, evenIfHeavy: boolean): Generator<void, TamedMarkup> {
  const open = new OpenElements();
  const left = new Map<string, number>();
  const endless = new Set<string>();
  let out = "";
  let copied = 0;
  let made = 0;
  let looked = 0;
  let isPlain = false;

  const cut = (start: number, end: number): void => {
    out += html.slice(copied, start) + (html.charAt(start - 1) === "<" ? SEPARATOR : "");
    copied = end;
  };

  /** False where the tag goes, with all that belongs to it. */
  const passes = (tag: Tag): boolean | "heavy" => {
    if (!KNOWN.has(tag.name) || (isPlain && isFormatting(tag.name))) return false;
    if (UNSEEN.has(tag.name)) return true;
    if (tag.closing) {
      const before = left.get(tag.name) ?? 0;
      if (before > 0) left.set(tag.name, before - 1);
      else open.end(tag.name);
      return before === 0;
    }
    const start = open.start(tag.name, html.slice(tag.start, tag.end));
    if (start === "kept") return true;
    if (start === "ignored") return false;
    left.set(tag.name, (left.get(tag.name) ?? 0) + 1);
    return evenIfHeavy ? false : "heavy";
  };

  let from = 0;
  for (let tag = nextTag(html, 0); tag !== null; tag = nextTag(html, from)) {
    if (tag.start > from) open.text(!WORD.test(html.slice(from, tag.start)));
    from = tag.end;
    if (!tag.closing && HOLDS_TEXT.has(tag.name) && !endless.has(tag.name)) {
      const end = endOfRawText(html, tag);
      if (end === null) endless.add(tag.name);
      if (tag.name === "style") from = end ?? html.length;
      else if (end !== null) {
        from = end;
        cut(tag.start, end);
        continue;
      }
    }
    const verdict = passes(tag);
    if (!tag.closing) made += 1;
    looked += 1;
    if (verdict === "heavy" || (!evenIfHeavy && made + open.reopened > MAX_ELEMENTS_UNASKED)) return { kind: "heavy" };
    if (verdict) cutAttributes(html, tag, cut);
    else cut(tag.start, tag.end);
    if (open.reopened > MAX_ELEMENTS_UNASKED && !isPlain) {
      // From here on the words of the mail stand without it.
      isPlain = true;
      out += html.slice(copied, from) + open.endFormatting();
      copied = from;
    }
    if (looked % TAGS_IN_A_STEP === 0) yield;
  }
  return { kind: "light", html: out + html.slice(copied) };
}

/**
 * Event handlers would make the browser report a violation of the page's policy, once for each, and a console full of strangers' mistakes hides our
 * own. More attributes than anybody writes are there for the parser.
 */
function cutAttributes(html: string, tag: Tag, cut: (start: number, end: number) => void): void {
  if (tag.closing || tag.end === tag.nameEnd + 1) return;
  let kept = 0;
  for (const { start, end, name } of attributesOf(html, tag)) {
    if (name.startsWith("on") || kept >= MAX_ATTRIBUTES) cut(start, end);
    else kept += 1;
  }
}
