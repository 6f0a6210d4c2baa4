import type { Page } from "@playwright/test";
import { armed, type Vector } from "./vector.ts";

/** What became of one vector; empty where all is well. */
export type Findings = Readonly<Record<string, readonly string[]>>;

/**
 * `cleaned`: as the ticket shows a mail. `raw`: in the frame as it came, as if the cleaner had let everything through. `open`: in a frame without any fence, which
 * proves that the traps work.
 */
export type Showing = "cleaned" | "raw" | "open";

/** Shows every vector in a frame of its own, in a page that `mailHtmlBundle` ran in. @param first number of the first vector */
export async function showVectors(
  page: Page,
  vectors: readonly Vector[],
  showing: Showing,
  first = 0,
): Promise<Findings> {
  const numbered = vectors.map(([name, html], index) => ({
    name,
    html: armed(html, first + index),
    number: first + index,
  }));
  return page.evaluate(showInPage, { vectors: numbered, showing });
}

type Given = {
  readonly vectors: readonly { readonly name: string; readonly html: string; readonly number: number }[];
  readonly showing: Showing;
};

/** Runs in the page: it may use nothing of this file. */
async function showInPage({ vectors, showing }: Given): Promise<Record<string, string[]>> {
  type Content = { readonly kind: "content"; readonly body: string };
  const { sanitiseHtml, inSlices, frameDocument, FRAME_SANDBOX } = globalThis as unknown as {
    sanitiseHtml: (html: string, policy: unknown, given: unknown) => unknown;
    inSlices: (steps: unknown, signal: AbortSignal) => Promise<Content | { readonly kind: "heavy" }>;
    frameDocument: (content: unknown, options: unknown) => string;
    FRAME_SANDBOX: string;
  };
  const FRAMES_AT_ONCE = 40;
  const words = (text: string) => new Set(text.split(" "));
  const ELEMENTS = words(
    "html head body meta title style a abbr acronym address area article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main map mark menu nav nobr ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr",
  );
  const ATTRIBUTES = words(
    "abbr align alt axis bgcolor border cellpadding cellspacing cite class clear color cols colspan compact coords datetime dir draggable face frame headers height hidden href hreflang hspace id lang name noshade nowrap rel reversed role rows rowspan rules scope shape size span src start style summary target title translate type valign value vspace width",
  );
  const OWN_HEAD = words("meta title style");
  const found: Record<string, string[]> = {};
  const note = (name: string, what: string) => {
    (found[name] ??= []).push(what);
  };
  const names = new Map(vectors.map(({ name, number }) => [number, name]));
  const hit = (number: number) => note(names.get(number) ?? `number ${number}`, "ran");
  Object.assign(globalThis, { hit });
  const place = location.href;

  const documentOf = async (html: string): Promise<string> => {
    const clean = (evenIfHeavy: boolean) =>
      inSlices(
        sanitiseHtml(html, { remoteImages: false, inlineImages: new Map() }, { quoteLabels: null, evenIfHeavy }),
        new AbortController().signal,
      );
    const first = await clean(false);
    const content = first.kind === "heavy" ? await clean(true) : first;
    const shown = showing === "cleaned" ? content : { body: html, styles: "", bodyStyle: "", bodyColour: "" };
    return frameDocument(shown, { remoteImages: false, title: "Mail" });
  };

  const inspectElement = (name: string, element: Element) => {
    const isOfHead = element.closest("head") !== null;
    if (isOfHead ? !OWN_HEAD.has(element.localName) && element.localName !== "head" : !ELEMENTS.has(element.localName))
      note(name, `element ${element.localName}`);
    if (element.namespaceURI !== "http://www.w3.org/1999/xhtml") note(name, `namespace of ${element.localName}`);
    if (isOfHead) return;
    for (const attribute of element.attributes)
      if (!ATTRIBUTES.has(attribute.name) && !/^(?:aria-[a-z]+)$/u.test(attribute.name))
        note(name, `attribute ${attribute.name}`);
    const href = element.getAttribute("href");
    if (href !== null && !/^(?:https?:\/\/|mailto:|tel:)/u.test(href)) note(name, `link to ${href}`);
    if (href !== null && element.getAttribute("target") !== "_blank")
      note(name, "a link that opens no window of its own");
    if (href !== null && element.getAttribute("rel") !== "noopener noreferrer")
      note(name, "a link that knows who opened it");
    const { position, transform, zIndex, opacity, animationName } = getComputedStyle(element);
    if (!["static", "relative"].includes(position)) note(name, `position ${position}`);
    if (transform !== "none" || zIndex !== "auto") note(name, `drawn elsewhere: ${transform} ${zIndex}`);
    if (animationName !== "none") note(name, `animated: ${animationName} ${opacity}`);
  };

  const showOne = async ({ name, html }: (typeof vectors)[number]) => {
    const frame = document.createElement("iframe");
    if (showing === "open") frame.srcdoc = html;
    else {
      frame.setAttribute("sandbox", FRAME_SANDBOX);
      frame.srcdoc = await documentOf(html);
    }
    const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
    document.body.append(frame);
    await loaded;
    // What a document does behind its load (animations, handlers of errors) it does by its next frame.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    if (showing === "open") return frame;
    const inside = frame.contentDocument;
    if (inside === null || frame.contentWindow?.location.href !== "about:srcdoc") note(name, "the frame was led away");
    else if (showing === "cleaned") for (const element of inside.querySelectorAll("*")) inspectElement(name, element);
    if (inside !== null && inside.querySelector(":focus") !== null) note(name, "took the keys");
    if (document.activeElement === frame) note(name, "took the window's keys");
    if (location.href !== place || window.frames.length === 0) note(name, "the window was led away");
    return frame;
  };

  for (let start = 0; start < vectors.length; start += FRAMES_AT_ONCE) {
    const frames = await Promise.all(vectors.slice(start, start + FRAMES_AT_ONCE).map(showOne));
    for (const frame of frames) frame.remove();
  }
  return found;
}
