import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { MailFolder } from "#shared/model/mail-channel.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import { Section } from "../../form/Section.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useSaving } from "../../form/use-saving.ts";
import { ReceivingFields } from "../fields/ReceivingFields.tsx";
import { SendingFields } from "../fields/SendingFields.tsx";
import { isAddress, mailboxOf } from "../mailbox-draft.ts";
import { SaveBar } from "./SaveBar.tsx";
import { useMailboxEdit } from "./use-mailbox-edit.ts";

type Props = { readonly channel: ChannelView; readonly mailbox: Mailbox };

/** What is fetched. The folders are asked of the server when somebody wants to see them. */
export function ReceivingSection({ channel, mailbox }: Props) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const toasts = useToasts();
  const saving = useSaving();
  const edit = useMailboxEdit(channel, mailbox);
  const [folders, setFolders] = useState<readonly MailFolder[] | undefined>();
  const [loading, setLoading] = useState(false);
  const next = mailboxOf(edit.draft);

  const loadFolders = async (): Promise<void> => {
    setLoading(true);
    try {
      setFolders((await client.channels.folders({ id: channel.id })).items);
    } catch (error) {
      toasts.failed(error);
    } finally {
      setLoading(false);
    }
  };
  const save = async (): Promise<void> => {
    if (next === null) return;
    if (await saving.run(() => client.channels.update({ id: channel.id, mailbox: next }))) edit.discard();
  };
  return (
    <Section title={t("mailbox.mail.receiving")} text={t("mailbox.mail.receivingText")}>
      <ReceivingFields
        draft={edit.draft}
        disabled={!mayChange}
        folders={folders}
        loadingFolders={loading}
        onLoadFolders={() => void loadFolders()}
        onChange={edit.change}
      />
      {mayChange ? (
        <SaveBar
          isChanged={edit.isChanged}
          isReady={next !== null}
          saving={saving.state}
          onSave={() => void save()}
          onDiscard={edit.discard}
        />
      ) : null}
    </Section>
  );
}

/** How mail that leaves looks. */
export function SendingSection({ channel, mailbox }: Props) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  const edit = useMailboxEdit(channel, mailbox);
  const next = mailboxOf(edit.draft);
  const save = async (): Promise<void> => {
    if (next === null) return;
    const aliases = [...edit.aliases];
    if (await saving.run(() => client.channels.update({ id: channel.id, aliases, mailbox: next }))) edit.discard();
  };
  return (
    <Section title={t("mailbox.mail.sending")} text={t("mailbox.mail.sendingText")}>
      <SendingFields
        draft={edit.draft}
        aliases={edit.aliases}
        disabled={!mayChange}
        onChange={edit.change}
        onAliases={edit.setAliases}
      />
      {mayChange ? (
        <SaveBar
          isChanged={edit.isChanged}
          isReady={next !== null && edit.aliases.every(isAddress)}
          saving={saving.state}
          onSave={() => void save()}
          onDiscard={edit.discard}
        />
      ) : null}
    </Section>
  );
}
