import { Button } from "@mantine/core";
import { hrefOf } from "#renderer/state/routes.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { CHANNELS, CONNECT, NEW } from "#renderer/state/channel-routes.ts";
import { ChannelList } from "./ChannelList.tsx";
import { ChannelPage } from "./page/ChannelPage.tsx";
import { AddMailbox } from "./wizard/AddMailbox.tsx";

/** Settings › Channels: all of them, one of them, or a new one. */
export function ChannelSettings({ id, tab }: { readonly id: string | null; readonly tab: string | null }) {
  const { t } = useI18n();
  const channel = useDeskState((state) => state.setup.channels.find((candidate) => candidate.id === id));
  if (id === null) return <ChannelList />;
  if (id === NEW) return <AddMailbox key={NEW} channel={null} pipelineId={tab} />;
  if (channel === undefined) {
    return (
      <EmptyState
        level={1}
        title={t("mailbox.gone")}
        action={
          <Button component="a" href={hrefOf(CHANNELS)}>
            {t("mailbox.title")}
          </Button>
        }
      />
    );
  }
  if (tab === CONNECT && channel.mailbox === null && channel.channelKind === "email")
    return <AddMailbox key={channel.id} channel={channel} pipelineId={null} />;
  return <ChannelPage key={channel.id} channel={channel} />;
}
