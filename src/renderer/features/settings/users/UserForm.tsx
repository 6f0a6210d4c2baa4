import { Alert, Switch } from "@mantine/core";
import { IconAlertTriangle, IconAddressBook } from "@tabler/icons-react";
import { useState } from "react";
import { addressesIn } from "#renderer/components/people/addresses-in.ts";
import { PersonDialog, PersonForm } from "#renderer/components/people/PersonForm.tsx";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import type { UserView } from "#shared/contract/people.ts";
import { nameOf } from "#renderer/components/person-name.ts";
import { RoleField } from "./RoleField.tsx";
import { useContactWith } from "./use-contact-with.ts";
import { useSaveUser } from "./use-save-user.ts";
import { problemOf, type UserValues, valuesOf } from "./user-values.ts";

/** @param props.user null: a new one; undefined: nothing is edited */
export function UserFormDialog(props: { readonly user: UserView | null | undefined; readonly onClose: () => void }) {
  const { t } = useI18n();
  return (
    <PersonDialog
      opened={props.user !== undefined}
      title={t(props.user === null ? "users.form.new" : "users.form.edit")}
      onClose={props.onClose}
    >
      {props.user === undefined ? null : <UserForm user={props.user} onClose={props.onClose} />}
    </PersonDialog>
  );
}

function UserForm({ user, onClose }: { readonly user: UserView | null; readonly onClose: () => void }) {
  const { t } = useI18n();
  const toasts = useToasts();
  const users = useDeskState((state) => state.setup.users);
  const [values, setValues] = useState(() => valuesOf(user));
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  /** Nobody is told that half of an address is none. */
  const [isAsked, setAsked] = useState(false);
  const contact = useContactWith(values.addresses);
  const saveUser = useSaveUser(user);
  const problem = problemOf(values, user, users, t);
  const set = (changes: Partial<UserValues>) => {
    setValues((before) => ({ ...before, ...changes }));
    setError(undefined);
  };

  const save = async () => {
    setAsked(true);
    if (problem !== null) return;
    setSaving(true);
    try {
      await saveUser(values);
      onClose();
      if (user === null) toasts.done(t("users.saved", { name: values.name.trim() }));
    } catch (failure) {
      setError(failure);
    } finally {
      setSaving(false);
    }
  };
  const told = isAsked ? problem : null;
  return (
    <PersonForm
      values={values}
      onChange={set}
      words={{
        name: t("users.form.name"),
        addresses: t("users.form.addresses"),
        hint: t("users.form.addressesHint"),
        save: t("users.form.save"),
      }}
      maxNameChars={120}
      error={told?.field === "addresses" ? told.text : undefined}
      onLeaveAddresses={() => setAsked(addressesIn(values.addresses).length > 0)}
      isSaving={saving}
      maySave={values.name.trim() !== ""}
      onSave={save}
      onClose={onClose}
    >
      {contact === null ? null : (
        <Alert py="xs" icon={<IconAddressBook size={18} />} role="status">
          {t("users.form.isContact", { address: contact.address, name: nameOf(contact.contact) })}
        </Alert>
      )}
      <RoleField
        had={user?.permissions ?? []}
        chosen={values.permissions}
        error={told?.field === "permissions" ? told.text : undefined}
        onChange={(permissions) => set({ permissions })}
      />
      {user === null ? null : (
        <Switch
          label={t("users.form.away")}
          description={t("users.form.awayHint")}
          checked={values.away}
          onChange={(event) => set({ away: event.currentTarget.checked })}
        />
      )}
      {error === undefined ? null : (
        <Alert color="red" py="xs" icon={<IconAlertTriangle size={18} />} role="alert">
          {failureText(error, t)}
        </Alert>
      )}
    </PersonForm>
  );
}
