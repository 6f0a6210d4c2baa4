import { Button, Modal, Stack, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useMergeContacts } from "#renderer/components/contacts/use-merge-contacts.ts";
import { nameOf } from "#renderer/components/person-name.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { ContactView } from "#shared/contract/views.ts";

const SHOWN = 8;

/** Looks for the contact that is the same person, and makes the two one. */
export function MergeDialog(props: {
  readonly contact: ContactView;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { contact, onClose, onDone } = props;
  const { t } = useI18n();
  const [q, setQ] = useState(contact.name);
  const found = useFound(props.opened ? q : "", contact);
  const merge = useMergeContacts(onDone);
  return (
    <Modal
      opened={props.opened}
      onClose={onClose}
      title={t("contacts.mergeDialog.title", { name: nameOf(contact) })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack gap="xs">
        <Text size="sm">{t("contacts.mergeDialog.text")}</Text>
        <TextInput
          data-autofocus
          aria-label={t("contacts.find")}
          placeholder={t("contacts.find")}
          leftSection={<IconSearch size={15} />}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
        {found?.map((other) => (
          <Button
            key={other.id}
            variant="default"
            justify="space-between"
            onClick={() => {
              onClose();
              void merge(other, contact);
            }}
            rightSection={<Text size="xs">{other.name === "" ? "" : other.address}</Text>}
          >
            {nameOf(other)}
          </Button>
        ))}
        {found?.length === 0 && q.trim() !== "" ? (
          <Text size="sm" c="dimmed">
            {t("contacts.mergeDialog.nobody")}
          </Text>
        ) : null}
      </Stack>
    </Modal>
  );
}

/** Undefined before the first answer. */
function useFound(q: string, { id }: ContactView): readonly ContactView[] | undefined {
  const { client } = useDesk();
  const [found, setFound] = useState<{ readonly q: string; readonly items: readonly ContactView[] }>();
  const isAsked = q.trim() !== "";
  useEffect(() => {
    const aborted = new AbortController();
    if (isAsked)
      client.contacts.list({ q, limit: SHOWN + 1 }, { signal: aborted.signal }).then(
        ({ items }) =>
          aborted.signal.aborted || setFound({ q, items: items.filter((other) => other.id !== id).slice(0, SHOWN) }),
        () => undefined,
      );
    return () => aborted.abort();
  }, [client, q, id, isAsked]);
  // What was found last stays until the next answer is there.
  return isAsked ? found?.items : [];
}
