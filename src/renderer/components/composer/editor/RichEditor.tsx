import "@mantine/tiptap/styles.css";
import { RichTextEditor } from "@mantine/tiptap";
import type { Selection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { useEditor, type UseEditorOptions } from "@tiptap/react";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useLatest } from "#renderer/components/use-latest.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { contentOf, type EditorContent, plainSlice } from "./content.ts";
import { INPUT_RULES, mailExtensions } from "./extensions.ts";
import { forToolbar } from "./for-toolbar.ts";
import { pastedFiles } from "./pasted-files.ts";
import type { PictureStore } from "./picture-store.ts";
import css from "./RichEditor.module.css";
import { Toolbar, toolbarLabels } from "./Toolbar.tsx";

const cx = classNamesOf(css);

/** What the parts around the editor ask of it. */
export type EditorHandle = {
  /** Who goes on writing goes on where the words end. */
  focusEnd(): void;
  insertPicture(contentId: string, name: string): void;
  removePicture(contentId: string): void;
  /** Words in place of so many characters before the caret. */
  replaceBefore(length: number, text: string): void;
};

export type RichEditorProps = {
  /** What it begins with; later changes are the editor's own. A new `key` begins anew. */
  readonly html: string;
  /** Where the focus goes when it appears: a place in the plain text, counted in characters; null leaves it where it is. */
  readonly focusAt: number | "end" | null;
  /** What another window made of the draft: it is shown each time that `count` has grown. */
  readonly shown: { readonly html: string; readonly count: number };
  readonly label: string;
  readonly placeholder: string;
  readonly readOnly: boolean;
  readonly pictures: PictureStore;
  readonly onReady: (handle: EditorHandle | null) => void;
  readonly onChange: (content: EditorContent) => void;
  /** Pasted into the text, dropped on it, or chosen for it. */
  readonly onFiles: (files: File[]) => void;
  readonly onFocus: () => void;
  /** The words of the line as far as the caret; null where something is chosen, or the field is left. */
  readonly onCaret: (before: string | null) => void;
  /** A key before the editor has it; true: it is done with. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly onPlaceholder: (name: string) => void;
  readonly onBlur: () => void;
  readonly onSubmit: () => void;
  readonly onLeave: () => void;
};

/** The formatted text of a mail. In a chunk of its own: loaded when somebody is about to write. */
export function RichEditor(props: RichEditorProps) {
  const { t } = useI18n();
  const latest = useLatest(props);
  const labels = useMemo(() => toolbarLabels(t), [t]);
  // Made once: the editor compares its options by identity and would be set up anew at every key.
  const [options] = useState(() => editorOptions(props, latest));
  const editor = useEditor(options);

  useEffect(() => editor.setEditable(!props.readOnly, false), [editor, props.readOnly]);

  // In the same step as it appears: a key that is pressed now is meant for it.
  useLayoutEffect(() => {
    const { focusAt } = latest();
    if (focusAt === null) return;
    const place = focusAt === "end" ? editor.state.doc.content.size : placeOf(editor, focusAt);
    editor.commands.setTextSelection(place);
    editor.view.focus();
  }, [editor, latest]);

  const { count } = props.shown;
  const countAtFirst = useRef(count);
  useEffect(() => {
    if (count !== countAtFirst.current) showAnew(editor, latest().shown.html);
  }, [editor, latest, count]);

  useEffect(() => {
    latest().onReady({
      focusEnd: () => {
        editor.commands.setTextSelection(editor.state.doc.content.size);
        editor.view.focus();
        editor.commands.scrollIntoView();
      },
      insertPicture: (contentId, alt) =>
        editor.chain().insertContent({ type: "picture", attrs: { contentId, alt } }).run(),
      removePicture: (contentId) => removePicture(editor, contentId),
      replaceBefore: (length, text) => replaceBefore(editor, length, text),
    });
    return () => latest().onReady(null);
  }, [editor, latest]);

  return (
    <RichTextEditor
      editor={forToolbar(editor)}
      labels={labels}
      variant="subtle"
      withTypographyStyles={false}
      withCodeHighlightStyles={false}
      classNames={{ root: cx("root"), content: cx("content"), toolbar: cx("toolbar") }}
    >
      <RichTextEditor.Content />
      <Toolbar
        onFiles={props.onFiles}
        onPlaceholder={props.onPlaceholder}
        onInsert={(text) => replaceBefore(editor, 0, text)}
      />
    </RichTextEditor>
  );
}

type TextEditor = ReturnType<typeof useEditor>;

/** @param latest the props as they are now, whenever something happens in the editor */
function editorOptions(first: RichEditorProps, latest: () => RichEditorProps): UseEditorOptions {
  const takeFiles = (files: File[]): boolean => {
    if (files.length > 0) latest().onFiles(files);
    return files.length > 0;
  };
  return {
    extensions: mailExtensions(first),
    content: first.html,
    editable: !first.readOnly,
    enableInputRules: INPUT_RULES,
    enablePasteRules: ["link"],
    coreExtensionOptions: { clipboardTextSerializer: { blockSeparator: "\n" } },
    onUpdate: ({ editor }) => latest().onChange(contentOf(editor)),
    onTransaction: ({ editor }) => latest().onCaret(wordsBefore(editor.state.selection)),
    onFocus: () => latest().onFocus(),
    onBlur: () => {
      latest().onCaret(null);
      latest().onBlur();
    },
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": first.label },
      clipboardTextParser: (text, _context, _plain, view) => plainSlice(text, view),
      handlePaste: (_view, event) => takeFiles(pastedFiles(event.clipboardData)),
      handleDrop: (_view, event, _slice, moved) => !moved && takeFiles([...(event.dataTransfer?.files ?? [])]),
      handleKeyDown: (view, event) => onKeyDown(view, event, latest()),
    },
  };
}

