import { Button, Group, Text } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useI18n } from "#renderer/state/desk-context.tsx";

/** Says that a certificate was trusted by hand, and takes that back. */
export function TrustedCertificate(props: {
  readonly pem: string | null;
  readonly disabled: boolean;
  readonly onForget: () => void;
}) {
  const { t } = useI18n();
  if (props.pem === null) return null;
  return (
    <Group gap="xs">
      <IconShieldCheck size={16} aria-hidden />
      <Text>{t("mailbox.certificate.trusted")}</Text>
      <Button variant="subtle" size="compact-xs" disabled={props.disabled} onClick={props.onForget}>
        {t("mailbox.certificate.forget")}
      </Button>
    </Group>
  );
}
