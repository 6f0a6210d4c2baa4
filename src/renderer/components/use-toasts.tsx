import { Button, Group, Text } from "@mantine/core";
import { randomId } from "@mantine/hooks";
import { notifications, notificationsStore } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { useI18n, useServices } from "../state/desk-context.tsx";
import { failureText } from "../state/failure.ts";
import type { Step } from "../state/undo-stack.ts";

export type ToastAction = { readonly label: string; readonly run: () => void };

export type DoneOptions = {
  /** What takes it back where that asks nothing of the desk, or tells by itself what came of it. */
  readonly undo?: () => void;
  /** The step of the undo stack that it was; the caller has put it there. */
  readonly step?: { readonly step: Step; readonly takeBack: () => void };
  /** What goes on from there. */
  readonly action?: ToastAction;
};

export type Toasts = {
  /** Something was done; with `undo` or `step` it can be taken back from the toast. */
  done(text: string, options?: DoneOptions): void;
  /** Something was asked for and can't happen yet; with what leads to where it can be mended. */
  stopped(text: string, action?: ToastAction): void;
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
  return useMemo(() => {
    const actionOf = (text: string, { undo, step, action }: DoneOptions): ToastAction | undefined => {
      if (step !== undefined) return { label: t("shell.undo"), run: step.takeBack };
      if (undo === undefined) return action;
      const stack = shell.getState().undo;
      const own: Step = { what: text, isToldByItself: true, undo: () => Promise.resolve(undo()), redo: null };
      stack.push(own);
      return { label: t("shell.undo"), run: () => void stack.undoOne(own) };
    };
    return {
      done(text, options = {}) {
        const action = actionOf(text, options);
        // One at a time: what was done last is what is asked about.
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
          message: withAction(id, text, action),
          closeButtonProps: { "aria-label": t("shell.close") },
        });
      },
      stopped(text, action) {
        const id = randomId();
        notifications.show({
          id,
          autoClose: FAILED_MS,
          icon: <IconAlertTriangle size={16} />,
          color: "yellow",
          withBorder: true,
          message: withAction(id, text, action),
          role: "alert",
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
    };
  }, [t, shell]);
}

function withAction(toastId: string, text: string, action: ToastAction | undefined): ReactNode {
  if (action === undefined) return text;
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between">
      <Text size="xs">{text}</Text>
      <Button
        size="compact-xs"
        variant="light"
        flex="none"
        onClick={() => {
          notifications.hide(toastId);
          action.run();
        }}
      >
        {action.label}
      </Button>
    </Group>
  );
}
