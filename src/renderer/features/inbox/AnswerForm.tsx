import { useEffect, useRef } from "react";
import type { ConversationView, MessageView } from "#shared/contract/views.ts";
import { withReplyPrefix } from "#shared/rules/email/subject.ts";
import { classNamesOf } from "../../components/class-names.ts";
import composerCss from "../../components/composer/Composer.module.css";
import { mailCodec } from "../../components/composer/draft/codecs.ts";
import { draftKey } from "../../components/composer/draft/draft-key.ts";
import { isEmptyDraft, type MailDraft } from "../../components/composer/draft/mail-draft.ts";
import { useDraft } from "../../components/composer/draft/use-draft.ts";
import { useRichEditor } from "../../components/composer/editor/use-rich-editor.ts";
import { MailForm } from "../../components/composer/MailForm.tsx";
import { MailHint } from "../../components/composer/MailHint.tsx";
import { outgoingContent } from "../../components/composer/send/outgoing.ts";
import { useWrittenMail } from "../../components/composer/send/use-written-mail.ts";
import { useDesk, useDeskState, useI18n } from "../../state/desk-context.tsx";
import css from "./AnswerForm.module.css";

const cx = classNamesOf(css);
const composer = classNamesOf(composerCss);

/** An answer to a conversation of the inbox: in its thread, without a ticket. What was begun is kept when it is closed. */
export function AnswerForm(props: {
  readonly conversation: ConversationView;
  readonly messages: readonly MessageView[];
  readonly onClose: () => void;
}) {
  const { conversation, onClose } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const me = useDeskState((desk) => desk.status?.me.id ?? "");
  const draft = useDraft(draftKey("reply", conversation.id, me), mailCodec);
  const editor = useRichEditor(true);
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    // Chromium gives a promise back, which is no way to clean up.
    frame.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const to = answerTo(conversation, props.messages);
  const defaults = { to, subject: withReplyPrefix(conversation.subject) };

  const { handOver, discard } = useWrittenMail(draft, onClose);
  const send = (written: MailDraft, sendAtEpochMs: number | undefined) => {
    const content = outgoingContent(written, defaults, undefined);
    return handOver(written, () =>
      client.conversations.answer({
        id: conversation.id,
        draftId: draft.id(written),
        ...content,
        ...(sendAtEpochMs === undefined ? {} : { sendAtEpochMs }),
      }),
    );
  };

  return (
    <section ref={frame} className={`${cx("frame")} ${composer("composer")}`} aria-label={t("inbox.answer")}>
      <MailForm
        key={draft.revision}
        draft={draft}
        editor={editor}
        defaults={defaults}
        suggestions={to}
        label={t("ticket.composer.replyPlaceholder")}
        sendLabel={t("ticket.composer.send")}
        active
        focusAsked={1}
        needsWords
        withLater
        addressed={false}
        hint={<MailHint mode="inbox" />}
        fetchPicture={() => Promise.resolve(null)}
        onSend={send}
        onActive={() => undefined}
        onLeave={() => (isEmptyDraft(draft.content) ? onClose() : undefined)}
        onDiscard={discard}
      />
    </section>
  );
}

/** Whom the newest mail that came in asks to answer; the core follows the same order where nothing is said. */
function answerTo({ writer }: ConversationView, messages: readonly MessageView[]): MessageView["from"][] {
  const last = messages.findLast(({ direction }) => direction === "incoming");
  const wished = last?.customer === undefined ? (last?.replyTo ?? []) : [];
  if (wished.length === 1) return [...wished];
  return writer === null ? [] : [writer];
}
