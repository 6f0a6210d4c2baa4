import { Checkbox, Select, Stack } from "@mantine/core";
import { useI18n, useDeskState } from "#renderer/state/desk-context.tsx";
import { useMayChange, useRole } from "#renderer/state/use-access.ts";
import type { Permission } from "#shared/model/setup/user.ts";
import { permissionsFor, type Role, roleOf, ROLES } from "#shared/rules/access/roles.ts";

/** The greatest first: who looks after the desk is looked for most. */
const SHOWN: readonly Role[] = ROLES.toReversed();

/** What the user may do, as one role with a sentence on it, and what lies beside roles. Of what this person may not give it says who may. */
export function RoleField(props: {
  readonly chosen: readonly Permission[];
  /** What they had before; nothing for somebody new. */
  readonly had: readonly Permission[];
  readonly error?: string | undefined;
  readonly onChange: (permissions: readonly Permission[]) => void;
}) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const isSuperAdmin = useRole() === "super-admin";
  const isAlone = useDeskState((state) => state.setup.users.length < 2) && props.had.length > 0;
  const role = roleOf(props.chosen);
  // A super admin is made, and unmade, by a super admin only.
  const isKept = !isSuperAdmin && roleOf(props.had) === "super-admin";
  return (
    <Stack gap="xs">
      <Select
        label={t("users.role")}
        description={mayChange ? t(`users.role.${role}.about`) : t("users.form.onlyAdmins")}
        error={props.error}
        disabled={!mayChange || isKept || isAlone}
        allowDeselect={false}
        data={SHOWN.map((value) => ({
          value,
          label: t(`users.role.${value}`),
          disabled: value === "super-admin" && !isSuperAdmin,
        }))}
        renderOption={({ option }) => (
          <div>
            <div>{option.label}</div>
            <div style={{ color: "var(--pd-muted)", fontSize: "0.8125rem" }}>
              {t(`users.role.${option.value}.about`)}
            </div>
          </div>
        )}
        value={role}
        onChange={(value) => {
          const next = SHOWN.find((one) => one === value);
          if (next !== undefined) props.onChange(permissionsFor(next, props.chosen));
        }}
        inputWrapperOrder={["label", "input", "description", "error"]}
      />
      {role === "viewer" || role === "super-admin" ? null : (
        <Checkbox
          label={t("settings.permission.move-backward")}
          description={t("users.form.moveBackward")}
          disabled={!mayChange}
          checked={props.chosen.includes("move-backward")}
          onChange={(event) =>
            props.onChange(
              event.currentTarget.checked
                ? [...props.chosen, "move-backward"]
                : props.chosen.filter((permission) => permission !== "move-backward"),
            )
          }
        />
      )}
    </Stack>
  );
}
