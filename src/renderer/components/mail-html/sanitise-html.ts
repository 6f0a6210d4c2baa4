/**
 * Makes a mail's HTML fit to be shown: DOMPurify throws out what is no content, then our own rules go over every address and style that is left.
 * The result still goes into a frame that runs no scripts and loads nothing by itself (`frame-document.ts`): three fences, each enough alone.
 */
import type { Config } from "dompurify";
import { decideImage, decideLink, plainColour, type FramePolicy } from "./addresses.ts";
import { filterDeclarations, filterStyleSheet } from "./css-filter.ts";
import type { FrameContent } from "./frame-document.ts";
import { NODES_IN_A_STEP, PARSED_IN_A_STEP } from "./limits.ts";
import { purifyInSteps } from "./purify-in-steps.ts";
import { foldQuotes, type QuoteLabels } from "./quote-folding.ts";
import { serialiseInSteps } from "./serialise-in-steps.ts";
import { tameMarkup } from "./tame-markup.ts";

export type SanitisedHtml =
  /** Parsing and showing it would stop the window for a moment: its text is shown, and this only when it is asked for. */
  | { readonly kind: "heavy" }
  | (FrameContent & {
      readonly kind: "content";
      /** Pictures from the network that were held back. */
      readonly blockedImages: number;
      readonly quoteFolded: boolean;
    });

/** What acts, plays, fetches or pretends to be part of the desk; its text stays. */
const FORBIDDEN_TAGS = [
  "form input button select textarea option optgroup fieldset datalist output label legend",
  "audio video source track picture canvas dialog template slot link meta base marquee details summary",
].flatMap((line) => line.split(" "));

/** `html` only: SVG and MathML have no place in mail and are the classic way around sanitisers. */
const PURIFY = {
  USE_PROFILES: { html: true },
  ALLOW_DATA_ATTR: false,
  FORBID_TAGS: FORBIDDEN_TAGS,
  FORBID_ATTR: [
    "srcset",
    "sizes",
    "ping",
    // A link that would save a file under a name of the mail's choice, in place of opening what it says.
    "download",
    "formaction",
    "action",
    "autofocus",
    "tabindex",
    "accesskey",
    "contenteditable",
    "popover",
    "usemap",
  ],
} as const satisfies { readonly [key in keyof Config]: unknown };

/** Attributes that old HTML uses for a picture behind an element. */
const BACKGROUND = "background";

/**
 * In steps of a millisecond or two, so that the window can answer between them however long the mail is (`inSlices`).
 * @param given.quoteLabels for folded history; null leaves it open (a forward is all history)
 * @param given.evenIfHeavy the person asked to see it formatted, whatever it costs
 */
export function* sanitiseHtml(
  html: string,
  policy: FramePolicy,
  given: { readonly quoteLabels: QuoteLabels | null; readonly evenIfHeavy: boolean },
): Generator<void, SanitisedHtml> {
  const tame = yield* tameMarkup(html, given.evenIfHeavy);
  if (tame.kind === "heavy") return tame;
  const source = yield* parseInSteps(tame.html);
  let blockedImages = 0;
  const count = (blocked: number): void => void (blockedImages += blocked);

  // Read ahead of the purifier, which drops a sheet for the comment marks that old mails put around it. The filter lets no markup through.
  const styles: string[] = [];
  for (const style of source.querySelectorAll("style")) {
    const sheet = filterStyleSheet(style.textContent, policy);
    styles.push(sheet.css);
    count(sheet.blocked);
    style.remove();
    yield;
  }
  const body = yield* purifyInSteps(source, {
    ...PURIFY,
    FORBID_TAGS: [...PURIFY.FORBID_TAGS],
    FORBID_ATTR: [...PURIFY.FORBID_ATTR],
  });
  const bodyColour = plainColour(body.getAttribute("bgcolor") ?? "") ?? "";
  body.removeAttribute("bgcolor");
  yield;
  // Folding looks at the whole body in one go: who asked for a heavy mail sees all of it.
  const quoteFolded = given.quoteLabels !== null && !given.evenIfHeavy && foldQuotes(body, given.quoteLabels);
  yield;
  let cleaned = 0;
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_ELEMENT);
  for (let next: Node | null = body; next !== null;) {
    const element = next as HTMLElement;
    // Ahead: a picture that is held back leaves its place.
    next = walker.nextNode();
    count(cleanStyle(element, policy) + cleanBackground(element, policy));
    if (element.hasAttribute("href")) cleanLink(element);
    if (element.localName === "img") count(cleanImage(element as HTMLImageElement, policy));
    cleaned += 1;
    if (cleaned % NODES_IN_A_STEP === 0) yield;
  }
  return {
    kind: "content",
    body: yield* serialiseInSteps(body),
    styles: styles.join("\n"),
    bodyStyle: body.getAttribute("style") ?? "",
    bodyColour,
    blockedImages,
    quoteFolded,
  };
}

