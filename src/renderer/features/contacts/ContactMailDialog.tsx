import { Modal, Select } from "@mantine/core";
import { useState } from "react";
import { mailCodec } from "#renderer/components/composer/draft/codecs.ts";
import { draftKey } from "#renderer/components/composer/draft/draft-key.ts";
import { isEmptyDraft, type MailDraft } from "#renderer/components/composer/draft/mail-draft.ts";
import { useDraft } from "#renderer/components/composer/draft/use-draft.ts";
import { useRichEditor } from "#renderer/components/composer/editor/use-rich-editor.ts";
import { MailForm } from "#renderer/components/composer/MailForm.tsx";
import { MailHint } from "#renderer/components/composer/MailHint.tsx";
import { outgoingContent } from "#renderer/components/composer/send/outgoing.ts";
import { useWrittenMail } from "#renderer/components/composer/send/use-written-mail.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { ContactView } from "#shared/contract/views.ts";
import css from "./ContactMailDialog.module.css";
import { sendingChannels } from "./sending-channels.ts";

/** A mail from the contact record (D3): it belongs to no ticket and changes no status. What was begun is kept when the dialog closes. */
export function ContactMailDialog(props: {
  readonly contact: ContactView;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { contact } = props;
  const { t } = useI18n();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      size="46rem"
      yOffset="6vh"
      title={t("contacts.compose.title", { name: contact.name === "" ? contact.address : contact.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      closeOnClickOutside={false}
      classNames={{ body: css["body"] ?? "" }}
    >
      <ContactMail contact={contact} onClose={props.onClose} />
    </Modal>
  );
}

function ContactMail({ contact, onClose }: { readonly contact: ContactView; readonly onClose: () => void }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const me = useDeskState((desk) => desk.status?.me.id ?? "");
  const channels = sendingChannels(useDeskState((desk) => desk.setup.channels));
  const draft = useDraft(draftKey("contact", contact.id, me), mailCodec);
  const editor = useRichEditor(true);
  const [channelId, setChannelId] = useState<string | null>(null);
  const channel = channels.find(({ id }) => id === channelId) ?? channels[0];
  const defaults = { to: [{ name: contact.name, address: contact.address }], subject: "" };

  const { handOver, discard } = useWrittenMail(draft, onClose);
  const send = (written: MailDraft, sendAtEpochMs: number | undefined) => {
    const { quote: _quote, ...content } = outgoingContent(written, defaults, undefined);
    return handOver(written, () =>
      client.contacts.compose({
        id: contact.id,
        ...content,
        draftId: draft.id(written),
        ...(channel === undefined ? {} : { channelId: channel.id }),
        ...(sendAtEpochMs === undefined ? {} : { sendAtEpochMs }),
      }),
    );
  };

  return (
    <MailForm
      key={draft.revision}
      draft={draft}
      editor={editor}
      defaults={defaults}
      suggestions={defaults.to}
      label={t("ticket.composer.mailPlaceholder")}
      sendLabel={t("ticket.composer.send")}
      active
      focusAsked={0}
      needsWords
      withLater
      addressed
      fields={
        channels.length < 2 ? null : (
          <Select
            variant="unstyled"
            label={t("contacts.compose.from")}
            aria-label={t("contacts.compose.from")}
            className={css["from"] ?? ""}
            data={channels.map(({ id, name, address }) => ({ value: id, label: `${name} <${address}>` }))}
            value={channel?.id ?? null}
            onChange={setChannelId}
          />
        )
      }
      hint={<MailHint mode="contact" />}
      fetchPicture={() => Promise.resolve(null)}
      onSend={send}
      onActive={() => undefined}
      onLeave={() => (isEmptyDraft(draft.content) ? onClose() : undefined)}
      onDiscard={discard}
    />
  );
}
