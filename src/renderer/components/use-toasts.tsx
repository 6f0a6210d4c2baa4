import { Button, Group, Text } from "@mantine/core";
import { randomId } from "@mantine/hooks";
import { notifications, notificationsStore } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { useI18n, useServices } from "../state/desk-context.tsx";
import { failureText } from "../state/failure.ts";

export type ToastAction = { readonly label: string; readonly run: () => void };

export type Toasts = {
  /** Something was done; with `undo` it can be taken back from the toast, with `action` it goes on from there. */
  done(text: string, options?: { readonly undo?: () => void; readonly action?: ToastAction }): void;
  /** Something was refused or failed; `text` where the caller knows better words than the error's own. */
  failed(error: unknown, options?: { readonly title?: string; readonly text?: ReactNode }): void;
};

const DONE_PREFIX = "done-";
const DONE_MS = 6_000;
/** A failure has more to read. */
const FAILED_MS = 12_000;

export function useToasts(): Toasts {
  const { t } = useI18n();
  const { shell } = useServices();
  return useMemo(
    () => ({
      done(text, options = {}) {
        const action = options.undo === undefined ? options.action : { label: t("shell.undo"), run: options.undo };
        shell.setState({ undo: options.undo ?? null });
        // One at a time: what was done last is what Undo is about.
        const { notifications: shown, queue } = notificationsStore.getState();
        for (const { id: other } of [...shown, ...queue])
          if (other?.startsWith(DONE_PREFIX) === true) notifications.hide(other);
        const id = randomId(DONE_PREFIX);
        notifications.show({
          id,
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
                  flex="none"
                  onClick={() => {
                    notifications.hide(id);
                    shell.setState({ undo: null });
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
    [t, shell],
  );
}
