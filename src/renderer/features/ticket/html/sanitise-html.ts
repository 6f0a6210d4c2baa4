/**
 * Makes a mail's HTML fit to be shown: DOMPurify throws out what is no content, then our own rules go over every address and style that is left.
 * The result still goes into a frame that runs no scripts and loads nothing by itself (`frame-document.ts`): three fences, each enough alone.
 */
import createPurifier, { type Config } from "dompurify";
import { decideImage, decideLink, plainColour, type FramePolicy } from "./addresses.ts";
import { filterDeclarations, filterStyleSheet } from "./css-filter.ts";
import type { FrameContent } from "./frame-document.ts";
import { withoutHandlers } from "./without-handlers.ts";
import { foldQuotes, type QuoteLabels } from "./quote-folding.ts";

export type SanitisedHtml = FrameContent & {
  /** Pictures from the network that were held back. */
  readonly blockedImages: number;
  readonly quoteFolded: boolean;
};

/** What acts, plays, fetches or pretends to be part of the desk; its text stays. */
const FORBIDDEN_TAGS = [
  "form input button select textarea option optgroup fieldset datalist output label legend",
  "audio video source track picture canvas dialog template slot link meta base marquee details summary",
].flatMap((line) => line.split(" "));

/** `html` only: SVG and MathML have no place in mail and are the classic way around sanitisers. */
const PURIFY = {
  USE_PROFILES: { html: true },
  WHOLE_DOCUMENT: true,
  RETURN_DOM: true,
  ALLOW_DATA_ATTR: false,
  FORBID_TAGS: FORBIDDEN_TAGS,
  FORBID_ATTR: [
    "srcset",
    "sizes",
    "ping",
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

/** `quoteLabels` are for folded history; null leaves it open (a forward is all history). */
export function sanitiseHtml(html: string, policy: FramePolicy, quoteLabels: QuoteLabels | null): SanitisedHtml {
  const root = createPurifier(window).sanitize(withoutHandlers(html), {
    ...PURIFY,
    FORBID_TAGS: [...PURIFY.FORBID_TAGS],
    FORBID_ATTR: [...PURIFY.FORBID_ATTR],
  }) as HTMLElement;
  const body = root.querySelector("body") ?? root;
  let blockedImages = 0;
  const count = (blocked: number): void => void (blockedImages += blocked);

  const styles: string[] = [];
  for (const style of root.querySelectorAll("style")) {
    const sheet = filterStyleSheet(style.textContent, policy);
    styles.push(sheet.css);
    count(sheet.blocked);
    style.remove();
  }
  const bodyColour = plainColour(body.getAttribute("bgcolor") ?? "") ?? "";
  body.removeAttribute("bgcolor");
  const quoteFolded = quoteLabels !== null && foldQuotes(body, quoteLabels);
  const elements = [body, ...body.querySelectorAll<HTMLElement>("*")];
  for (const element of elements) count(cleanStyle(element, policy) + cleanBackground(element, policy));
  for (const image of body.querySelectorAll("img")) count(cleanImage(image, policy));
  for (const link of body.querySelectorAll<HTMLElement>("[href]")) cleanLink(link);

  return {
    body: body.innerHTML,
    styles: styles.join("\n"),
    bodyStyle: body.getAttribute("style") ?? "",
    bodyColour,
    blockedImages,
    quoteFolded,
  };
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
