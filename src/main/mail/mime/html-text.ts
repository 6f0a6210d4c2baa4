/**
 * Text out of HTML, for messages that bring no text of their own: once with everything, once without the quoted history.
 */
import { compile, type HtmlToTextSelector } from "html-to-text";

import { visibleText } from "#shared/rules/email/visible-text.ts";

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

/** Containers in which mail programs put the older message. */
const HISTORY_SELECTORS: HtmlToTextSelector[] = [
  "div.gmail_quote",
  "div.gmail_quote_container",
  "blockquote.gmail_quote",
  "blockquote[type=cite]",
  "div.moz-cite-prefix",
  "div#divRplyFwdMsg",
  "div#appendonsend",
  "div.yahoo_quoted",
  "div#yahoo_quoted",
  "div.protonmail_quote",
  "blockquote.protonmail_quote",
  "div.zmail_extra",
  "div#zmail_extra",
  "div.tutanota_quote",
  "blockquote.tutanota_quote",
  "blockquote#isReplyContent",
  "div#OLK_SRC_BODY_SECTION",
  "div#isForwardContent",
  "div#mail-editor-reference-message-container",
  "div.quote",
  "blockquote.cite",
  "div.OutlookMessageHeader",
  "div.gmail_signature",
  "div.moz-signature",
  "div[data-marker=__QUOTED_TEXT__]",
].map((selector) => ({ selector, format: "skip" }));

const toText = compile({ wordwrap: false, limits: LIMITS, selectors: BASE_SELECTORS });
const toNewText = compile({ wordwrap: false, limits: LIMITS, selectors: [...BASE_SELECTORS, ...HISTORY_SELECTORS] });

/** Plain text of an HTML body, quotations marked with "> "; '' when it can't be read. Never throws. */
export function htmlToText(html: string): string {
  return convertSafely(toText, html);
}

/** What the sender newly wrote in an HTML body. */
export function visibleTextOfHtml(html: string, options: { forwarded: boolean }): string {
  if (options.forwarded) return visibleText(htmlToText(html), options);
  return visibleText(convertSafely(toNewText, html), options);
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
