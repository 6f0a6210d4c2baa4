/**
 * DOMPurify for documents of any size, in steps: it looks at each node by itself and at its parent, so a tree may be handed to it in pieces.
 * What it returns is put together again in the same order, and is what it would have made of the whole.
 */
import createPurifier, { type Config, type DOMPurify } from "dompurify";
import { groupFrom, isLarge } from "./node-counts.ts";

/**
 * Cleans the body of `source`, which is used up. Pauses between pieces.
 * @param config as for DOMPurify; what it returns is decided here
 * @returns a body in a document of its own, in which nothing loads or runs
 */
export function* purifyInSteps(source: Document, config: Config): Generator<void, HTMLElement> {
  const purifier = createPurifier(window);
  purifier.setConfig({ ...config, RETURN_DOM_FRAGMENT: true });
  const target = document.implementation.createHTMLDocument("");
  const body = source.createElement("div");
  copyAttributes(source.body, body);
  for (const clean of cleaned(purifier, wrapped(body))) copyAttributes(clean as Element, target.body);
  const places: Place[] = [{ next: source.body.firstChild, into: target.body }];
  for (let place = places.at(-1); place !== undefined; place = places.at(-1)) {
    const { next } = place;
    if (next === null) {
      places.pop();
      continue;
    }
    if (isLarge(next)) {
      place.next = next.nextSibling;
      const inside = openInto(purifier, next as Element, place.into);
      if (inside !== null) places.push({ next: next.firstChild, into: inside });
    } else {
      const { group, behind } = groupFrom(next);
      place.next = behind;
      const piece = source.createElement("div");
      piece.append(...group);
      place.into.append(...cleaned(purifier, piece));
    }
    yield;
  }
  return target.body;
}

type Place = { next: ChildNode | null; readonly into: HTMLElement };

/** Puts a large element itself, cleaned, into its place: the element to fill; that around it where only its content may stay; null where nothing may. */
function openInto(purifier: DOMPurify, element: Element, into: HTMLElement): HTMLElement | null {
  const probe = shallow(element);
  probe.append(PROBE);
  const [kept] = cleaned(purifier, wrapped(probe));
  if (kept === undefined) return null;
  if (kept.nodeType === Node.TEXT_NODE) return into;
  const made = kept as HTMLElement;
  made.textContent = "";
  into.append(made);
  return made;
}

/** Tells whether the content of an element may stay without the element. */
const PROBE = "content";

/** What is left of the content of `piece`. */
function cleaned(purifier: DOMPurify, piece: HTMLElement): ChildNode[] {
  const fragment = purifier.sanitize(piece) as unknown as DocumentFragment;
  return [...(fragment.firstElementChild?.childNodes ?? [])];
}

function wrapped(element: Element): HTMLElement {
  const wrapper = element.ownerDocument.createElement("div");
  wrapper.append(element);
  return wrapper;
}

function copyAttributes(from: Element, to: Element): void {
  for (const attribute of from.attributes) to.setAttributeNode(attribute.cloneNode() as Attr);
}

function shallow(element: Element): HTMLElement {
  return element.cloneNode(false) as HTMLElement;
}
