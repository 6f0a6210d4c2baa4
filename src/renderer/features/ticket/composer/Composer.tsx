import { ActionIcon, Button, Kbd, Text, Textarea } from "@mantine/core";
import { IconLock, IconMail, IconSend, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import { useTicket } from "../ticket-context.tsx";
import { nameOf } from "../timeline/names.ts";
import css from "./Composer.module.css";
import { draftKey } from "./draft-keeper.ts";
import { replyRecipients } from "./recipients.ts";
import type { ComposerMode, ComposerState } from "./use-composer.ts";
import { type Draft, useDraft } from "./use-draft.ts";

const cx = classNamesOf(css);

/** Where answers and notes are written; docked below the conversation. A word that was typed is never lost (H1c). */
export function Composer({ state }: { readonly state: ComposerState }) {
  const { open } = useTicket();
  const { t } = useI18n();
  const me = useDeskState((desk) => desk.status?.me.id ?? "");
  const drafts = {
    reply: useDraft(draftKey("reply", open.id, me)),
    note: useDraft(draftKey("note", open.id, me)),
  };
  // A note that was begun is shown before an empty answer.
  const mode = state.chosen ?? (drafts.reply.text === "" && drafts.note.text !== "" ? "note" : "reply");
  const draft = drafts[mode];
  return (
    <section className={cx("composer", mode)} aria-label={t("ticket.composer.label")}>
      <div className={cx("tabs")} role="tablist">
        <ModeTab mode="reply" chosen={mode} hasDraft={drafts.reply.text !== ""} onChoose={state.begin} />
        <ModeTab mode="note" chosen={mode} hasDraft={drafts.note.text !== ""} onChoose={state.begin} />
        <Recipients mode={mode} />
        {state.active && draft.text === "" ? (
          <ActionIcon size="sm" aria-label={t("shell.close")} onClick={() => state.setActive(false)}>
            <IconX size={14} />
          </ActionIcon>
        ) : null}
      </div>
      <Editor
        key={mode}
        mode={mode}
        draft={draft}
        focusAsked={state.focusAsked}
        large={state.active || draft.text !== ""}
        onFocus={() => state.setActive(true)}
        onSent={() => state.setActive(false)}
      />
    </section>
  );
}

function ModeTab(props: {
  readonly mode: ComposerMode;
  readonly chosen: ComposerMode;
  readonly hasDraft: boolean;
  readonly onChoose: (mode: ComposerMode) => void;
}) {
  const { t } = useI18n();
  const { mode } = props;
  const Icon = mode === "reply" ? IconMail : IconLock;
  return (
    <button
      type="button"
      role="tab"
      aria-selected={mode === props.chosen}
      className={cx("tab")}
      onClick={() => props.onChoose(mode)}
    >
      <Icon size={14} stroke={1.75} aria-hidden />
      {t(mode === "reply" ? "ticket.composer.reply" : "ticket.composer.note")}
      <Kbd size="xs">{mode === "reply" ? "R" : "N"}</Kbd>
      {props.hasDraft && mode !== props.chosen ? (
        <span className={cx("draft")}>{t("ticket.composer.draft")}</span>
      ) : null}
    </button>
  );
}

function Recipients(props: { readonly mode: ComposerMode }) {
  const { record } = useTicket();
  const { t } = useI18n();
  if (props.mode === "note") return <span className={cx("to")}>{t("ticket.composer.private")}</span>;
  const recipients = replyRecipients(record);
  if (recipients.length === 0) return <span className={cx("to")} />;
  return (
    <span className={cx("to")} title={recipients.map((to) => to.address).join(", ")}>
      {t("ticket.composer.to")} <strong>{recipients.map(nameOf).join(", ")}</strong>
    </span>
  );
}

type EditorProps = {
  readonly mode: ComposerMode;
  readonly draft: Draft;
  readonly focusAsked: number;
  readonly onFocus: () => void;
  readonly large: boolean;
  readonly onSent: () => void;
};

function Editor({ mode, draft, focusAsked, large, onFocus, onSent }: EditorProps) {
  const { open, record } = useTicket();
  const { t } = useI18n();
  const announce = useAnnounce();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focusAsked > 0) field.current?.focus();
  }, [focusAsked]);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const nobody = mode === "reply" && replyRecipients(record).length === 0;
  const empty = draft.text.trim() === "";

  const send = async (): Promise<void> => {
    if (empty || sending || nobody) return;
    setSending(true);
    setFailure(null);
    const outcome = await open.write(mode, draft.text.trim());
    setSending(false);
    if (outcome.kind === "refused") {
      setFailure(outcome.error);
      return;
    }
    draft.change("");
    announce(t(mode === "reply" ? "ticket.composer.queued" : "ticket.composer.noted"));
    onSent();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      event.currentTarget.blur();
    }
  };

  if (nobody) {
    return (
      <Text size="xs" c="dimmed" className={cx("foot")}>
        {t("ticket.composer.noRecipient")}
      </Text>
    );
  }
  return (
    <>
      <Textarea
        ref={field}
        variant="unstyled"
        size="sm"
        autosize
        minRows={large ? MIN_ROWS : 1}
        maxRows={large ? MAX_ROWS : 1}
        value={draft.text}
        readOnly={sending}
        placeholder={t(mode === "reply" ? "ticket.composer.replyPlaceholder" : "ticket.composer.notePlaceholder")}
        aria-label={t(mode === "reply" ? "ticket.composer.replyPlaceholder" : "ticket.composer.notePlaceholder")}
        classNames={{ input: cx("input") }}
        onFocus={onFocus}
        onBlur={draft.leaveField}
        onChange={(event) => draft.change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {failure === null ? null : (
        <p className={cx("failure")} role="alert">
          <strong>{t(mode === "reply" ? "ticket.composer.replyFailed" : "ticket.composer.noteFailed")}</strong>{" "}
          {failureText(failure, t)}
        </p>
      )}
      {large ? (
        <div className={cx("foot")}>
          <Hints mode={mode} safe={draft.safe} />
          <Kbd size="xs">{isMac() ? "⌘" : "Ctrl"} + ↵</Kbd>
          <Button
            loading={sending}
            disabled={empty}
            leftSection={mode === "reply" ? <IconSend size={14} /> : <IconLock size={14} />}
            onClick={() => void send()}
          >
            {t(mode === "reply" ? "ticket.composer.send" : "ticket.composer.addNote")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** What happens to the words: nothing leaves the machine before a mailbox is connected. */
function Hints(props: { readonly mode: ComposerMode; readonly safe: boolean }) {
  const { t } = useI18n();
  return (
    <Text size="xs" c="dimmed" style={{ flex: 1 }}>
      {props.mode === "reply" ? t("ticket.composer.outbox") : null}
      {props.safe ? null : ` ${t("ticket.composer.unsafe")}`}
    </Text>
  );
}

const MIN_ROWS = 4;
/** Beyond this the conversation would be out of sight: the field scrolls. */
const MAX_ROWS = 14;

function isMac(): boolean {
  return /mac|iphone|ipad/iu.test(navigator.userAgent);
}
