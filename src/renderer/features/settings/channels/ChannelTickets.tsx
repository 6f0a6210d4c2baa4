import { Select, Stack } from "@mantine/core";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { PipelineId, StageId } from "#shared/model/ids.ts";
import { mayBeginIn } from "#shared/rules/pipeline-rules/check-create.ts";
import { startStage } from "#shared/rules/pipeline-rules/start-stage.ts";
import { ContactFormSettings } from "./ContactFormSettings.tsx";
import { NameField } from "../form/NameField.tsx";
import { SavedMark } from "../form/SavedMark.tsx";
import { SettingSwitch } from "../form/SettingSwitch.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useRecordSetup } from "../form/use-record-setup.ts";
import { useAhead, useSaving } from "../form/use-saving.ts";
import { stayingPipelines } from "#shared/rules/pipeline-rules/removal.ts";

/** As the model has it. */
const MAX_NAME_CHARS = 120;

/** A channel's name and what becomes of its new conversations (B2); each change is saved at once. */
export function ChannelTickets({ channel }: { readonly channel: ChannelView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const saving = useSaving();
  const record = useRecordSetup("channels", channel.id);
  const shown = useAhead({ name: channel.name, pipelineId: channel.pipelineId, stageId: channel.stageId });
  const { name, pipelineId, stageId } = shown.shown;
  const pipeline = pipelines.find(({ id }) => id === pipelineId);

  const isBound = pipeline?.stages.some(({ id }) => !mayBeginIn(pipeline, id)) ?? false;

  const save = async (change: { name?: string; pipelineId?: PipelineId; stageId?: StageId }): Promise<void> => {
    const before = Object.fromEntries(
      Object.keys(change).map((property) => [property, channel[property as keyof typeof change]]),
    );
    shown.choose({ ...shown.shown, ...change });
    const put = (values: typeof change) => client.channels.update({ id: channel.id, ...values });
    const answer = put(change);
    record({ what: channel.name, before, after: change, save: put, answer });
    if (!(await saving.run(() => answer))) shown.forget();
  };
  const saveCreateTickets = (createTickets: boolean): Promise<unknown> => {
    const put = (values: { readonly createTickets: boolean }) => client.channels.update({ id: channel.id, ...values });
    const answer = put({ createTickets });
    const [before, after] = [{ createTickets: !createTickets }, { createTickets }];
    record({ what: channel.name, before, after, save: put, answer });
    return answer;
  };
  const toPipeline = (id: string | null): void => {
    const target = pipelines.find((candidate) => candidate.id === id);
    if (target !== undefined) void save({ pipelineId: target.id, stageId: startStage(target).id });
  };
  const toStage = (id: string | null): void => {
    const stage = pipeline?.stages.find((candidate) => candidate.id === id);
    if (stage !== undefined) void save({ stageId: stage.id });
  };
  return (
    <Stack gap="sm">
      <NameField
        labelled
        name={name}
        label={t("settings.name")}
        maxChars={MAX_NAME_CHARS}
        disabled={!mayChange}
        onRename={(next) => void save({ name: next })}
      />
      <SettingSwitch
        label={t("settings.channel.createTickets")}
        description={t("settings.channel.createTicketsText")}
        checked={channel.createTickets}
        disabled={!mayChange}
        onSave={saveCreateTickets}
      />
      <Select
        label={t("settings.channel.pipeline")}
        disabled={!mayChange}
        data={stayingPipelines(pipelines).map(({ id, name: label }) => ({ value: id, label }))}
        value={pipelineId}
        onChange={toPipeline}
      />
      <Select
        label={t("settings.channel.stage")}
        disabled={!mayChange}
        description={isBound ? t("settings.channel.stageRule", { pipeline: pipeline?.name ?? "" }) : undefined}
        data={(pipeline?.stages ?? []).map(({ id, name: label }) => ({
          value: id,
          label,
          disabled: pipeline !== undefined && !mayBeginIn(pipeline, id),
        }))}
        value={stageId}
        onChange={toStage}
      />
      <SavedMark state={saving.state} />
      <ContactFormSettings channel={channel} />
    </Stack>
  );
}
