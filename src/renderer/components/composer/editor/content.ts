/** Reads what stands in the editor. */
import type { Editor } from "@tiptap/core";
import { Fragment, type Mark, type Node, Slice } from "@tiptap/pm/model";
import type { EditorView } from "@tiptap/pm/view";

export type EditorContent = {
  readonly text: string;
  /** null where plain text says all of it. */
  readonly html: string | null;
};

export function contentOf(editor: Editor): EditorContent {
  const text = editor.getText({ blockSeparator: "\n" });
  return { text, html: isFormatted(editor.state.doc) ? editor.getHTML() : null };
}

const PLAIN_NODES: ReadonlySet<string> = new Set(["doc", "paragraph", "text", "hardBreak"]);

function isFormatted(doc: Node): boolean {
  let formatted = false;
  doc.descendants((node) => {
    formatted ||= !PLAIN_NODES.has(node.type.name) || node.marks.some((mark) => !isOwnAddress(mark, node.text ?? ""));
    return !formatted;
  });
  return formatted;
}

/** A link that shows its own address is made by the reader's program as well. */
function isOwnAddress(mark: Mark, text: string): boolean {
  if (mark.type.name !== "link") return false;
  const href = String(mark.attrs["href"] ?? "").replace(/\/$/u, "");
  const shown = text.replace(/\/$/u, "");
  return [shown, `http://${shown}`, `https://${shown}`, `mailto:${shown}`].includes(href);
}

/** Plain text that is pasted keeps its lines, the empty ones too; ProseMirror by itself folds those. */
export function plainSlice(text: string, view: EditorView): Slice {
  const { schema } = view.state;
  const paragraph = schema.nodes["paragraph"];
  if (paragraph === undefined) return Slice.empty;
  const lines = text.replaceAll(/\r\n?/gu, "\n").split("\n");
  const nodes = lines.map((line) => paragraph.create(null, line === "" ? null : schema.text(line)));
  return new Slice(Fragment.fromArray(nodes), 1, 1);
}
