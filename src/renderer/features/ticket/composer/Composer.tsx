import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useTicket } from "../ticket-context.tsx";
import css from "#renderer/components/composer/Composer.module.css";
import { mailCodec, noteCodec } from "#renderer/components/composer/draft/codecs.ts";
import { draftKey } from "#renderer/components/composer/draft/draft-key.ts";
import { isEmptyDraft, type MailDraft, type MailMode } from "#renderer/components/composer/draft/mail-draft.ts";
import { type Draft, useDraft } from "#renderer/components/composer/draft/use-draft.ts";
import { useComposerSpace } from "#renderer/components/composer/use-composer-space.ts";
import { useRichEditor } from "#renderer/components/composer/editor/use-rich-editor.ts";
import { ModeTabs } from "./ModeTabs.tsx";
import { NoteForm } from "./NoteForm.tsx";
import { TicketMailForm } from "./TicketMailForm.tsx";
import { useTyping } from "./use-typing.ts";
import type { ComposerMode, ComposerState } from "./use-composer.ts";

const cx = classNamesOf(css);

/** Where answers, mails and notes are written; docked below the conversation. A word that was typed is never lost (H1c). */
export function Composer({ state }: { readonly state: ComposerState }) {
  const { open, record } = useTicket();
  const { t } = useI18n();
  const me = useDeskState((desk) => desk.status?.me.id ?? "");
  const mails = {
    reply: useDraft(draftKey("reply", open.id, me), mailCodec),
    new: useDraft(draftKey("new", open.id, me), mailCodec),
    forward: useDraft(draftKey("forward", open.id, me), mailCodec),
    edit: useDraft(draftKey("edit", open.id, me), mailCodec),
  };
  const note = useDraft(draftKey("note", open.id, me), noteCodec);
  const begun = (mode: ComposerMode): boolean =>
    mode === "note" ? note.content !== "" : !isEmptyDraft(mails[mode].content);
  const mode = state.chosen ?? MODES.find(begun) ?? "reply";
  const editor = useRichEditor(state.active || begun(mode));
  useRequests(state, mails);
  // A merged ticket's conversation goes on elsewhere; what was begun here before is still here.
  if (record.ticket.mergedIntoTicketId !== undefined && !begun(mode)) return null;

  return (
    <Dock isNote={mode === "note"}>
      <div className={cx("head")}>
        <ModeTabs
          modes={MODES.filter((candidate) => candidate !== "edit" || begun("edit"))}
          chosen={mode}
          begun={begun}
          onChoose={(wanted) => state.begin(wanted)}
        />
        {state.active && !begun(mode) ? (
          <ActionIcon size="sm" aria-label={t("shell.close")} onClick={() => state.setActive(false)}>
            <IconX size={14} />
          </ActionIcon>
        ) : null}
      </div>
      {mode === "note" ? (
        <NoteForm draft={note} state={state} />
      ) : (
        <TicketMailForm key={mode} mode={mode} draft={mails[mode]} state={state} editor={editor} />
      )}
    </Dock>
  );
}

function Dock(props: { readonly isNote: boolean; readonly children: ReactNode }) {
  const { t } = useI18n();
  const element = useRef<HTMLElement>(null);
  useComposerSpace(element);
  const typed = useTyping();
  return (
    <section
      ref={element}
      className={cx("composer", props.isNote && "note")}
      aria-label={t("ticket.composer.label")}
      onInput={typed}
    >
      {props.children}
    </section>
  );
}

/** As much room as a composer takes in which nobody writes. */
export function ComposerSpace() {
  return <div className={cx("composer", "space")} aria-hidden />;
}

/** In the order in which one that was begun is shown. */
const MODES: readonly ComposerMode[] = ["edit", "reply", "new", "forward", "note"];

/** What other parts of the screen want to be written goes into the draft once that has been read, so that neither is lost. */
function useRequests(state: ComposerState, mails: Record<MailMode, Draft<MailDraft>>): void {
  const [request] = state.requests;
  const draft = request === undefined ? undefined : mails[request.mode];
  useEffect(() => {
    if (request === undefined || draft === undefined || !draft.loaded) return;
    state.taken(request);
    draft.replace(request.apply);
  });
}
