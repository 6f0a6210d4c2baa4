/** Folds the history that mail programs carry under an answer into a `details` element: it opens without any script. */

/** Containers by which mail programs mark history: Gmail, Apple and Thunderbird, Yahoo, Proton, Tutanota, GMX and web.de, Zimbra. */
const CONTAINERS = [
  ".gmail_quote_container",
  ".gmail_quote",
  "blockquote[type='cite']",
  ".yahoo_quoted",
  ".protonmail_quote",
  ".tutanota_quote",
  "div[name='quote']",
  "[data-marker='__QUOTED_TEXT__']",
].join(",");
/** Outlook draws a line and writes a header block, and marks no end: everything after it is history. */
const BEGINNINGS =
  "#divRplyFwdMsg, #appendonsend, .OutlookMessageHeader, .ms-outlook-mobile-reference-message, div[style*='border-top:solid']";
/** "On … wrote:", right above the quotation. */
const ATTRIBUTION = ".moz-cite-prefix, .gmail_attr, .yahoo_quoted_header, .protonmail_quote_header, hr";

/** Names and addresses in front of "wrote:" can be long; a paragraph is not one. */
const MAX_ATTRIBUTION_CHARS = 300;

/** What the fold says while it is closed and while it is open. */
export type QuoteLabels = { readonly show: string; readonly hide: string };

/**
 * Returns true if something was folded. An answer below or between the quoted lines keeps everything open: nobody could find it otherwise.
 * Goes through the body a fixed number of times: a mail may have thousands of quotations.
 */
export function foldQuotes(body: HTMLElement, labels: QuoteLabels): boolean {
  const start = findStart(body);
  if (start === null || contentBefore(body, start) === null) return false;
  const details = body.ownerDocument.createElement("details");
  details.className = "pd-quote";
  const summary = body.ownerDocument.createElement("summary");
  for (const name of ["show", "hide"] as const) {
    const label = body.ownerDocument.createElement("span");
    label.className = `pd-${name}`;
    label.textContent = labels[name];
    summary.append(label);
  }
  start.before(details);
  details.append(summary);
  while (details.nextSibling !== null) details.append(details.nextSibling);
  return true;
}

function findStart(body: HTMLElement): Element | null {
  const last = lastContent(body);
  if (last === null) return null;
  // Nothing follows what the last words stand in, and nothing else is such.
  let container: Element | null = null;
  let quotation: Element | null = null;
  for (let around = last.parentElement; around !== null && around !== body; around = around.parentElement) {
    if (around.matches(CONTAINERS)) container = around;
    if (around.localName === "blockquote") quotation = around;
  }
  if (container !== null) return withAttribution(container);
  // Without a program's mark a quotation may be a poem: "… wrote:" above it tells history.
  if (quotation !== null && isAttribution(quotation.previousElementSibling)) return withAttribution(quotation);
  const beginning = body.querySelector(BEGINNINGS);
  return beginning === null ? null : withAttribution(outermost(beginning, body));
}

function withAttribution(element: Element): Element {
  const previous = element.previousElementSibling;
  return previous !== null && (previous.matches(ATTRIBUTION) || isAttribution(previous)) ? previous : element;
}

/** "On Monday, Anna wrote:", in whatever language: a short line that ends with a colon. */
function isAttribution(element: Element | null): boolean {
  const text = element?.textContent.trim() ?? "";
  return text.length > 0 && text.length <= MAX_ATTRIBUTION_CHARS && /[:：]$/u.test(text);
}

/** The highest ancestor that begins with this element, so that what follows the ancestor is folded too. */
function outermost(element: Element, body: HTMLElement): Element {
  const before = contentBefore(body, element);
  let outer = element;
  for (let parent = outer.parentElement; parent !== null && parent !== body; parent = parent.parentElement) {
    if (before !== null && parent.contains(before)) break;
    outer = parent;
  }
  return outer;
}

/** What a person sees: words and pictures. */
function isContent(node: Node): boolean {
  return node.nodeType === Node.TEXT_NODE ? /\S/u.test(node.nodeValue ?? "") : node.nodeName === "IMG";
}

function walkerOf(body: HTMLElement): TreeWalker {
  return body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
}

function lastContent(body: HTMLElement): Node | null {
  const walker = walkerOf(body);
  let node: Node | null = walker.currentNode;
  for (let child = walker.lastChild(); child !== null; child = walker.lastChild()) node = child;
  while (node !== null && node !== body && !isContent(node)) node = walker.previousNode();
  return node === body ? null : node;
}

/** The nearest content in front of an element. */
function contentBefore(body: HTMLElement, element: Element): Node | null {
  const walker = walkerOf(body);
  walker.currentNode = element;
  let node = walker.previousNode();
  while (node !== null && node !== body && !isContent(node)) node = walker.previousNode();
  return node === body ? null : node;
}
