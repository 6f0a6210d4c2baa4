import { Button, Table, Text } from "@mantine/core";
import { IconFileImport, IconMail, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { StageBadge } from "#renderer/components/StageBadge.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import { RuleTag } from "../../parts/RuleTag.tsx";
import { Section } from "../../parts/Section.tsx";
import { useMayChange } from "../../parts/use-access.ts";
import { ChannelDrawer } from "./ChannelDrawer.tsx";
import css from "./ConnectedChannels.module.css";
import { NewChannelDialog } from "./NewChannelDialog.tsx";

const cx = classNamesOf(css);
const ICONS = { email: IconMail, import: IconFileImport } as const satisfies Record<
  ChannelView["channelKind"],
  unknown
>;

/** B1: the channels whose new messages create tickets in this pipeline. */
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
      text={
        <>
          {t("settings.channels.text")} <RuleTag rule="B1" />
        </>
      }
      action={
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={!mayChange}
          onClick={() => setCreating(true)}
          style={{ flex: "none" }}
        >
          {t("settings.channels.add")}
        </Button>
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
                <Table.Th w={140}>{t("settings.channels.creates")}</Table.Th>
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
      <Text size="xs" c="dimmed" mt="xs">
        {t("settings.channels.later")}
      </Text>
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
  const Icon = ICONS[channel.channelKind];
  const stage = pipeline.stages.find(({ id }) => id === channel.stageId);
  return (
    <Table.Tr>
      <Table.Td>
        <span className={cx("name")}>
          <Icon size={16} stroke={1.75} aria-hidden style={{ flex: "none" }} />
          <button type="button" className={cx("open")} onClick={props.onOpen}>
            {channel.name}
          </button>
          <span className={cx("kind")}>{t(`settings.channelKind.${channel.channelKind}`)}</span>
        </span>
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
      <Table.Td>{t(channel.createTickets ? "settings.channels.yes" : "settings.channels.no")}</Table.Td>
    </Table.Tr>
  );
}
