import { Button, Table, Title } from "@mantine/core";
import { IconMail, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { hrefOf, navigate, type Route } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { ChannelView } from "#shared/contract/channels.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { channelRoute, newMailboxRoute } from "#renderer/state/channel-routes.ts";
import { ChannelIcon } from "./ChannelIcon.tsx";
import css from "./ChannelList.module.css";
import { HealthBadge } from "./HealthBadge.tsx";
import { NewChannelDialog } from "../pipelines/automate/NewChannelDialog.tsx";
import { useHealth } from "./use-health.ts";
import { useTargetName } from "./use-channel-names.ts";

const cx = classNamesOf(css);
const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };

/** Settings › Channels: every channel with where its mail goes and how it is. */
export function ChannelList() {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const channels = useDeskState((state) => state.setup.channels);
  const pipeline = useDeskState((state) => state.setup.pipelines[0]);
  const [creating, setCreating] = useState(false);
  usePageTitle(t("mailbox.title"));
  const add = (
    <Button
      leftSection={<IconPlus size={14} />}
      disabled={!mayChange}
      style={{ flex: "none" }}
      onClick={() => navigate(newMailboxRoute(null))}
    >
      {t("mailbox.add")}
    </Button>
  );
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: SETTINGS }]}
      title={<Title order={1}>{t("mailbox.title")}</Title>}
      guarded
    >
      <div className={cx("head")}>
        <p className={cx("text")}>{t("mailbox.list.text")}</p>
        {channels.length === 0 ? null : add}
      </div>
      {channels.length === 0 ? (
        <EmptyState
          icon={<IconMail size={32} stroke={1.5} />}
          title={t("mailbox.list.empty.title")}
          text={t("mailbox.list.empty.text")}
          action={add}
        />
      ) : (
        <Table.ScrollContainer minWidth={640}>
          <Table verticalSpacing="xs" layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w="33%">{t("mailbox.column.channel")}</Table.Th>
                <Table.Th w="23%">{t("mailbox.column.target")}</Table.Th>
                <Table.Th>{t("mailbox.column.health")}</Table.Th>
                <Table.Th w={130}>{t("mailbox.column.last")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {channels.map((channel) => (
                <ChannelRow key={channel.id} channel={channel} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {mayChange && pipeline !== undefined ? (
        <>
          <Button mt="md" px={0} variant="transparent" size="compact-xs" onClick={() => setCreating(true)}>
            {t("mailbox.list.withoutMailbox")}
          </Button>
          <NewChannelDialog
            pipeline={pipeline}
            opened={creating}
            onClose={() => setCreating(false)}
            onCreated={(id) => navigate(channelRoute(id))}
          />
        </>
      ) : null}
    </PageFrame>
  );
}

function ChannelRow({ channel }: { readonly channel: ChannelView }) {
  const { t } = useI18n();
  const target = useTargetName(channel);
  const last = useHealth(channel.id)?.lastMessageAtEpochMs ?? null;
  return (
    <Table.Tr>
      <Table.Td>
        <span className={cx("name")}>
          <ChannelIcon kind={channel.channelKind} />
          <a href={hrefOf(channelRoute(channel.id))}>{channel.name}</a>
        </span>
        {channel.address === "" ? null : <div className={cx("address")}>{channel.address}</div>}
      </Table.Td>
      <Table.Td>{target}</Table.Td>
      <Table.Td>
        {channel.channelKind === "import" ? <span className={cx("faint")}>–</span> : <HealthBadge channel={channel} />}
      </Table.Td>
      <Table.Td>
        {last !== null ? (
          <RelativeTime atEpochMs={last} />
        ) : (
          <span className={cx("faint")}>{channel.mailbox === null ? "–" : t("mailbox.lastMessage.never")}</span>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
