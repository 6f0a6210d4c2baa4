import { List, Text } from "@mantine/core";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { fateOf, goesWithPipeline } from "#shared/automation/pipeline-removal.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { StageId } from "#shared/model/ids.ts";

/** What becomes of channels and workflows where a pipeline is deleted, by their names. */
export function RemovalSurroundings(props: {
  readonly pipeline: PipelineView;
  readonly target: PipelineView;
  readonly stages: ReadonlyMap<StageId, StageId | undefined>;
}) {
  const { pipeline, target } = props;
  const { t, language } = useI18n();
  const setup = useDeskState((state) => state.setup);
  const stages = new Map(Array.from(props.stages).flatMap(([from, to]) => (to === undefined ? [] : [[from, to]])));
  const fates = setup.workflows.flatMap((workflow) => {
    const fate = fateOf(workflow, { pipeline, to: target.id, stages });
    return fate === null || (fate.kind === "own" && goesWithPipeline(workflow)) ? [] : [{ workflow, kind: fate.kind }];
  });
  const namesOf = (kind: "own" | "asks" | "points") =>
    fates.filter((one) => one.kind === kind).map(({ workflow }) => workflow.name);
  const channels = setup.channels.filter(({ pipelineId }) => pipelineId === pipeline.id).map(({ name }) => name);
  const lines = (
    [
      ["pipelines.remove.channels", channels],
      ["pipelines.remove.own", namesOf("own")],
      ["pipelines.remove.asks", namesOf("asks")],
      ["pipelines.remove.points", namesOf("points")],
    ] as const
  ).filter(([, names]) => names.length > 0);
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  if (lines.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={500}>
        {t("pipelines.remove.besides")}
      </Text>
      <List size="sm" spacing={4}>
        {lines.map(([key, names]) => (
          <List.Item key={key}>
            {t(key, { names: list.format(names), target: target.name, count: names.length })}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
