import { ActionIcon, FileButton, Kbd, Text } from "@mantine/core";
import { IconPaperclip, IconTrash } from "@tabler/icons-react";
import { type ComponentType, type DragEvent, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useLatest } from "#renderer/components/use-latest.ts";
import { isMac } from "#renderer/components/is-mac.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import type { MessageKey } from "#shared/i18n/index.ts";
import type { StageId, TicketId } from "#shared/model/ids.ts";
import css from "./Composer.module.css";
import { DraftNotice } from "./draft/DraftNotice.tsx";
import { type DraftFile, type DraftRecipient, isEmptyDraft, type MailDraft } from "./draft/mail-draft.ts";
import type { Draft } from "./draft/use-draft.ts";
import { EditorSlot } from "./editor/EditorSlot.tsx";
import { isInlinePicture } from "./editor/pasted-files.ts";
import type { EditorHandle, RichEditorProps } from "./editor/RichEditor.tsx";
import { usePictures } from "./editor/use-pictures.ts";
import { Signature } from "./Signature.tsx";
import { RecipientFields } from "./fields/RecipientFields.tsx";
import { AttachmentChips } from "./files/AttachmentChips.tsx";
import { newContentId } from "./files/content-id.ts";
import { type Upload, useUploads } from "./files/use-uploads.ts";
import { type DraftProblem, problemOf } from "./send/outgoing.ts";
import { SendButton, type StatusChoice } from "./send/SendButton.tsx";
import { SuggestBox } from "./suggest/SuggestBox.tsx";
import { useSuggest } from "./suggest/use-suggest.ts";
import { useFocusAsked } from "./use-focus-asked.ts";

const cx = classNamesOf(css);

export type MailFormProps = {
  readonly draft: Draft<MailDraft>;
  /** null while its code isn’t there. */
  readonly editor: ComponentType<RichEditorProps> | null;
  readonly defaults: { readonly to: readonly DraftRecipient[]; readonly subject: string };
  readonly suggestions: readonly DraftRecipient[];
  readonly label: string;
  readonly sendLabel: string;
  readonly active: boolean;
  readonly focusAsked: number;
  /** A forward says enough without words of one's own. */
  readonly needsWords: boolean;
  readonly withLater: boolean;
  /** Recipients open from the start. */
  readonly addressed: boolean;
  /** Above the recipients. */
  readonly fields?: ReactNode;
  /** Below the words: what is quoted. */
  readonly below?: ReactNode;
  /** What becomes of the mail, in the last line. */
  readonly hint: ReactNode;
  /** Fetches a picture of the text that this browser doesn't have. */
  readonly fetchPicture: (contentId: string) => Promise<Blob | null>;
  /** Undefined when it went through; else what it was rejected with. */
  readonly onSend: (
    draft: MailDraft,
    sendAtEpochMs: number | undefined,
    /** Undefined: the status that was chosen last; null: none. */
    stageId: StageId | null | undefined,
  ) => Promise<{ readonly error: unknown } | undefined>;
  /** Statuses that can go with it; absent: none. */
  readonly status?: StatusChoice;
  /** What is put under the words; absent or '': nothing. */
  readonly signature?: string;
  /** Whose values placeholders and snippets have; absent: of no ticket. */
  readonly ticketId?: TicketId;
  readonly onActive: () => void;
  readonly onLeave: () => void;
  readonly onDiscard: () => void;
};

