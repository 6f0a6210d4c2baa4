import { ActionIcon, Menu } from "@mantine/core";
import { IconCopy, IconDots, IconTrash } from "@tabler/icons-react";
import { useI18n } from "#renderer/state/desk-context.tsx";

/** Duplicate and delete. @param props.onRemove null: the person may not */
export function RowMenu(props: {
  readonly name: string;
  readonly onDuplicate: () => void;
  readonly onRemove: (() => void) | null;
}) {
  const { t } = useI18n();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={t("mailTemplates.more", { name: props.name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={14} />} onClick={props.onDuplicate}>
          {t("mailTemplates.duplicate")}
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={14} />}
          disabled={props.onRemove === null}
          onClick={() => props.onRemove?.()}
        >
          {t("mailTemplates.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
