import { Button, CopyButton, Modal, Stack, Text, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { MadeLink } from "#shared/contract/account-views.ts";

export type Shown = { readonly link: MadeLink; readonly title: string; readonly text: string };

/** A link that was made, to pass on: it is shown this once. */
export function MadeLinkDialog({ shown, onClose }: { readonly shown: Shown | null; readonly onClose: () => void }) {
  const { t, language } = useI18n();
  return (
    <Modal
      opened={shown !== null}
      onClose={onClose}
      title={shown?.title ?? ""}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {shown === null ? null : (
        <Stack gap="sm">
          <Text>{shown.text}</Text>
          {shown.link.url === null ? (
            <Text>{t("users.link.mailed")}</Text>
          ) : (
            <>
              <TextInput
                readOnly
                aria-label={t("users.link")}
                value={shown.link.url}
                onFocus={(event) => event.currentTarget.select()}
              />
              <CopyButton value={shown.link.url}>
                {({ copied, copy }) => (
                  <Button
                    data-autofocus
                    leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
                    onClick={copy}
                  >
                    {t(copied ? "signIn.copied" : "signIn.join.copy")}
                  </Button>
                )}
              </CopyButton>
            </>
          )}
          <Text size="xs" c="dimmed">
            {t("users.link.until", { date: formatAbsolute(shown.link.expiresAtEpochMs, language) })}
          </Text>
        </Stack>
      )}
    </Modal>
  );
}
