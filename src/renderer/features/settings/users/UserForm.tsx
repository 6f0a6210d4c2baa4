import { Alert, Checkbox, Stack, Switch, Text } from "@mantine/core";
import { IconAlertTriangle, IconAddressBook } from "@tabler/icons-react";
import { useState } from "react";
import { addressesIn } from "#renderer/components/people/addresses-in.ts";
import { PersonDialog, PersonForm } from "#renderer/components/people/PersonForm.tsx";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import type { UserView } from "#shared/contract/people.ts";
import { Permission } from "#shared/model/setup/user.ts";
import { nameOf } from "#renderer/components/person-name.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
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
      <Permissions
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

const HINTS = {
  "super-admin": "users.form.superAdmin",
  "account-access": "users.form.accountAccess",
  "move-backward": "users.form.moveBackward",
  "view-only": "users.form.viewOnly",
} as const satisfies Record<Permission, string>;

/** What the user may do; of what this person may not give it says who may. */
function Permissions(props: {
  readonly had: readonly Permission[];
  readonly chosen: readonly Permission[];
  readonly error: string | undefined;
  readonly onChange: (permissions: readonly Permission[]) => void;
}) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const isSuperAdmin = useDeskState((state) => state.status?.me.permissions.includes("super-admin") === true);
  return (
    <Checkbox.Group
      label={t("users.form.permissions")}
      description={mayChange ? undefined : t("users.form.onlyAdmins")}
      error={props.error}
      value={[...props.chosen]}
      onChange={(chosen) => props.onChange(Permission.array().parse(chosen))}
    >
      <Stack gap={6} mt={6}>
        {Permission.options.map((permission) => {
          const isKept = permission === "super-admin" && !isSuperAdmin;
          return (
            <Checkbox
              key={permission}
              value={permission}
              disabled={!mayChange || isKept}
              label={t(`settings.permission.${permission}`)}
              description={
                <Text span inherit>
                  {t(HINTS[permission])}
                  {mayChange && isKept ? ` ${t("users.form.onlySuperAdmin")}` : ""}
                </Text>
              }
            />
          );
        })}
      </Stack>
    </Checkbox.Group>
  );
}
