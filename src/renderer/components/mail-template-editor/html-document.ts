/**
 * A template's HTML as the editor reads it, and back. Liquid is taken out before any parser of HTML sees it, and put back as it was: no quote in it becomes `&quot;`, no
 * tag of it is moved. Documents are parsed apart from the page: nothing in them loads or runs.
 */
import { piecesOf } from "./liquid-pieces.ts";

/** Characters of the private use area around the number of a piece; a template that holds them is not touched. */
const [OPEN, CLOSE] = ["\uE000", "\uE001"];
const MARKER_PATTERN = /\uE000(\d+)\uE001/gu;
const MARKER_CHARACTER = /[\uE000\uE001]/u;

export const LIQUID_ATTRIBUTE = "data-liquid";
export const PICTURE_ATTRIBUTE = "data-picture";

/** Null where it can't be told apart from the marks that stand for Liquid. */
export function editorHtmlOf(body: string): string | null {
  return pageOf(body)?.body.innerHTML ?? null;
}

/** The page of a body, with Liquid and pictures as elements that the editor knows; null as above. */
export function pageOf(body: string): Document | null {
  if (MARKER_CHARACTER.test(body)) return null;
  const sources: string[] = [];
  const marked = piecesOf(body)
    .map(({ kind, text }) => (kind === "text" ? text : `${OPEN}${sources.push(text) - 1}${CLOSE}`))
    .join("");
  const page = parse(marked);
  const sourceOf = (_: string, index: string) => sources[Number(index)] ?? "";
  for (const element of page.querySelectorAll("*"))
    for (const { name, value } of Array.from(element.attributes))
      if (MARKER_CHARACTER.test(value)) element.setAttribute(name, value.replace(MARKER_PATTERN, sourceOf));
  for (const text of textsOf(page)) chipsIn(page, text, sourceOf);
  for (const image of page.querySelectorAll("img")) {
    const chip = page.createElement("span");
    chip.setAttribute(PICTURE_ATTRIBUTE, JSON.stringify(attributesOf(image)));
    image.replaceWith(chip);
  }
  for (const line of page.querySelectorAll("p > br:only-child, div > br:only-child"))
    if (line.parentElement?.childNodes.length === 1) line.remove();
  return page;
}

/** What is stored, out of what the editor gives. */
export function bodyOf(editorHtml: string): string {
  const page = parse(editorHtml);
  const sources: string[] = [];
  const mark = (source: string) => `${OPEN}${sources.push(source) - 1}${CLOSE}`;
  for (const chip of page.querySelectorAll(`[${PICTURE_ATTRIBUTE}]`)) {
    const image = page.createElement("img");
    for (const [name, value] of Object.entries(pictureOf(chip.getAttribute(PICTURE_ATTRIBUTE) ?? "")))
      image.setAttribute(name, value);
    chip.replaceWith(image);
  }
  for (const chip of page.querySelectorAll(`[${LIQUID_ATTRIBUTE}]`))
    chip.replaceWith(page.createTextNode(mark(chip.getAttribute(LIQUID_ATTRIBUTE) ?? "")));
  for (const element of page.querySelectorAll("*"))
    for (const { name, value } of Array.from(element.attributes))
      if (/\{[{%]/u.test(value)) {
        const marked = piecesOf(value).map(({ kind, text }) => (kind === "text" ? text : mark(text)));
        element.setAttribute(name, marked.join(""));
      }
  for (const line of page.querySelectorAll("li > div:only-child")) line.replaceWith(...line.childNodes);
  // An empty line has no height in a mail program.
  for (const line of page.querySelectorAll("p:empty, div:empty")) line.append(page.createElement("br"));
  return page.body.innerHTML.replace(MARKER_PATTERN, (_, index: string) => sources[Number(index)] ?? "");
}

export function pictureOf(attribute: string): Record<string, string> {
  try {
    const read: unknown = JSON.parse(attribute);
    return Object.fromEntries(Object.entries(read ?? {}).map(([name, value]) => [name, String(value)]));
  } catch {
    return {};
  }
}

function parse(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

function textsOf(page: Document): Text[] {
  const texts: Text[] = [];
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    if (node instanceof Text) texts.push(node);
  return texts;
}

function chipsIn(page: Document, text: Text, sourceOf: (all: string, index: string) => string): void {
  if (!MARKER_CHARACTER.test(text.data)) return;
  const parts = text.data.split(MARKER_PATTERN).map((part, index) => {
    if (index % 2 === 0) return page.createTextNode(part);
    const chip = page.createElement("span");
    chip.setAttribute(LIQUID_ATTRIBUTE, sourceOf("", part));
    return chip;
  });
  text.replaceWith(...parts.filter((part) => !(part instanceof Text) || part.data !== ""));
}

function attributesOf(element: Element): Record<string, string> {
  return Object.fromEntries(Array.from(element.attributes, ({ name, value }) => [name, value]));
}
