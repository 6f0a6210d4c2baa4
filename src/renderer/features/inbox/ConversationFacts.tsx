import { Group, Text } from "@mantine/core";
import type { ConversationView } from "#shared/contract/views.ts";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import { KindLabels } from "./KindLabels.tsx";

/** Where a conversation came in, and what is special about it (B2). */
export function ConversationFacts({ conversation }: { readonly conversation: ConversationView }) {
  const { t } = useI18n();
  const channel = useDeskState((state) => state.setup.channels.find(({ id }) => id === conversation.channelId));
  return (
    <Group gap="xs">
      <KindLabels conversation={conversation} />
      {channel === undefined ? null : (
        <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {t("mailbox.inbox.channel", { channel: channel.name })}
          {conversation.ticketId === null && !channel.createTickets ? `. ${t("mailbox.inbox.noTickets")}` : ""}
        </Text>
      )}
    </Group>
  );
}
