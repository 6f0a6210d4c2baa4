import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { mailCodec } from "../../components/composer/draft/codecs.ts";
import { createDraftTable } from "../../components/composer/draft/draft-table.ts";
import { draftKey } from "../../components/composer/draft/draft-key.ts";
import { EMPTY_DRAFT, type MailDraft } from "../../components/composer/draft/mail-draft.ts";
import { newDraftId } from "../../components/composer/draft/new-draft-id.ts";
import { putIntoDraft } from "../../components/composer/draft/put-into-draft.ts";
import { useToasts } from "../../components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n, useLocalDb } from "../../state/desk-context.tsx";
import { navigate } from "../../state/routes.ts";
import type { MailToWrite } from "#shared/contract/desktop/events.ts";
import type { ContactView } from "#shared/contract/views.ts";

/** Begins the mail that a `mailto:` link asks for, at the contact's record. Nothing goes out, and no contact is made, without the person. */
export function useMailto(): (mail: MailToWrite) => Promise<void> {
  const { t } = useI18n();
  const { client, now } = useDesk();
  const db = useLocalDb();
  const toasts = useToasts();
  const meId = useDeskState((state) => state.status?.me.id ?? "");

  async function begin({ id, address: ownAddress }: ContactView, mail: MailToWrite): Promise<void> {
    const newId = () => newDraftId(now(), window.crypto);
    const content = draftOf(mail, ownAddress);
    await putIntoDraft(
      { table: createDraftTable(db), codec: mailCodec, now, newId },
      draftKey("contact", id, meId),
      content,
    );
    navigate({ page: "contacts", contactId: id, write: true });
  }

  return async (mail) => {
    const [address] = mail.to;
    if (address === undefined) {
      toasts.stopped(t("desktop.write.none"));
      return;
    }
    const { items } = await client.contacts.list({ q: address, limit: 20 });
    const known = items.find(({ addresses }) => addresses.includes(address.toLowerCase()));
    if (known !== undefined) {
      await begin(known, mail);
      return;
    }
    modals.openConfirmModal({
      title: t("desktop.write.title", { address }),
      children: (
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {t("desktop.write.new", { address })}
        </Text>
      ),
      labels: { confirm: t("desktop.write.add"), cancel: t("shell.cancel") },
      onConfirm: () => {
        client.contacts
          .create({ address })
          .then((made) => begin(made, mail))
          .catch((error: unknown) => toasts.failed(error));
      },
    });
  };
}

function draftOf({ to, cc, bcc, subject, body }: MailToWrite, ownAddress: string): MailDraft {
  const people = (addresses: readonly string[]) => addresses.map((address) => ({ name: "", address }));
  const [first, ...others] = to;
  // The contact's own address is where the mail goes anyway.
  const isOwn = others.length === 0 && first?.toLowerCase() === ownAddress;
  return {
    ...EMPTY_DRAFT,
    text: body,
    to: isOwn ? null : people(to),
    cc: people(cc),
    bcc: people(bcc),
    subject: subject === "" ? null : subject,
  };
}
