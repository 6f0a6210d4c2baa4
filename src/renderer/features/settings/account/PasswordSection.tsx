import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useState } from "react";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS } from "#shared/contract/account-views.ts";
import { SavedMark } from "../form/SavedMark.tsx";
import { Section } from "../form/Section.tsx";
import { useSaving } from "../form/use-saving.ts";

/** A new password; all other browsers are signed out with it. */
export function PasswordSection({ address }: { readonly address: string }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const saving = useSaving();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const save = async () => {
    if (!(await saving.run(() => client.accounts.changePassword({ current, password })))) return;
    setCurrent("");
    setPassword("");
  };
  const toggle = { "aria-label": t("signIn.showPassword") };
  return (
    <Section title={t("account.password")} text={t("account.password.text")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {/* For password managers, which keep the new password with it. */}
        <input type="text" autoComplete="username" value={address} readOnly hidden />
        <Stack gap="sm" maw={360}>
          <PasswordInput
            label={t("account.password.current")}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            visibilityToggleButtonProps={toggle}
          />
          <PasswordInput
            label={t("signIn.newPassword")}
            description={t("signIn.newPasswordHint", { count: MIN_PASSWORD_CHARACTERS })}
            autoComplete="new-password"
            maxLength={MAX_PASSWORD_CHARACTERS}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={toggle}
          />
          <Group>
            <Button type="submit" disabled={current === "" || password === ""} loading={saving.state.kind === "saving"}>
              {t("account.password.action")}
            </Button>
            <SavedMark state={saving.state} />
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
