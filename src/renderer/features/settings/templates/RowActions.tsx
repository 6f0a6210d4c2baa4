import { ActionIcon, Button, Group, Menu, Modal, Stack, Text } from "@mantine/core";
import { IconCopy, IconDots, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { MailTemplateView } from "#shared/contract/mail-templates.ts";
import type { TemplateUser } from "./template-use.ts";
import { UsedBy } from "./UsedBy.tsx";
import { useTemplateCommands } from "./use-template-commands.ts";

/** Duplicate and delete; what can't be deleted says why, and where it is used. */
export function RowActions(props: { readonly template: MailTemplateView; readonly users: readonly TemplateUser[] }) {
  const { template, users } = props;
  const { t } = useI18n();
  const commands = useTemplateCommands();
  const [isAsked, setAsked] = useState(false);
  const [running, setRunning] = useState<string | null>(null);
  const isBuiltIn = template.builtIn !== null;

  const remove = async (): Promise<void> => {
    if (users.length > 0) setAsked(true);
    else setRunning(await commands.remove(template));
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon aria-label={t("mailTemplates.more", { name: template.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => void commands.duplicate(template)}>
            {t("mailTemplates.duplicate")}
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={14} />}
            disabled={isBuiltIn}
            title={isBuiltIn ? t("mailTemplates.builtInStays") : undefined}
            onClick={() => void remove()}
          >
            {t("mailTemplates.remove")}
          </Menu.Item>
          {isBuiltIn ? (
            <Text size="xs" c="dimmed" px="sm" pb="xs" maw={240}>
              {t("mailTemplates.builtInStays")}
            </Text>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isAsked || running !== null}
        onClose={() => {
          setAsked(false);
          setRunning(null);
        }}
        title={t("mailTemplates.inUse.title", { name: template.name })}
        closeButtonProps={{ "aria-label": t("shell.close") }}
      >
        <Stack gap="sm">
          {running === null ? (
            <>
              <Text>{t("mailTemplates.inUse.text")}</Text>
              <UsedBy users={users} />
            </>
          ) : (
            <Text>{t("mailTemplates.inUse.running", { names: running })}</Text>
          )}
          <Group justify="flex-end">
            <Button
              data-autofocus
              onClick={() => {
                setAsked(false);
                setRunning(null);
              }}
            >
              {t("shell.close")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
