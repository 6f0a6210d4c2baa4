import { Node } from "@tiptap/core";
import { NodeSelection, Plugin } from "@tiptap/pm/state";
import type { Node as PmNode } from "@tiptap/pm/model";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { ReactNodeViewRenderer } from "@tiptap/react";
import { LIQUID_ATTRIBUTE } from "./html-document.ts";
import { LiquidChip } from "./LiquidChip.tsx";
import { mendedLiquid } from "./mend-liquid.ts";
import { piecesOf } from "./liquid-pieces.ts";

/**
 * A placeholder or tag in the text: one thing that no format splits, kept as it was written. What is typed or pasted as Liquid becomes one as soon as it is whole.
 * @rule F6
 */
export const LiquidNode = Node.create({
  name: "liquid",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  draggable: true,
  addAttributes: () => ({
    source: {
      default: "",
      parseHTML: (element: HTMLElement) => element.getAttribute(LIQUID_ATTRIBUTE),
      renderHTML: ({ source }: Record<string, unknown>) => ({ [LIQUID_ATTRIBUTE]: source }),
    },
  }),
  parseHTML: () => [{ tag: `span[${LIQUID_ATTRIBUTE}]` }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes],
  renderText: ({ node }) => String(node.attrs["source"]),
  addNodeView: () => ReactNodeViewRenderer(LiquidChip, { as: "span" }),
  // Chosen with the arrow keys, Enter opens it, as a click does.
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { selection } = editor.state;
        if (!(selection instanceof NodeSelection) || selection.node.type.name !== this.name) return false;
        const chip = editor.view.nodeDOM(selection.from);
        if (chip instanceof HTMLElement) chip.querySelector("button")?.click();
        return true;
      },
    };
  },
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction: (transactions, _before, state) =>
        transactions.some(({ docChanged }) => docChanged) ? chipsOfTyped(state) : null,
    }),
  ],
});

/** Null where no whole piece of Liquid stands in the text. */
function chipsOfTyped(state: EditorState): Transaction | null {
  const { tr, doc, schema } = state;
  const liquid = schema.nodes["liquid"];
  if (liquid === undefined) return null;
  doc.descendants((block, place) => {
    if (!block.isTextblock) return true;
    for (const { from, to, source } of typedIn(block)) {
      const start = place + 1 + from;
      const marks = doc.resolve(start).marksAcross(doc.resolve(place + 1 + to)) ?? [];
      tr.replaceWith(
        tr.mapping.map(start),
        tr.mapping.map(place + 1 + to),
        liquid.create({ source: mendedLiquid(source) }, null, marks),
      );
    }
    return false;
  });
  return tr.docChanged ? tr : null;
}

type Typed = { readonly from: number; readonly to: number; readonly source: string };

/** Over formats, which may begin in the middle of it; what is no text is a letter that no Liquid has. */
function typedIn(block: PmNode): Typed[] {
  const text = block.textBetween(0, block.content.size, undefined, "\uFFFC");
  if (!/\{[{%]/u.test(text)) return [];
  const found: Typed[] = [];
  let from = 0;
  for (const { kind, text: source } of piecesOf(text)) {
    const to = from + source.length;
    if (kind === "liquid" && !source.includes("\uFFFC")) found.push({ from, to, source });
    from = to;
  }
  return found;
}
