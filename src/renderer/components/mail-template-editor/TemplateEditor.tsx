import "@mantine/tiptap/styles.css";
import { RichTextEditor } from "@mantine/tiptap";
import type { JSONContent } from "@tiptap/core";
import { useEditor } from "@tiptap/react";
import { useEffect, useMemo, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { INPUT_RULES } from "#renderer/components/composer/editor/extensions.ts";
import { forToolbar } from "#renderer/components/composer/editor/for-toolbar.ts";
import { FormatControls, toolbarLabels } from "#renderer/components/composer/editor/Toolbar.tsx";
import { useLatest } from "#renderer/components/use-latest.ts";
import { PlaceholderPicker } from "#renderer/components/workflow/form/PlaceholderPicker.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { TemplateIssues } from "./issues-context.ts";
import { richBody, type TemplateBody } from "./rich-body.ts";
import { TEMPLATE_EXTENSIONS } from "./template-extensions.ts";
import css from "./TemplateEditor.module.css";

const cx = classNamesOf(css);

export type TemplateEditorProps = {
  /** What it begins with, of `richDocument`; later changes are the editor's own. A new `key` begins anew. */
  readonly document: JSONContent;
  /** It was HTML before, and stays so. */
  readonly wasHtml: boolean;
  readonly label: string;
  readonly readOnly: boolean;
  readonly isWrong: boolean;
  /** Names in the text that can't be filled in. */
  readonly issues: ReadonlySet<string>;
  readonly onChange: (body: TemplateBody) => void;
};

/** The text of a mail template as rich text, placeholders as chips. */
export function TemplateEditor(props: TemplateEditorProps) {
  const { t } = useI18n();
  const latest = useLatest(props);
  const labels = useMemo(() => toolbarLabels(t), [t]);
  // Made once: the editor compares its options by identity and would be set up anew at every key.
  const [options] = useState(() => ({
    extensions: TEMPLATE_EXTENSIONS,
    content: props.document,
    editable: !props.readOnly,
    enableInputRules: INPUT_RULES,
    enablePasteRules: ["link"],
    coreExtensionOptions: { clipboardTextSerializer: { blockSeparator: "\n" } },
    onUpdate: ({ editor }: { readonly editor: { getJSON(): JSONContent } }) =>
      latest().onChange(richBody(editor.getJSON(), latest().wasHtml)),
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": props.label },
    },
  }));
  const editor = useEditor(options);
  useEffect(() => editor.setEditable(!props.readOnly, false), [editor, props.readOnly]);
  return (
    <TemplateIssues value={props.issues}>
      <RichTextEditor
        editor={forToolbar(editor)}
        labels={labels}
        variant="subtle"
        withTypographyStyles={false}
        withCodeHighlightStyles={false}
        classNames={{ root: cx("root", props.isWrong && "wrong"), content: cx("content"), toolbar: cx("toolbar") }}
      >
        {props.readOnly ? null : (
          <RichTextEditor.Toolbar role="toolbar" aria-label={t("ticket.editor.toolbar")}>
            <FormatControls />
            <PlaceholderPicker
              label={t("mailTemplates.placeholder")}
              onPick={(name) =>
                editor
                  .chain()
                  .focus()
                  .insertContent({ type: "liquid", attrs: { source: `{{ ${name} }}` } })
                  .run()
              }
            />
          </RichTextEditor.Toolbar>
        )}
        <RichTextEditor.Content />
      </RichTextEditor>
    </TemplateIssues>
  );
}
