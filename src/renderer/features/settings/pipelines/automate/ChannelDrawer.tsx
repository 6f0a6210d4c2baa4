import { Code, CopyButton, Drawer, Group, Input, Select, Stack, Text, ActionIcon } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { PipelineId, StageId } from "#shared/model/ids.ts";
import { NameField } from "../../parts/NameField.tsx";
import { SavedMark } from "../../parts/SavedMark.tsx";
import { SettingSwitch } from "../../parts/SettingSwitch.tsx";
import { useMayChange } from "../../parts/use-access.ts";
import { useAhead, useSaving } from "../../parts/use-saving.ts";

/** B2: a channel's settings. */
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
      {props.channel === null ? null : <ChannelForm key={props.channel.id} channel={props.channel} />}
    </Drawer>
  );
}

function ChannelForm({ channel }: { readonly channel: ChannelView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const saving = useSaving();
  const shown = useAhead({ name: channel.name, pipelineId: channel.pipelineId, stageId: channel.stageId });
  const { name, pipelineId, stageId } = shown.shown;
  const pipeline = pipelines.find(({ id }) => id === pipelineId);

  const save = async (change: { name?: string; pipelineId?: PipelineId; stageId?: StageId }): Promise<void> => {
    shown.choose({ ...shown.shown, ...change });
    if (!(await saving.run(() => client.channels.update({ id: channel.id, ...change })))) shown.forget();
  };
  const toPipeline = (id: string | null): void => {
    const target = pipelines.find((candidate) => candidate.id === id);
    const first = target?.stages.find(({ kind }) => kind === "open");
    if (target !== undefined && first !== undefined) void save({ pipelineId: target.id, stageId: first.id });
  };
  const toStage = (id: string | null): void => {
    const stage = pipeline?.stages.find((candidate) => candidate.id === id);
    if (stage !== undefined) void save({ stageId: stage.id });
  };
  return (
    <Stack gap="sm">
      <div>
        <Input.Label size="xs">{t("settings.name")}</Input.Label>
        <NameField
          name={name}
          label={t("settings.name")}
          maxChars={MAX_NAME_CHARS}
          disabled={!mayChange}
          onRename={(next) => void save({ name: next })}
        />
      </div>
      {channel.address === "" ? null : (
        <Text size="sm">
          <Text span c="dimmed" inherit>
            {t("settings.channels.address")}:{" "}
          </Text>
          {[channel.address, ...channel.aliases].join(", ")}
        </Text>
      )}
      <SettingSwitch
        label={t("settings.channel.createTickets")}
        description={t("settings.channel.createTicketsText")}
        rule="B2"
        checked={channel.createTickets}
        disabled={!mayChange}
        onSave={(createTickets) => client.channels.update({ id: channel.id, createTickets })}
      />
      <Select
        label={t("settings.channel.pipeline")}
        disabled={!mayChange}
        data={pipelines.map(({ id, name: label }) => ({ value: id, label }))}
        value={pipelineId}
        onChange={toPipeline}
      />
      <Select
        label={t("settings.channel.stage")}
        disabled={!mayChange}
        data={(pipeline?.stages ?? []).map(({ id, name: label }) => ({ value: id, label }))}
        value={stageId}
        onChange={toStage}
      />
      <SavedMark state={saving.state} />
      {channel.channelKind === "email" ? <HandIn channel={channel} /> : null}
    </Stack>
  );
}

/** How a mail server or a script hands mail to this channel while no mailbox is connected. */
function HandIn({ channel }: { readonly channel: ChannelView }) {
  const { t } = useI18n();
  const path = `/api/v1/channels/${encodeURIComponent(channel.id)}/messages`;
  return (
    <div>
      <Input.Label size="xs">{t("settings.channel.handIn")}</Input.Label>
      <Text size="xs" c="dimmed" mb={4}>
        {t("settings.channel.handInText")}
      </Text>
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
    </div>
  );
}

/** As the model has it. */
const MAX_NAME_CHARS = 120;
