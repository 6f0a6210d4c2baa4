import { FileButton } from "@mantine/core";
import { RichTextEditor, type RichTextEditorLabels } from "@mantine/tiptap";
import { IconPhoto, IconSlash } from "@tabler/icons-react";
import { PlaceholderPicker } from "#renderer/components/workflow/form/PlaceholderPicker.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { Translate } from "#shared/i18n/index.ts";

import { EmojiPicker } from "./EmojiPicker.tsx";

/** Of an answer: the formats, and pictures. */
export function Toolbar(props: {
  readonly onFiles: (files: File[]) => void;
  readonly onPlaceholder: (name: string) => void;
  readonly onInsert: (text: string) => void;
}) {
  const { t } = useI18n();
  return (
    <RichTextEditor.Toolbar role="toolbar" aria-label={t("ticket.editor.toolbar")}>
      <FormatControls />
      <RichTextEditor.ControlsGroup>
        <FileButton multiple accept={PICTURES} onChange={props.onFiles}>
          {(button) => (
            <RichTextEditor.Control
              {...button}
              aria-label={t("ticket.editor.picture")}
              title={t("ticket.editor.picture")}
            >
              <IconPhoto size={16} stroke={1.5} />
            </RichTextEditor.Control>
          )}
        </FileButton>
        <EmojiPicker onPick={props.onInsert} />
        <RichTextEditor.Control
          aria-label={t("composing.snippets")}
          title={t("composing.snippets")}
          onClick={() => props.onInsert(" /")}
        >
          <IconSlash size={16} stroke={1.5} />
        </RichTextEditor.Control>
      </RichTextEditor.ControlsGroup>
      <PlaceholderPicker label={t("composing.placeholder")} onPick={props.onPlaceholder} />
    </RichTextEditor.Toolbar>
  );
}

/** The few formats that a mail needs. */
export function FormatControls() {
  return (
    <>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Bold />
        <RichTextEditor.Italic />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.BulletList />
        <RichTextEditor.OrderedList />
        <RichTextEditor.Blockquote />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Link popoverProps={{ position: "top-start", offset: 4 }} />
        <RichTextEditor.Unlink />
      </RichTextEditor.ControlsGroup>
    </>
  );
}

/** As `isInlinePicture` takes them. */
const PICTURES = "image/png,image/jpeg,image/gif,image/webp";

export function toolbarLabels(t: Translate): Partial<RichTextEditorLabels> {
  return {
    boldControlLabel: t("ticket.editor.bold"),
    italicControlLabel: t("ticket.editor.italic"),
    bulletListControlLabel: t("ticket.editor.bulletList"),
    orderedListControlLabel: t("ticket.editor.orderedList"),
    blockquoteControlLabel: t("ticket.editor.blockquote"),
    linkControlLabel: t("ticket.editor.link"),
    unlinkControlLabel: t("ticket.editor.unlink"),
    linkEditorInputLabel: t("ticket.editor.linkAddress"),
    linkEditorInputPlaceholder: "https://",
    linkEditorSave: t("ticket.editor.linkSave"),
    linkEditorExternalLink: t("ticket.editor.linkNewTab"),
    linkEditorInternalLink: t("ticket.editor.linkSameTab"),
  };
}
