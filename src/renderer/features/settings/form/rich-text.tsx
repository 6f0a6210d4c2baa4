/**
 * Sentences with controls in them, in every language's own order: the message has places in braces, the places are filled with marks, and
 * the marks become elements.
 *
 *   richText(t("settings.d.sentence", { trigger: place("trigger"), stage: place("stage") }), { trigger: <b>…</b>, stage: <Button>…</Button> })
 */
import { Fragment, type ReactNode } from "react";

/** Characters of the private use area: no message holds them. */
const OPEN = "\uE000";
const CLOSE = "\uE001";

export function place(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}

export type TextPart = { readonly text: string } | { readonly place: string };

/** The words and places of a filled message, in their order. Pure. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  for (const piece of text.split(OPEN)) {
    const end = piece.indexOf(CLOSE);
    if (end >= 0) parts.push({ place: piece.slice(0, end) });
    const words = end < 0 ? piece : piece.slice(end + 1);
    if (words !== "") parts.push({ text: words });
  }
  return parts;
}

export function richText(text: string, elements: Readonly<Record<string, ReactNode>>): ReactNode {
  return partsOf(text).map((part, index) => (
    <Fragment key={index}>{"text" in part ? part.text : elements[part.place]}</Fragment>
  ));
}
