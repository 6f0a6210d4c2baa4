/** Plain text as the editor's document and back: a line is a paragraph, Liquid is a chip. Pure: what goes in comes out. */
import type { JSONContent } from "@tiptap/core";
import { piecesOf } from "./liquid-pieces.ts";

export function documentOfText(text: string): JSONContent {
  // Liquid may go over several lines: a chip holds it as it is.
  const lines: JSONContent[][] = [[]];
  for (const piece of piecesOf(text)) {
    if (piece.kind === "liquid") {
      lines.at(-1)?.push({ type: "liquid", attrs: { source: piece.text } });
      continue;
    }
    for (const [index, line] of piece.text.split("\n").entries()) {
      if (index > 0) lines.push([]);
      if (line !== "") lines.at(-1)?.push({ type: "text", text: line });
    }
  }
  return { type: "doc", content: lines.map((content) => ({ type: "paragraph", content })) };
}

export function textOfDocument(document: JSONContent): string {
  return (document.content ?? []).map(lineOf).join("\n");
}

function lineOf(block: JSONContent): string {
  return (block.content ?? [])
    .map(({ type, text = "", attrs }) => {
      if (type === "liquid") return String(attrs?.["source"] ?? "");
      return type === "hardBreak" ? "\n" : text;
    })
    .join("");
}

/** Whether plain text says all of it. */
export function isPlain(document: JSONContent): boolean {
  return (document.content ?? []).every(
    ({ type, attrs, content = [] }) =>
      type === "paragraph" &&
      attrs?.["tag"] !== "p" &&
      content.every((part) => PLAIN_PARTS.has(part.type ?? "") && (part.marks ?? []).length === 0),
  );
}

const PLAIN_PARTS: ReadonlySet<string> = new Set(["text", "liquid", "hardBreak"]);
