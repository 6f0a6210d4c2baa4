import { Anchor, Drawer, Input, Stack, Text } from "@mantine/core";
import { hrefOf } from "#renderer/state/routes.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import { channelRoute } from "#renderer/state/channel-routes.ts";
import { ChannelTickets } from "../../channels/ChannelTickets.tsx";
import { HandIn } from "../../channels/HandIn.tsx";
import { HealthBadge } from "../../channels/HealthBadge.tsx";

/** B2: a channel's settings, as far as they are about its tickets; the rest has a page of its own. */
export function ChannelDrawer(props: { readonly channel: ChannelView | null; readonly onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Drawer
      opened={props.channel !== null}
      onClose={props.onClose}
      position="right"
      size={420}
      title={t("settings.channel.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {props.channel === null ? null : <Content key={props.channel.id} channel={props.channel} />}
    </Drawer>
  );
}

function Content({ channel }: { readonly channel: ChannelView }) {
  const { t } = useI18n();
  return (
    <Stack gap="sm">
      {channel.address === "" ? null : (
        <Text size="sm">
          <Text span c="dimmed" inherit>
            {t("settings.channels.address")}:{" "}
          </Text>
          {[channel.address, ...channel.aliases].join(", ")}
        </Text>
      )}
      <HealthBadge channel={channel} />
      <Anchor href={hrefOf(channelRoute(channel.id))}>{t("mailbox.openPage")}</Anchor>
      <ChannelTickets channel={channel} />
      {channel.channelKind === "email" && channel.mailbox === null ? (
        <div>
          <Input.Label size="xs">{t("settings.channel.handIn")}</Input.Label>
          <Text size="xs" c="dimmed" mb={4}>
            {t("settings.channel.handInText")}
          </Text>
          <HandIn channel={channel} />
        </div>
      ) : null}
    </Stack>
  );
}
