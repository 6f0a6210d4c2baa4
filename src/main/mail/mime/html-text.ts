/**
 * Text out of HTML, for messages that bring no text of their own.
 */
import type { HtmlFormatter, HtmlNode, HtmlToTextSelector, TextBuilder } from "html-to-text";
import { createHtmlConverter } from "#main/desk/outgoing/html-converter.ts";
import { MAX_HTML_DEPTH, MAX_HTML_TO_TEXT_CHARS } from "../limits.ts";

/** Deeper or wider documents are bombs; what lies beyond is left out of the text, the HTML itself stays. */
const LIMITS = { maxInputLength: MAX_HTML_TO_TEXT_CHARS, maxDepth: 200, maxChildNodes: 20_000, ellipsis: "" };

const BASE_SELECTORS: HtmlToTextSelector[] = [
  { selector: "img", format: "skip" },
  { selector: "a", options: { hideLinkHrefIfSameAsText: true, ignoreHref: true, noAnchorUrl: true } },
  // Mail lays out with tables: their text is what counts, not their columns.
  { selector: "table", format: "block" },
  { selector: "hr", options: { length: 32, leadingLineBreaks: 1, trailingLineBreaks: 1 } },
  ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
  { selector: "td", format: "inline" },
  { selector: "tr", format: "block" },
  { selector: "p", options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
];

/** Deeper marks tell a reader nothing, and cost the square of their depth. */
const MAX_QUOTE_MARKS = 12;
const DEEPLY_QUOTED_PATTERN = new RegExp(`^(?:> ){${MAX_QUOTE_MARKS}}`, "u");

/** Writes a block with a quotation mark before each line. */
export function writeQuoted(
  children: readonly HtmlNode[],
  walk: Parameters<HtmlFormatter>[1],
  builder: TextBuilder,
  onlyUnmarked = false,
): void {
  builder.openBlock({ leadingLineBreaks: 2, reservedLineLength: 2 });
  walk(children, builder);
  builder.closeBlock({
    trailingLineBreaks: 2,
    blockTransform: (text) => {
      const trimmed = text.replace(/^\n+|\n+$/gu, "");
      if (trimmed === "" || DEEPLY_QUOTED_PATTERN.test(trimmed)) return trimmed;
      return trimmed.replace(onlyUnmarked ? /^(?!> )/gmu : /^/gmu, "> ");
    },
  });
}

const toText = createHtmlConverter({
  wordwrap: false,
  limits: LIMITS,
  selectors: [...BASE_SELECTORS, { selector: "blockquote", format: "pdQuoted" }],
  formatters: { pdQuoted: ({ children = [] }, walk, builder) => writeQuoted(children, walk, builder) },
});

/** Plain text of an HTML body, quotations marked with "> "; '' when it can't be read. Never throws. */
export function htmlToText(html: string): string {
  return convertSafely(toText, html);
}

/** A converter of its own selectors with the limits that hold for all. Never throws. */
export function createHtmlReader(
  selectors: HtmlToTextSelector[],
  formatters: Record<string, HtmlFormatter>,
): (html: string) => string {
  const convert = createHtmlConverter({
    wordwrap: false,
    limits: LIMITS,
    selectors: [...BASE_SELECTORS, ...selectors],
    formatters,
  });
  return (html) => convertSafely(convert, html);
}

function convertSafely(convert: (html: string) => string, html: string): string {
  const bounded = html.slice(0, MAX_HTML_TO_TEXT_CHARS);
  if (isTooDeep(bounded)) return stripTags(bounded);
  try {
    return convert(bounded)
      .replaceAll("\u00a0", " ")
      .replace(/[ \t]+$/gmu, "")
      .trim();
  } catch {
    // Nothing is known to make the converter throw; if something does, its words are still better than none.
    return stripTags(bounded);
  }
}

const CONTAINER_TAG_PATTERN =
  /<(\/?)(?:div|table|tbody|tr|td|th|blockquote|span|font|ul|ol|li|center|section|article|main|header|footer|b|i|u|em|strong|small|big|a|h[1-6]|pre|code|form|fieldset|details|dl|dd|dt)(?=[\s>/<]|$)/giu;

/** The converter's time grows with the square of the nesting, so that is measured first. */
function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const match of html.matchAll(CONTAINER_TAG_PATTERN)) {
    depth = match[1] === "/" ? Math.max(0, depth - 1) : depth + 1;
    if (depth > MAX_HTML_DEPTH) return true;
  }
  return false;
}

/** The words of a document without any of its form. */
function stripTags(html: string): string {
  return html
    .replace(/<(?:br|p|div|tr|li|h[1-6])\b[^<>]{0,2000}>/giu, "\n")
    .replace(/<[a-z/!][^<>]{0,2000}>?/giu, " ")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/[ \t]+/gu, " ")
    .replace(/\n\s*\n/gu, "\n\n")
    .trim();
}
