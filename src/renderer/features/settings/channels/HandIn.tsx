import { ActionIcon, Code, CopyButton, Group } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";

/** How a mail server or a script hands mail to this channel. */
export function HandIn({ channel }: { readonly channel: ChannelView }) {
  const { t } = useI18n();
  const path = `/api/v1/channels/${encodeURIComponent(channel.id)}/messages`;
  return (
    <Group gap="xs" wrap="nowrap">
      <Code style={{ flex: 1, overflowWrap: "anywhere" }}>POST {path}</Code>
      <CopyButton value={path}>
        {({ copied, copy }) => (
          <ActionIcon aria-label={t("settings.copy")} onClick={copy}>
            {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
