import { Alert, Button, Checkbox, Group, Textarea, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { addressesIn } from "#renderer/components/people/addresses-in.ts";
import { PersonDialog, PersonForm } from "#renderer/components/people/PersonForm.tsx";
import { useMergeContacts } from "#renderer/components/contacts/use-merge-contacts.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf, failureText } from "#renderer/state/failure.ts";
import type { ContactRecord } from "#shared/contract/people.ts";
import type { ContactView } from "#shared/contract/views.ts";
import { PersonId } from "#shared/model/ids.ts";

type Props = {
  /** Absent: a new contact. */
  readonly record?: ContactRecord | undefined;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onSaved: (contact: ContactView) => void;
};

/** All that is known of a contact, to be written down and changed. */
export function ContactFormDialog(props: Props) {
  const { t } = useI18n();
  return (
    <PersonDialog
      opened={props.opened}
      title={t(props.record ? "contacts.form.edit" : "contacts.form.new")}
      onClose={props.onClose}
    >
      <ContactForm {...props} />
    </PersonDialog>
  );
}

function valuesOf(record: ContactRecord | undefined) {
  const contact = record?.contact;
  const others = contact?.addresses.filter((one) => one !== contact.address) ?? [];
  return {
    name: contact?.name ?? "",
    addresses: [contact?.address ?? "", ...others].filter((one) => one !== "").join("\n"),
    phone: contact?.phone ?? "",
    company: record?.company ?? "",
    notes: contact?.notes ?? "",
    marketingContact: contact?.marketingContact ?? false,
  };
}

function ContactForm({ record, onClose, onSaved }: Props) {
  const { t } = useI18n();
  const { client } = useDesk();
  const [values, setValues] = useState(() => valuesOf(record));
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const set = (changes: Partial<typeof values>) => {
    setValues((before) => ({ ...before, ...changes }));
    setError(undefined);
  };
  const addresses = addressesIn(values.addresses);
  const isEmpty = values.name.trim() === "" && addresses.length === 0 && values.phone.trim() === "";

  const save = async () => {
    setSaving(true);
    const given = { ...values, addresses, ...(addresses[0] === undefined ? {} : { address: addresses[0] }) };
    try {
      onSaved(
        record
          ? await client.contacts.update({ id: record.contact.id, ...given })
          : await client.contacts.create(given),
      );
      onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setSaving(false);
    }
  };

  return (
    <PersonForm
      values={values}
      onChange={set}
      words={{
        name: t("contacts.form.name"),
        addresses: t("contacts.form.addresses"),
        hint: t("contacts.form.addressesHint"),
        save: t("contacts.form.save"),
      }}
      maxNameChars={200}
      isSaving={saving}
      maySave={!isEmpty}
      onSave={save}
      onClose={onClose}
    >
      {error === undefined ? null : <Refusal error={error} record={record} onSaved={onSaved} onClose={onClose} />}
      <Group grow>
        <TextInput
          label={t("contacts.phone")}
          value={values.phone}
          maxLength={100}
          onChange={(event) => set({ phone: event.currentTarget.value })}
        />
        <TextInput
          label={t("contacts.form.company")}
          value={values.company}
          maxLength={200}
          onChange={(event) => set({ company: event.currentTarget.value })}
        />
      </Group>
      <Textarea
        label={t("contacts.form.notes")}
        description={t("contacts.form.notesHint")}
        autosize
        minRows={2}
        maxRows={8}
        value={values.notes}
        onChange={(event) => set({ notes: event.currentTarget.value })}
      />
      <Checkbox
        label={t("contacts.form.marketing")}
        checked={values.marketingContact}
        onChange={(event) => set({ marketingContact: event.currentTarget.checked })}
      />
    </PersonForm>
  );
}

/** Why it was not saved; an address that another contact has offers to make the two one. */
function Refusal(props: { readonly error: unknown } & Pick<Props, "record" | "onSaved" | "onClose">) {
  const { record, onSaved, onClose } = props;
  const { t } = useI18n();
  const { client } = useDesk();
  const { data } = failureOf(props.error);
  const contact = record?.contact;
  const merge = useMergeContacts(() => {
    if (contact) onSaved(contact);
    onClose();
  });
  const otherId = data.reason === "taken" ? PersonId.safeParse(data.id).data : undefined;
  const text =
    data.reason === "taken" || data.reason === "own" || data.reason === "no-mailbox"
      ? t(`contacts.form.refused.${data.reason}`, { address: data.reason === "taken" ? "" : (data.id ?? "") })
      : failureText(props.error, t);
  const open = async () => {
    if (otherId === undefined) return;
    const other = await client.contacts.get({ id: otherId });
    if (contact) return merge(other, contact);
    onSaved(other);
    onClose();
  };
  return (
    <Alert color="red" py="xs" icon={<IconAlertTriangle size={18} />} role="alert">
      {text}
      {otherId === undefined ? null : (
        <Button size="compact-xs" mt={6} variant="default" display="block" onClick={() => void open()}>
          {t(contact ? "contacts.form.mergeThem" : "contacts.form.openThem")}
        </Button>
      )}
    </Alert>
  );
}
