import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { useI18n } from "../state/desk-context.tsx";
import { failureText } from "../state/failure.ts";

export type ToastAction = { readonly label: string; readonly run: () => void };

export type Toasts = {
  /** Something was done; with `undo` it can be taken back from the toast, with `action` it goes on from there. */
  done(text: string, options?: { readonly undo?: () => void; readonly action?: ToastAction }): void;
  /** Something was refused or failed; `text` where the caller knows better words than the error's own. */
  failed(error: unknown, options?: { readonly title?: string; readonly text?: ReactNode }): void;
};

const DONE_MS = 6_000;
/** A failure has more to read. */
const FAILED_MS = 12_000;

export function useToasts(): Toasts {
  const { t } = useI18n();
  return useMemo(
    () => ({
      done(text, options = {}) {
        const action = options.undo === undefined ? options.action : { label: t("shell.undo"), run: options.undo };
        const id = notifications.show({
          autoClose: DONE_MS,
          icon: <IconCheck size={16} />,
          color: "teal",
          withBorder: true,
          message:
            action === undefined ? (
              text
            ) : (
              <Group gap="xs" wrap="nowrap" justify="space-between">
                <Text size="xs">{text}</Text>
                <Button
                  size="compact-xs"
                  variant="light"
                  onClick={() => {
                    notifications.hide(id);
                    action.run();
                  }}
                >
                  {action.label}
                </Button>
              </Group>
            ),
          closeButtonProps: { "aria-label": t("shell.close") },
        });
      },
      failed(error, options = {}) {
        notifications.show({
          autoClose: FAILED_MS,
          icon: <IconAlertTriangle size={16} />,
          color: "red",
          withBorder: true,
          title: options.title ?? t("shell.failed"),
          message: options.text ?? failureText(error, t),
          role: "alert",
          closeButtonProps: { "aria-label": t("shell.close") },
        });
      },
    }),
    [t],
  );
}
