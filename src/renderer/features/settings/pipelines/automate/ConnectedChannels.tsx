import { Button, Group, Table, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { navigate } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { StageBadge } from "#renderer/components/StageBadge.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import { newMailboxRoute } from "#renderer/state/channel-routes.ts";
import { ChannelIcon } from "../../channels/ChannelIcon.tsx";
import { HealthBadge } from "../../channels/HealthBadge.tsx";
import { Section } from "../../form/Section.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { ChannelDrawer } from "./ChannelDrawer.tsx";
import css from "./ConnectedChannels.module.css";
import { NewChannelDialog } from "./NewChannelDialog.tsx";

const cx = classNamesOf(css);

/**
 * B1: the channels whose new messages create tickets in this pipeline.
 * @rule B1
 */
export function ConnectedChannels({ pipeline }: { readonly pipeline: PipelineView }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const all = useDeskState((state) => state.setup.channels);
  const [openedId, setOpenedId] = useState<ChannelId | null>(null);
  const [creating, setCreating] = useState(false);
  const channels = all.filter((channel) => channel.pipelineId === pipeline.id);
  const opened = all.find((channel) => channel.id === openedId) ?? null;
  return (
    <Section
      title={t("settings.channels.title")}
      text={<>{t("settings.channels.text")}</>}
      action={
        <Group gap="xs" maw="100%">
          <Button
            variant="default"
            leftSection={<IconPlus size={14} />}
            disabled={!mayChange}
            onClick={() => navigate(newMailboxRoute(pipeline.id))}
          >
            {t("mailbox.add")}
          </Button>
          <Button variant="subtle" disabled={!mayChange} onClick={() => setCreating(true)}>
            {t("settings.newChannel.open")}
          </Button>
        </Group>
      }
    >
      {channels.length === 0 ? (
        <Text c="dimmed" size="sm" py="xs">
          {t("settings.channels.none")}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={680}>
          <Table verticalSpacing={6} layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("settings.name")}</Table.Th>
                <Table.Th>{t("settings.channels.address")}</Table.Th>
                <Table.Th w={150}>{t("settings.channels.stage")}</Table.Th>
                <Table.Th w={200}>{t("settings.channels.health")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {channels.map((channel) => (
                <ChannelRow
                  key={channel.id}
                  channel={channel}
                  pipeline={pipeline}
                  onOpen={() => setOpenedId(channel.id)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <ChannelDrawer channel={opened} onClose={() => setOpenedId(null)} />
      <NewChannelDialog
        pipeline={pipeline}
        opened={creating}
        onClose={() => setCreating(false)}
        onCreated={setOpenedId}
      />
    </Section>
  );
}

function ChannelRow(props: {
  readonly channel: ChannelView;
  readonly pipeline: PipelineView;
  readonly onOpen: () => void;
}) {
  const { channel, pipeline } = props;
  const { t } = useI18n();
  const stage = pipeline.stages.find(({ id }) => id === channel.stageId);
  return (
    <Table.Tr>
      <Table.Td>
        <span className={cx("name")}>
          <ChannelIcon kind={channel.channelKind} />
          <button type="button" className={cx("open")} onClick={props.onOpen}>
            {channel.name}
          </button>
        </span>
        <div className={cx("kind")}>
          {t(`settings.channelKind.${channel.channelKind}`)}
          {channel.createTickets ? null : ` · ${t("mailbox.creates.off")}`}
        </div>
      </Table.Td>
      <Table.Td className={cx("address")}>{channel.address === "" ? "–" : channel.address}</Table.Td>
      <Table.Td>
        {stage === undefined ? (
          "–"
        ) : (
          <span className={cx("stage")}>
            <StageBadge stage={stage} />
          </span>
        )}
      </Table.Td>
      <Table.Td>
        <HealthBadge channel={channel} />
      </Table.Td>
    </Table.Tr>
  );
}