function wordsBefore({ empty, $from }: Selection): string | null {
  return empty ? $from.parent.textBetween(0, $from.parentOffset, undefined, "\uFFFC") : null;
}

function replaceBefore(editor: TextEditor, length: number, text: string): void {
  const { view, state } = editor;
  const { from, to } = state.selection;
  view.dispatch(state.tr.replaceRange(Math.max(from - length, 0), to, plainSlice(text, view)).scrollIntoView());
  view.focus();
}

function onKeyDown(view: EditorView, event: KeyboardEvent, { onSubmit, onLeave, onKey }: RichEditorProps): boolean {
  if (onKey(event)) {
    // Escape closed the list, and leaves nothing else.
    event.stopPropagation();
    return true;
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    onSubmit();
    return true;
  }
  if (event.key === "Escape") {
    view.dom.blur();
    onLeave();
    return true;
  }
  return false;
}

/** Other words, from another window: the caret stays where it is as far as it can, and Undo in the editor knows nothing of it. */
function showAnew(editor: TextEditor, html: string): void {
  const { from, to } = editor.state.selection;
  editor.chain().setMeta("addToHistory", false).setContent(html, { emitUpdate: false }).run();
  const end = editor.state.doc.content.size;
  editor.commands.setTextSelection({ from: Math.min(from, end), to: Math.min(to, end) });
}

/** The document's place of a character of its plain text. */
function placeOf({ state }: TextEditor, textOffset: number): number {
  let left = textOffset;
  let place: number | null = null;
  state.doc.forEach((paragraph, offset) => {
    if (place !== null) return;
    if (left <= paragraph.content.size) place = offset + 1 + left;
    else left -= paragraph.content.size + 1;
  });
  return place ?? state.doc.content.size;
}

function removePicture(editor: TextEditor, contentId: string): void {
  const { tr } = editor.state;
  editor.state.doc.descendants((node, place) => {
    if (node.type.name === "picture" && node.attrs["contentId"] === contentId)
      tr.delete(tr.mapping.map(place), tr.mapping.map(place + node.nodeSize));
  });
  if (tr.docChanged) editor.view.dispatch(tr);
}
