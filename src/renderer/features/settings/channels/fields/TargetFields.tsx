import { Select, Stack, Switch } from "@mantine/core";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineId, StageId } from "#shared/model/ids.ts";
import { mayBeginIn } from "#shared/rules/pipeline-rules/check-create.ts";
import { startStage } from "#shared/rules/pipeline-rules/start-stage.ts";
import { stayingPipelines } from "#shared/rules/pipeline-rules/removal.ts";

export type Target = {
  readonly pipelineId: PipelineId | null;
  readonly stageId: StageId | null;
  readonly createTickets: boolean;
};

/** Which pipeline and stage new conversations go to, and whether they become tickets (B2). */
export function TargetFields(props: { readonly target: Target; readonly onChange: (target: Target) => void }) {
  const { t } = useI18n();
  const { target, onChange } = props;
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const pipeline = pipelines.find(({ id }) => id === target.pipelineId);
  return (
    <Stack gap="sm">
      <Select
        label={t("settings.channel.pipeline")}
        data={stayingPipelines(pipelines).map(({ id, name }) => ({ value: id, label: name }))}
        value={target.pipelineId}
        onChange={(value) => {
          const chosen = pipelines.find(({ id }) => id === value);
          if (chosen !== undefined) onChange({ ...target, pipelineId: chosen.id, stageId: startStage(chosen).id });
        }}
      />
      <Select
        label={t("settings.channel.stage")}
        disabled={!target.createTickets}
        data={(pipeline?.stages ?? []).map(({ id, name }) => ({
          value: id,
          label: name,
          disabled: pipeline !== undefined && !mayBeginIn(pipeline, id),
        }))}
        value={target.stageId}
        onChange={(value) => {
          const chosen = pipeline?.stages.find(({ id }) => id === value);
          if (chosen !== undefined) onChange({ ...target, stageId: chosen.id });
        }}
      />
      <Switch
        label={<>{t("settings.channel.createTickets")}</>}
        description={t("settings.channel.createTicketsText")}
        checked={target.createTickets}
        onChange={(event) => onChange({ ...target, createTickets: event.currentTarget.checked })}
      />
    </Stack>
  );
}
