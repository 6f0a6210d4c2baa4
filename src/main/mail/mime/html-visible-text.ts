/**
 * What the sender newly wrote in an HTML body. History is not left out but marked, by the elements that programs put it into: so the rules for text find answers
 * below it, inside of it and between its pieces.
 */
import type { HtmlFormatter, HtmlNode } from "html-to-text";

import { findHistoryStart, HISTORY_MARK } from "#shared/rules/email/history-start.ts";
import { visibleText } from "#shared/rules/email/visible-text.ts";

import { createHtmlReader, htmlToText, writeQuoted } from "./html-text.ts";

/** These hold the older message and nothing else. */
const HISTORIES = [
  "div.yahoo_quoted",
  "div#yahoo_quoted",
  "div.zmail_extra",
  "div#zmail_extra",
  "div.tutanota_quote",
  "div#OLK_SRC_BODY_SECTION",
  "div#isForwardContent",
  "div#mail-editor-reference-message-container",
  "div[data-marker=__QUOTED_TEXT__]",
  "div[name=quote]",
  "div.quote",
];
/** These hold a head, the older message in a blockquote, and what the sender wrote below or between. */
const EXCHANGES = ["div.gmail_quote", "div.gmail_quote_container", "div.protonmail_quote", "div.gmail_extra"];
/** "On … wrote:", in whatever language. */
const HEADS = [
  "div.moz-cite-prefix",
  "div.gmail_attr",
  "div.yahoo_quoted_header",
  "div.protonmail_quote_header",
  "p#reply-intro",
  "p#v1reply-intro",
  "p[id$=reply-intro]",
  "div#reply-intro",
];
/** Outlook heads the older message with a block, and marks no end. */
const BEGINNINGS = ["div[id$=divRplyFwdMsg]", "div.OutlookMessageHeader", "div.ms-outlook-mobile-reference-message"];
const SIGNATURES = ["div.gmail_signature", "div.moz-signature", "div.protonmail_signature_block", "div#Signature"];

/** By its own attributes a blockquote is history, a way to set text in, or it may be either. */
const QUOTING_CLASSES =
  /(?:^|\s)(?:gmail_quote|protonmail_quote|tutanota_quote|cite|iReplyContent|mail_quote|yahoo_quoted)(?:\s|$)/u;
const HEAD_CLASSES = /(?:^|\s)(?:moz-cite-prefix|gmail_attr|protonmail_quote_header)(?:\s|$)/u;
const EXCHANGE_CLASSES = /(?:^|\s)(?:gmail_quote|gmail_quote_container|protonmail_quote)(?:\s|$)/u;
const INDENT_STYLE = /border(?:-left)?\s*:\s*(?:none|0|medium none)/iu;
const MAX_HEAD_CHARS = 300;

type Quotation = "history" | "indent" | "unmarked";

function quotationOf(element: HtmlNode): Quotation {
  const { attribs = {} } = element;
  if (attribs["type"]?.toLowerCase() === "cite" || attribs["cite"] !== undefined) return "history";
  if (QUOTING_CLASSES.test(classOf(element)) || attribs["id"] === "isReplyContent") return "history";
  if (isUnderHead(element) || isInExchange(element)) return "history";
  return INDENT_STYLE.test(attribs["style"] ?? "") ? "indent" : "unmarked";
}

function classOf({ attribs = {} }: HtmlNode): string {
  return attribs["class"] ?? "";
}

function isUnderHead({ prev }: HtmlNode): boolean {
  let above = prev;
  while (above && above.type === "text" && (above.data ?? "").trim() === "") above = above.prev;
  if (!above) return false;
  return HEAD_CLASSES.test(classOf(above)) || (above.attribs?.["id"] ?? "").endsWith("reply-intro");
}

/** A bare blockquote is history where the program's own element is around it. */
function isInExchange({ parent }: HtmlNode): boolean {
  let around = parent;
  while (around && around.name !== "blockquote") {
    if (around.name === "div" && EXCHANGE_CLASSES.test(classOf(around))) return true;
    around = around.parent;
  }
  return false;
}

const quoted: HtmlFormatter = (element, walk, builder) => writeQuoted(element.children ?? [], walk, builder);

const block: HtmlFormatter = ({ children = [] }, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  walk(children, builder);
  builder.closeBlock({ trailingLineBreaks: 2 });
};

const beginning: HtmlFormatter = (element, walk, builder, options) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  builder.addLiteral(HISTORY_MARK);
  builder.closeBlock({ trailingLineBreaks: 1 });
  block(element, walk, builder, options);
};

const exchange: HtmlFormatter = (element, walk, builder, options) => {
  const { children = [] } = element;
  const first = children.findIndex(holdsQuotation);
  // Without a blockquote the program relies on the element alone.
  if (first < 0) {
    writeQuoted(children, walk, builder);
    return;
  }
  const head = children.slice(0, first);
  const isHead = textOf(head).trim().length <= MAX_HEAD_CHARS;
  builder.openBlock({ leadingLineBreaks: 2 });
  if (isHead) writeQuoted(head, walk, builder, true);
  block({ ...element, children: isHead ? children.slice(first) : children }, walk, builder, options);
  builder.closeBlock({ trailingLineBreaks: 2 });
};

function holdsQuotation(node: HtmlNode): boolean {
  return node.name === "blockquote" || (node.children ?? []).some(holdsQuotation);
}

function textOf(nodes: readonly HtmlNode[]): string {
  return nodes.map((node) => node.data ?? textOf(node.children ?? [])).join("");
}

function createReader(unmarked: "quoted" | "block", keepsSignature: boolean): (html: string) => string {
  const named = (selectors: readonly string[], format: string) => selectors.map((selector) => ({ selector, format }));
  return createHtmlReader(
    [
      ...named(HISTORIES, "pdQuoted"),
      ...named(HEADS, "pdQuoted"),
      ...named(EXCHANGES, "pdExchange"),
      ...named(BEGINNINGS, "pdBeginning"),
      ...(keepsSignature ? [] : named(SIGNATURES, "skip")),
      { selector: "blockquote", format: "pdBlockquote" },
    ],
    {
      pdQuoted: quoted,
      pdExchange: exchange,
      pdBeginning: beginning,
      pdBlockquote: (element, walk, builder, options) => {
        const quotation = quotationOf(element);
        const isQuoted = quotation === "history" || (quotation === "unmarked" && unmarked === "quoted");
        (isQuoted ? quoted : block)(element, walk, builder, options);
      },
    },
  );
}

const withQuotations = createReader("quoted", false);
const withIndents = createReader("block", false);
const withSignature = createReader("block", true);

export function visibleTextOfHtml(html: string, options: { forwarded: boolean }): string {
  if (options.forwarded) return visibleText(htmlToText(html), options);
  const source = html.replaceAll(HISTORY_MARK, "");
  const rules = { quotesAreHistory: true };
  const text = withQuotations(source);
  if (/<blockquote/iu.test(source)) {
    // Without a program's mark a quotation may be a list of steps or a poem: "… wrote:" above it tells history.
    const isTold = findHistoryStart(text.split("\n")) !== null;
    const fresh = visibleText(isTold ? text : withIndents(source), rules);
    if (fresh !== "") return fresh;
    const indented = isTold ? visibleText(withIndents(source), rules) : "";
    return indented === "" ? visibleText(withSignature(source), rules) : indented;
  }
  const fresh = visibleText(text, rules);
  return fresh === "" ? visibleText(withSignature(source), rules) : fresh;
}
