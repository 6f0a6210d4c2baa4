import { PasswordInput } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";

/** As the contract has it. */
const MAX_PASSWORD_CHARS = 4096;

/** A mailbox's password: never proposed by the browser, since it isn't the person's own for this page. */
export function SecretInput(props: {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly error?: string | undefined;
  /** Where the dialog puts the focus. */
  readonly isFirst?: boolean;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useI18n();
  return (
    <PasswordInput
      size="xs"
      label={props.label}
      {...(props.description === undefined ? {} : { description: props.description })}
      {...(props.isFirst === true ? { "data-autofocus": true } : {})}
      error={props.error}
      maxLength={MAX_PASSWORD_CHARS}
      autoComplete="new-password"
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ "aria-label": t("mailbox.field.showPassword") }}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
