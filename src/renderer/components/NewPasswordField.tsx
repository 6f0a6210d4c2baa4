import { PasswordInput } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { MAX_PASSWORD_CHARACTERS } from "#shared/contract/account-views.ts";

/** A password that is chosen. Whether it is easy to guess the server says. */
export function NewPasswordField(props: {
  readonly value: string;
  readonly minCharacters: number;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useI18n();
  return (
    <PasswordInput
      label={t("signIn.newPassword")}
      description={t("signIn.newPasswordHint", { count: props.minCharacters })}
      autoComplete="new-password"
      maxLength={MAX_PASSWORD_CHARACTERS}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
    />
  );
}
