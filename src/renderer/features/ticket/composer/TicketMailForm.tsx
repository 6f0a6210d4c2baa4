import { type ComponentType, useMemo } from "react";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import { fetchAttachment } from "../message/downloads.ts";
import { useDeliveryCommands } from "../delivery/use-delivery-commands.ts";
import { useTicket } from "../ticket-context.tsx";
import {
  EMPTY_DRAFT,
  isEmptyDraft,
  type MailDraft,
  type MailMode,
} from "#renderer/components/composer/draft/mail-draft.ts";
import type { Draft } from "#renderer/components/composer/draft/use-draft.ts";
import { ownAddressesOf, suggestedRecipients } from "./recipients.ts";
import type { RichEditorProps } from "#renderer/components/composer/editor/RichEditor.tsx";
import { MailForm } from "#renderer/components/composer/MailForm.tsx";
import { MailHint } from "#renderer/components/composer/MailHint.tsx";
import type { StageId } from "#shared/model/ids.ts";
import { useSignature } from "#renderer/components/composer/use-signature.ts";
import { Quoted } from "./Quoted.tsx";
import { useStatusChoice } from "./use-status-choice.ts";
import { defaultsOf, originalOf } from "./defaults.ts";
import { mailToSend } from "./mail-to-send.ts";
import type { ComposerState } from "./use-composer.ts";

/** An answer, a new mail, a forward, or a waiting mail that is changed, on the ticket that is open. */
export function TicketMailForm(props: {
  readonly mode: MailMode;
  readonly draft: Draft<MailDraft>;
  readonly state: ComposerState;
  readonly editor: ComponentType<RichEditorProps> | null;
}) {
  const { mode, draft, state } = props;
  const { content } = draft;
  const { open, record } = useTicket();
  const { client } = useDesk();
  const { t } = useI18n();
  const announce = useAnnounce();
  const commands = useDeliveryCommands();
  const channels = useDeskState((desk) => desk.setup.channels);
  const original = originalOf(mode, content, record);
  const defaults = useMemo(() => defaultsOf(mode, original, record), [mode, original, record]);
  const suggestions = useMemo(() => suggestedRecipients(record, ownAddressesOf(channels)), [record, channels]);

  const status = useStatusChoice();
  const signature = useSignature(record.ticket.channelId);
  const send = async (written: MailDraft, sendAtEpochMs: number | undefined, chosenId: StageId | null | undefined) => {
    const thenStageId = chosenId === undefined ? status.chosenId : chosenId;
    if (chosenId !== undefined) status.remember(chosenId);
    const { activities } = record;
    const draftId = draft.id(written);
    const mail = mailToSend({
      mode,
      draft: written,
      original,
      defaults,
      activities,
      sendAtEpochMs,
      draftId,
      thenStageId,
    });
    if (mail === null) return { error: new TypeError("There is nothing to answer.") };
    const outcome = await open.send(mail);
    if (outcome.kind === "refused") {
      if (failureOf(outcome.error).code === "PD_DRAFT_SENT") draft.renew();
      return outcome;
    }
    draft.end(written);
    state.setActive(false);
    announce(t(mode === "edit" ? "ticket.composer.saved" : "ticket.composer.queued"));
    commands.sent(outcome.message, { mode, draft: written });
    return undefined;
  };
  const discard = (): void => {
    commands.discarded({ mode, draft: content });
    draft.replace(() => EMPTY_DRAFT);
    state.setActive(false);
  };
  const fetchPicture = async (contentId: string): Promise<Blob | null> => {
    const file = content.files.find((candidate) => candidate.contentId === contentId);
    const mail = record.messages.find(({ attachments }) => attachments.some(({ blobId }) => blobId === file?.blobId));
    if (file === undefined || mail === undefined) return null;
    return fetchAttachment(client.messages, mail.id, file.blobId);
  };

  const label = t(mode === "reply" ? "ticket.composer.replyPlaceholder" : "ticket.composer.mailPlaceholder");
  return (
    <MailForm
      // The editor is filled once.
      key={draft.revision}
      draft={draft}
      ticketId={open.id}
      editor={props.editor}
      defaults={defaults}
      suggestions={suggestions}
      label={label}
      sendLabel={t(mode === "edit" ? "ticket.composer.saveChanges" : "ticket.composer.send")}
      active={state.active}
      focusAsked={state.focusAsked}
      needsWords={mode !== "forward"}
      withLater={mode !== "edit"}
      addressed={mode === "new" || mode === "forward" || defaults.to.length === 0}
      below={
        original === undefined || mode === "new" || mode === "edit" ? null : (
          <Quoted
            message={original}
            kind={mode}
            quote={content.quote}
            withFiles={content.withFiles}
            readOnly={false}
            onChange={(change) => draft.change((before) => ({ ...before, ...change }))}
          />
        )
      }
      {...(mode === "reply" || mode === "new" ? { status } : {})}
      {...(mode === "edit" ? {} : { signature })}
      hint={<MailHint mode={mode} />}
      fetchPicture={fetchPicture}
      onSend={send}
      onActive={() => state.setActive(true)}
      onLeave={() => (isEmptyDraft(content) ? state.setActive(false) : undefined)}
      onDiscard={discard}
    />
  );
}
