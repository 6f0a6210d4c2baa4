import type { RichTextEditorProps } from "@mantine/tiptap";
import { Editor } from "@tiptap/react";

/** The component library's types name the editor through the package's other module format; at run time there is one class. */
export function forToolbar(editor: unknown): RichTextEditorProps["editor"] {
  return isEditor(editor) ? editor : null;
}

function isEditor(value: unknown): value is NonNullable<RichTextEditorProps["editor"]> {
  return value instanceof Editor;
}
