import { useMayWrite } from "#renderer/state/use-access.ts";
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { OutboxItemView } from "#shared/contract/outbox.ts";
import { actionsFor, type OutboxAction } from "./outbox-actions.ts";

/** What can be done with a mail: the likeliest as buttons, the others in a menu. */
export function ItemActions(props: {
  readonly item: OutboxItemView;
  readonly subject: string;
  readonly nowEpochMs: number;
  readonly onAction: (item: OutboxItemView, action: OutboxAction) => Promise<void>;
}) {
  const { t } = useI18n();
  const { item } = props;
  const mayWrite = useMayWrite();
  const [busy, setBusy] = useState<OutboxAction | null>(null);
  const { buttons, menu } = actionsFor(item, props.nowEpochMs);
  if (!mayWrite) return null;
  const act = async (action: OutboxAction): Promise<void> => {
    setBusy(action);
    await props.onAction(item, action);
    setBusy(null);
  };
  return (
    <>
      {buttons.map((action) => (
        <Button
          key={action}
          variant="default"
          loading={busy === action}
          disabled={busy !== null && busy !== action}
          onClick={() => void act(action)}
        >
          {t(`outbox.action.${action}`)}
        </Button>
      ))}
      {menu.length === 0 ? null : (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size={30} variant="subtle" aria-label={t("outbox.action.more", { subject: props.subject })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {menu.map((action) => (
              <Menu.Item key={action} onClick={() => void act(action)}>
                {t(`outbox.action.${action}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
