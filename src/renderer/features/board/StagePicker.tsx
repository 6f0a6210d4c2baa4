import { Select, SimpleGrid } from "@mantine/core";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { PipelineId, StageId } from "#shared/model/ids.ts";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import { stayingPipelines } from "#shared/rules/pipeline-rules/removal.ts";

/** Chooses a pipeline, where there are several, and a stage of it in which new tickets may begin (G3). */
export function StagePicker(props: {
  readonly pipeline: PipelineView;
  readonly stageId: StageId | null;
  readonly onChange: (chosen: { readonly pipelineId: PipelineId; readonly stageId: StageId | undefined }) => void;
}) {
  const { t } = useI18n();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const { pipeline } = props;
  const allowed = pipeline.rules.newTicketStageIds;
  const stages = pipeline.stages.filter(({ id }) => allowed === null || allowed.includes(id) || id === props.stageId);
  return (
    <SimpleGrid cols={pipelines.length > 1 ? { base: 1, xs: 2 } : 1} spacing="sm">
      {pipelines.length > 1 ? (
        <Select
          label={t("move.pipeline")}
          data={stayingPipelines(pipelines).map(({ id, name }) => ({ value: id, label: name }))}
          value={pipeline.id}
          onChange={(value) => {
            if (value !== null) props.onChange({ pipelineId: PipelineId.parse(value), stageId: undefined });
          }}
        />
      ) : null}
      <Select
        label={t("move.stage")}
        data={stages.map(({ id, name }) => ({ value: id, label: name }))}
        value={props.stageId}
        onChange={(value) => {
          if (value !== null) props.onChange({ pipelineId: pipeline.id, stageId: StageId.parse(value) });
        }}
      />
    </SimpleGrid>
  );
}
