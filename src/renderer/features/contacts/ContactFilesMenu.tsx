import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconDownload, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { saveFile } from "#renderer/components/save-file.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { ContactsAsked } from "#shared/contract/contact-files.ts";
import { ContactImportDialog } from "./ContactImportDialog.tsx";

/** Contacts in and out as CSV files; what is exported is the list as it is shown. */
export function ContactFilesMenu({ asked }: { readonly asked: ContactsAsked }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const mayChange = useMayChange();
  const [isImporting, setImporting] = useState(false);
  if (!mayChange) return null;
  const save = async () => {
    try {
      const { body } = await client.contactFiles.export(asked);
      saveFile(`${t("contacts.title")}.csv`, body);
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon size="lg" variant="default" aria-label={t("contacts.files")}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconUpload size={15} />} onClick={() => setImporting(true)}>
            {t("contacts.import.action")}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => void save()}>
            {t("contacts.export.action")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isImporting ? <ContactImportDialog onClose={() => setImporting(false)} /> : null}
    </>
  );
}