/** A document of its own, in which nothing loads or runs; written bit by bit, as from a slow network. */
function* parseInSteps(html: string): Generator<void, Document> {
  const parsed = document.implementation.createHTMLDocument("");
  parsed.open();
  for (let start = 0; start < html.length;) {
    let end = start + PARSED_IN_A_STEP;
    // Not between the halves of a character.
    if (/[\ud800-\udbff]/u.test(html.charAt(end - 1))) end += 1;
    parsed.write(html.slice(start, end));
    start = end;
    yield;
  }
  parsed.close();
  return parsed;
}

function cleanStyle(element: HTMLElement, policy: FramePolicy): number {
  const style = element.getAttribute("style");
  if (style === null) return 0;
  const filtered = filterDeclarations(style, policy);
  if (filtered.css === "") element.removeAttribute("style");
  else element.setAttribute("style", filtered.css);
  return filtered.blocked;
}

/** Turns `background` and `bgcolor` into styles: the body's become those of the sheet that the frame shows. */
function cleanBackground(element: HTMLElement, policy: FramePolicy): number {
  const colour = plainColour(element.getAttribute("bgcolor") ?? "");
  if (colour !== null) addStyle(element, `background-color: ${colour}`);
  const address = element.getAttribute(BACKGROUND);
  if (address === null) return 0;
  element.removeAttribute(BACKGROUND);
  const filtered = filterDeclarations(`background-image: url("${address.replace(/["\\\n]/gu, "")}")`, policy);
  if (filtered.css !== "") addStyle(element, filtered.css);
  return filtered.blocked;
}

/** In front, so that the element's own style wins, as it does over these attributes. */
function addStyle(element: HTMLElement, declaration: string): void {
  const style = element.getAttribute("style");
  element.setAttribute("style", style === null ? declaration : `${declaration}; ${style}`);
}

function cleanImage(image: HTMLImageElement, policy: FramePolicy): number {
  const decision = decideImage(image.getAttribute("src") ?? "", policy);
  if (decision.kind === "keep") {
    image.setAttribute("src", decision.url);
    return 0;
  }
  if (decision.kind === "blocked") image.replaceWith(placeholderOf(image));
  else image.removeAttribute("src");
  return decision.kind === "blocked" ? 1 : 0;
}

/** Keeps the room of a picture that is held back, with the words that stand for it; tracking pixels have none. */
function placeholderOf(image: HTMLImageElement): HTMLElement {
  const placeholder = image.ownerDocument.createElement("span");
  const width = pixels(image.getAttribute("width"));
  const height = pixels(image.getAttribute("height"));
  const tiny = (width !== null && width <= MAX_TRACKER_PX) || (height !== null && height <= MAX_TRACKER_PX);
  placeholder.className = tiny ? "pd-tracker" : "pd-blocked";
  placeholder.textContent = image.getAttribute("alt") ?? "";
  const size = [width === null ? "" : `width: ${width}px`, height === null ? "" : `height: ${height}px`]
    .filter(Boolean)
    .join("; ");
  if (size !== "") placeholder.setAttribute("style", size);
  return placeholder;
}

/** Pictures of this size are there to be fetched, not to be seen. */
const MAX_TRACKER_PX = 3;

function pixels(attribute: string | null): number | null {
  return attribute !== null && /^\d{1,4}(?:px)?$/u.test(attribute.trim()) ? Number.parseInt(attribute, 10) : null;
}

/** The full address on hover: where the desk runs in its own window nothing else tells where a link leads. */
function cleanLink(link: HTMLElement): void {
  const url = decideLink(link.getAttribute("href") ?? "");
  link.removeAttribute("target");
  if (url === null) {
    link.removeAttribute("href");
    return;
  }
  link.setAttribute("href", url);
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener noreferrer");
  link.setAttribute("title", url);
}
