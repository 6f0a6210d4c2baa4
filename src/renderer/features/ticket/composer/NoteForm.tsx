import { Button, Kbd, Text, Textarea } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf, failureText } from "#renderer/state/failure.ts";
import { focusAtEnd } from "#renderer/components/focus-at-end.ts";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import { useTicket } from "../ticket-context.tsx";
import css from "#renderer/components/composer/Composer.module.css";
import { DraftNotice } from "#renderer/components/composer/draft/DraftNotice.tsx";
import type { Draft } from "#renderer/components/composer/draft/use-draft.ts";
import { SuggestBox } from "#renderer/components/composer/suggest/SuggestBox.tsx";
import { useSuggest } from "#renderer/components/composer/suggest/use-suggest.ts";
import type { ComposerState } from "./use-composer.ts";

const cx = classNamesOf(css);

/** An internal note: plain text, for colleagues only. */
export function NoteForm({ draft, state }: { readonly draft: Draft<string>; readonly state: ComposerState }) {
  const { open } = useTicket();
  const { t } = useI18n();
  const announce = useAnnounce();
  const field = useRef<HTMLTextAreaElement>(null);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const large = state.active || draft.content !== "";
  const empty = draft.content.trim() === "";
  useEffect(() => {
    if (state.focusAsked > 0) focusAtEnd(field.current);
  }, [state.focusAsked]);

  const add = async (): Promise<void> => {
    if (empty || sending) return;
    setSending(true);
    setFailure(null);
    const written = draft.content;
    const outcome = await open.addNote(written.trim(), draft.id(written));
    setSending(false);
    if (outcome.kind === "refused") {
      if (failureOf(outcome.error).code === "PD_DRAFT_SENT") draft.renew();
      setFailure(outcome);
      return;
    }
    draft.end(written);
    announce(t("ticket.composer.noted"));
    state.setActive(false);
  };
  const suggest = useSuggest({
    ticketId: open.id,
    signs: ["/", ":", "@"],
    replace: (length, text) => {
      const input = field.current;
      if (input === null) return;
      const at = input.selectionStart;
      const start = Math.max(at - length, 0);
      draft.change((before) => before.slice(0, start) + text + before.slice(at));
      // The caret stands behind what was put in, once it is there.
      requestAnimationFrame(() => {
        input.focus();
        input.setSelectionRange(start + text.length, start + text.length);
      });
    },
  });
  const tellCaret = ({ currentTarget: input }: { readonly currentTarget: HTMLTextAreaElement }): void => {
    const { selectionStart: at, selectionEnd: end, value } = input;
    suggest.onCaret(at === end ? (value.slice(0, at).split("\n").at(-1) ?? "") : null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (suggest.onKey(event)) {
      event.stopPropagation();
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void add();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      event.currentTarget.blur();
      if (draft.content === "") state.setActive(false);
    }
  };

  return (
    <div className={cx("form")}>
      <SuggestBox suggest={suggest} ticketId={open.id}>
        <Textarea
          ref={field}
          variant="unstyled"
          size="sm"
          autosize
          minRows={large ? MIN_ROWS : 1}
          maxRows={large ? MAX_ROWS : 1}
          value={draft.content}
          readOnly={sending}
          placeholder={t("ticket.composer.notePlaceholder")}
          aria-label={t("ticket.composer.notePlaceholder")}
          classNames={{ input: cx("input") }}
          onFocus={() => state.setActive(true)}
          onBlur={() => {
            suggest.onCaret(null);
            draft.leaveField();
          }}
          onSelect={tellCaret}
          onChange={(event) => {
            const text = event.currentTarget.value;
            draft.change(() => text);
            tellCaret(event);
          }}
          onKeyDown={onKeyDown}
        />
      </SuggestBox>
      <DraftNotice draft={draft} />
      {failure === null ? null : (
        <p className={cx("failure")} role="alert">
          <strong>{t("ticket.composer.noteFailed")}</strong> {failureText(failure.error, t)}
        </p>
      )}
      {large ? (
        <div className={cx("foot")}>
          <Text size="xs" c="dimmed" className={cx("hint")}>
            {t("ticket.composer.private")}
            {draft.safe ? null : ` ${t("ticket.composer.unsafe")}`}
          </Text>
          <Kbd size="xs" className={cx("key")}>
            {/mac|iphone|ipad/iu.test(navigator.userAgent) ? "⌘" : "Ctrl"} + ↵
          </Kbd>
          <Button loading={sending} disabled={empty} leftSection={<IconLock size={14} />} onClick={() => void add()}>
            {t("ticket.composer.addNote")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

const MIN_ROWS = 4;
/** Beyond this the conversation would be out of sight: the field scrolls. */
const MAX_ROWS = 14;