/** A mail being written: recipients, words, files, sending. */
export function MailForm(props: MailFormProps) {
  const { draft, defaults } = props;
  const { content } = draft;
  const { t } = useI18n();
  const editor = useRef<EditorHandle | null>(null);
  const pictures = usePictures(props.fetchPicture);
  const [sending, setSending] = useState(false);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | undefined>();
  const { change } = draft;
  const patch = useCallback((part: Partial<MailDraft>) => change((before) => ({ ...before, ...part })), [change]);
  const uploads = useUploads(
    useCallback((file: DraftFile) => change((before) => ({ ...before, files: [...before.files, file] })), [change]),
  );
  const large = props.active || !isEmptyDraft(content) || uploads.list.length > 0;

  // What was begun before says whom it is for, once it is there.
  const focusAsked = useFocusAsked(props.focusAsked, {
    isReady: draft.loaded || !props.addressed,
    isUnaddressed: props.addressed && (content.to ?? defaults.to).length === 0,
  });
  const [missed, setMissed] = useState(0);
  useEffect(() => {
    if (focusAsked.words > 0) editor.current?.focusEnd();
  }, [focusAsked.words]);

  const ticketId = props.ticketId ?? null;
  const suggest = useSuggest({
    ticketId,
    signs: ["/", ":"],
    replace: (length, text) => editor.current?.replaceBefore(length, text),
  });

  const addFiles = (files: readonly File[], where: "text" | "attached"): void => {
    props.onActive();
    for (const file of files) {
      const inline = where === "text" && isInlinePicture(file) && editor.current !== null;
      if (!inline) {
        uploads.add(file, null);
        continue;
      }
      const contentId = newContentId(window.crypto);
      pictures.add(contentId, file);
      editor.current?.insertPicture(contentId, file.name);
      uploads.add(file, contentId);
    }
  };
  const removeUpload = (upload: Upload): void => {
    if (upload.contentId !== null) editor.current?.removePicture(upload.contentId);
    uploads.remove(upload);
  };

  const problem = uploads.list.length > 0 ? "uploading" : problemOf(content, defaults, props.needsWords);
  const send = async (sendAtEpochMs?: number, stageId?: StageId | null): Promise<void> => {
    setTried(true);
    if (problem === "nobody" && !sending) setMissed((count) => count + 1);
    if (sending || problem !== null) return;
    setSending(true);
    setFailure(await props.onSend(content, sendAtEpochMs, stageId));
    setSending(false);
    setTried(false);
  };
  const sendNewest = useLatest(send);
  const drop = (event: DragEvent<HTMLDivElement>): void => {
    // What the editor took is in its text already.
    if (event.defaultPrevented || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    addFiles([...event.dataTransfer.files], "attached");
  };

  return (
    <div
      role="presentation"
      className={cx("form")}
      onDragOver={(event) => (event.dataTransfer.types.includes("Files") ? event.preventDefault() : undefined)}
      onDrop={drop}
      onBlur={draft.leaveField}
      onKeyDown={(event) => {
        if (event.defaultPrevented) return;
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void sendNewest()();
        // Fields of the form keep Escape to themselves: the same key leaves the ticket.
        if (event.key === "Escape") event.stopPropagation();
      }}
    >
      {large ? (
        <RecipientFields
          draft={content}
          defaults={defaults}
          suggestions={props.suggestions}
          readOnly={sending}
          startOpen={props.addressed}
          focusAsked={focusAsked.people + missed}
          onChange={patch}
        >
          {props.fields}
        </RecipientFields>
      ) : null}
      <SuggestBox suggest={suggest} ticketId={ticketId}>
        <EditorSlot
          editor={props.editor}
          text={content.text}
          html={content.html}
          loaded={draft.loaded}
          active={large}
          focusAsked={focusAsked.words}
          adopted={draft.adopted}
          label={props.label}
          placeholder={props.label}
          readOnly={sending}
          pictures={pictures}
          onReady={(handle) => {
            editor.current = handle;
          }}
          onChange={patch}
          onFiles={(files) => addFiles(files, "text")}
          onFocus={props.onActive}
          onBlur={draft.leaveField}
          onSubmit={() => void send()}
          onLeave={() => (isEmptyDraft(content) ? props.onLeave() : undefined)}
          onCaret={suggest.onCaret}
          onKey={suggest.onKey}
          onPlaceholder={suggest.putPlaceholder}
        />
      </SuggestBox>
      {large ? (
        <>
          <AttachmentChips
            files={content.files.filter(({ contentId }) => contentId === null)}
            uploads={uploads}
            readOnly={sending}
            onRemove={(file) => patch({ files: content.files.filter((other) => other !== file) })}
            onRemoveUpload={removeUpload}
          />
          <Signature words={content.text} signature={props.signature ?? ""} />
          {props.below}
          <DraftNotice draft={draft} />
          {failure === undefined ? null : (
            <p className={cx("failure")} role="alert">
              <strong>{t("ticket.composer.mailFailed")}</strong> {failureText(failure.error, t)}
            </p>
          )}
          {tried && problem !== null ? (
            <p className={cx("failure")} role="alert">
              {t(PROBLEMS[problem])}
            </p>
          ) : null}
          <div className={cx("foot")}>
            <FileButton multiple onChange={(files) => addFiles(files, "attached")}>
              {(button) => (
                <ActionIcon
                  {...button}
                  aria-label={t("ticket.files.attach")}
                  title={t("ticket.files.attach")}
                  disabled={sending}
                >
                  <IconPaperclip size={16} />
                </ActionIcon>
              )}
            </FileButton>
            <Text size="xs" c="dimmed" className={cx("hint")}>
              {props.hint}
              {draft.safe ? null : ` ${t("ticket.composer.unsafe")}`}
            </Text>
            {isEmptyDraft(content) ? null : (
              <ActionIcon aria-label={t("ticket.composer.discard")} disabled={sending} onClick={props.onDiscard}>
                <IconTrash size={15} />
              </ActionIcon>
            )}
            <Kbd size="xs" className={cx("key")}>
              {isMac() ? "⌘" : "Ctrl"} + ↵
            </Kbd>
            <SendButton
              label={props.sendLabel}
              sending={sending}
              disabled={problem === "nothing"}
              withLater={props.withLater}
              status={props.status}
              onSend={(atEpochMs, stageId) => void send(atEpochMs, stageId)}
            />
          </div>
        </>
      ) : null}
    </div>
  );
}

const PROBLEMS = {
  nothing: "ticket.composer.problem.nothing",
  nobody: "ticket.composer.problem.nobody",
  "wrong-recipient": "ticket.composer.problem.wrongRecipient",
  uploading: "ticket.composer.problem.uploading",
} as const satisfies Record<DraftProblem, MessageKey>;
